"""The core team has not met for longer than its rhythm asks: those who lead the community lead it alone.

The rhythm is `every` of the core team's series in `community.yaml`, counted from its last meeting, held or planned,
with `policy.every_tolerance` days (21) to spare. A series is the core team's if it is called like a group of `kind:
core-team`, or if its last meeting names such a group and no other.

Bad:

    # community.yaml; the core team last met on 2026-08-18
    series:
      core-team:
        name: Core team
        every: 31d

Good:

    # meetings/2026-09-22-core-team.yaml
    series: core-team
    status: held
    date: 2026-09-22

How to fix: `cmtool meeting next core-team` proposes a day and writes the planned meeting.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.schedule.cadence import after, core_team, kept
from cmtool.schedule.term import days_after

CODE = "ACT201"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day by which the core team should meet again."""
    community = registry.community
    if community is None:
        return
    for one in kept(registry):
        team = core_team(registry, one)
        if one.series.every is None or team is None:
            continue
        last = one.meetings[-1].date
        day = days_after(after(last, one.series.every), registry.policy.every_tolerance)
        message = f"no core-team meeting since {last}"
        if day >= today:
            message = f"next core-team meeting is due by {day}; none planned after {last}"
        hint = "plan it, or change 'every' of the series"
        due = Due(day, registry.in_charge(team, today), f"cmtool meeting next {one.id}")
        yield community.finding(CODE, ("series", one.id, "every"), message, hint=hint, due=due)
