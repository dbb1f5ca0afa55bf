"""The overlay holds statistics data of a person who did not consent, or a field that stands in the public file too.

Gender is kept for one purpose, to count, and only of people who agreed: `consents.statistics` in the public record
holds the day. Without that day, or when the person declined, nothing may stand in the overlay, not even `undisclosed`.
And each fact has one home: a field stands in the overlay or in the public file, never in both.

Bad:

    gender: woman              # overlay; the public record says statistics: declined

Good:

    consents:                  # the public record
      statistics: 2025-03-04

How to fix: delete the field from the overlay, or ask the person and write down the day of the answer. Of a field in
both files keep the one that the person wants.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "PRV105"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Overlay files against the public records of the same members."""
    for id, own in (registry.overlay or {}).items():
        member = registry.members.get(id)
        if member is None:
            continue
        if own.gender is not None and not member.consents_to("statistics", registry.consent_day(today)):
            message = f"overlay holds statistics data of '{id}' without consents.statistics"
            hint = f"delete it, or ask and set `consents.statistics` of members/{id} to the day"
            yield own.finding(CODE, "gender", message, hint=hint, at_key=True)
        for field in ("gender", "notes", "skills"):
            if getattr(own, field) and getattr(member, field):
                message = f"field '{field}' stands in the public file of '{id}' too"
                yield own.finding(CODE, field, message, hint="a fact has one home: delete one of them", at_key=True)
