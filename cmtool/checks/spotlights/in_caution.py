"""A spotlight is planned inside a time for caution: people have other things on their mind, or are away.

Times for caution are the `sensitivities` of `community.yaml`.

Bad:

    # community.yaml: sensitivities from 2026-12-20 to 2027-01-05
    planned: 2026-12-22
    status: answered

Good:

    planned: 2027-01-06
    status: answered

How to fix: plan it after that time: `cmtool set spotlights/ID planned=DAY`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry
from cmtool.schedule.proposal.judge import caution_on
from cmtool.schedule.term import days_after

CODE = "SPO203"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Days of spotlights that are not out yet."""
    for spotlight in registry.spotlights.values():
        window = caution_on(registry, spotlight.planned) if spotlight.is_under_way else None
        if window is not None:
            message = f"planned inside a time for caution, {window.starts} to {window.ends}: '{window.note}'"
            hint = f"cmtool set {spotlight.ref} planned={days_after(window.ends, 1)}"
            yield spotlight.finding(CODE, "planned", message, hint=hint)
