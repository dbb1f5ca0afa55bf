"""The day of joining or the region of some members is unknown: figures leave these members out and say so.

Not knowing is legal; a guess is not better. The finding stands once for all members, at `community.yaml`, and lists
them in its hint. People who were removed do not count.

Bad:

    name: Ben Okoro
    status: active
    joined: unknown

Good:

    name: Ben Okoro
    status: active
    joined: 2026-03-01
    region: africa

How to fix: ask the people when it suits, or waive the finding.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "MEM204"
SEVERITY = "warning"
CLOCK = False

_LISTED = 20
_UNKNOWN = (None, "unknown")


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """One finding for all members of whom something is unknown."""
    unknown = [
        id
        for id, member in registry.members.items()
        if (member.region in _UNKNOWN or member.joined in _UNKNOWN) and member.status != "removed"
    ]
    if unknown and registry.community:
        count = f"{len(unknown)} member{'s' if len(unknown) > 1 else ''}"
        more = f" and {len(unknown) - _LISTED} more" if len(unknown) > _LISTED else ""
        message = f"{count} with unknown 'joined' or 'region': figures leave them out and say so"
        hint = f"{', '.join(unknown[:_LISTED])}{more}; cmtool set MEMBER region=... where somebody knows"
        yield registry.community.finding(CODE, (), message, hint=hint)
