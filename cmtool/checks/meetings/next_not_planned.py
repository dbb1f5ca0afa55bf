"""The next meeting of a community-wide series was due, and none is planned: people who wait for it drift away.

The rhythm is `every` of the series in `community.yaml`, counted from its last meeting, held or planned, with
`policy.every_tolerance` days (21) to spare. A series that never met is left alone; of the core team ACT201 tells.

Bad:

    # community.yaml; the last CommunityMeet was on 2026-05-21
    series:
      communitymeet:
        name: CommunityMeet
        every: 92d

Good:

    # meetings/2026-09-10-communitymeet.yaml
    series: communitymeet
    status: planned
    date: 2026-09-10

How to fix: `cmtool meeting next communitymeet` proposes a day and writes the planned meeting. Where the rhythm is
another by now, change `every`, or remove it.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.schedule.cadence import after, core_team, kept
from cmtool.schedule.term import days_after

CODE = "MTG201"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day by which each series should meet again."""
    community = registry.community
    if community is None:
        return
    for one in kept(registry):
        if one.series.every is None or core_team(registry, one):
            continue
        last = one.meetings[-1].date
        day = days_after(after(last, one.series.every), registry.policy.every_tolerance)
        planned = f"none planned after {last}" if last > today else "none planned"
        message = f"next {one.series.name} {'was' if day < today else 'is'} due by {day}; {planned}"
        hint = "plan it, or change 'every' of the series"
        due = Due(day, registry.managers(today), f"cmtool meeting next {one.id}")
        yield community.finding(CODE, ("series", one.id, "every"), message, hint=hint, due=due)
