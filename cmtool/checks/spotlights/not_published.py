"""The day of a planned spotlight has passed, and it is not out: somebody took the trouble to answer, and waits.

Bad:

    # today is 2026-11-20
    planned: 2026-11-10
    status: answered

Good:

    planned: 2026-11-10
    status: published
    published:
      - channel: linkedin
        date: 2026-11-10
        url: https://social.example/p/1

How to fix: take the step that the command names, or plan it for another day: `cmtool set spotlights/ID planned=DAY`.
If the person does not want it: `cmtool spotlight withdraw ID`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.schedule.showing_steps import next_command
from cmtool.schedule.term import days_after

CODE = "SPO204"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day after each spotlight that is under way."""
    who = registry.managers(today)
    for spotlight in registry.spotlights.values():
        if spotlight.is_under_way:
            left = "not published" if spotlight.planned < today else "to be published"
            message = f"planned for {spotlight.planned}, {left}; it is {spotlight.status}"
            hint = f"or another day: cmtool set {spotlight.ref} planned=DAY"
            due = Due(days_after(spotlight.planned, 1), who, next_command(registry, spotlight, today))
            yield spotlight.finding(CODE, "planned", message, hint=hint, due=due)
