"""A community-wide series has not met in person for longer than it says it would.

The rhythm is `in_person_every` of the series in `community.yaml`, counted from the last meeting in person, held or
planned, with `policy.in_person_tolerance` days (60) to spare; hybrid meetings count. A series that never met in person
counts from its first meeting.

Bad:

    # community.yaml; the last CommunityMeet in person was on 2024-11-20
    series:
      communitymeet:
        name: CommunityMeet
        in_person_every: 365d

Good:

    # meetings/2025-11-20-communitymeet.yaml
    series: communitymeet
    status: held
    date: 2025-11-20
    mode: in-person

How to fix: find the event that most of the people visit anyway, and plan a meeting within it.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.schedule.cadence import after, in_person_since, kept, with_travel
from cmtool.schedule.term import days_after

CODE = "MTG202"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day by which each series should meet in person again."""
    community = registry.community
    if community is None:
        return
    for one in kept(registry):
        last = in_person_since(one.meetings)
        if one.series.in_person_every is None or last is None:
            continue
        together = with_travel(one.meetings)
        day = days_after(after(last, one.series.in_person_every), registry.policy.in_person_tolerance)
        since = str(last) if together else f"it began on {last}"
        message = f"no in-person {one.series.name} since {since}"
        if day >= today:
            planned = f"none planned after {last}" if together else "none planned"
            message = f"next in-person {one.series.name} is due by {day}; {planned}"
        hint = "plan one within a larger event, or change 'in_person_every' of the series"
        due = Due(day, registry.managers(today), f"cmtool meeting next {one.id} --mode in-person")
        yield community.finding(CODE, ("series", one.id, "in_person_every"), message, hint=hint, due=due)
