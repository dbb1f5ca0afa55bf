"""When a series should meet in person again, and where it has not been lately.

It is the meeting nearest to the day that asks for it: four meetings at 92 days are longer than a year, and the one
before would be taken each time. Where the nearest one is later than `policy.in_person_tolerance` allows, it is the one
before after all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cmtool.model.community import Series
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.schedule.cadence import after, in_person_since, with_travel
from cmtool.schedule.term import days_after


class InPerson(NamedTuple):
    """When a series should meet in person."""

    due: date
    last: Meeting | None
    """The last one in person, held or planned; None if there never was one."""
    is_now: bool
    """It cannot wait for the meeting after the next."""
    regions: tuple[tuple[str, date | None], ...]
    """Regions of members and when a meeting was there: those without one first, then the one longest ago."""


def in_person(
    series: Series, meetings: Sequence[Meeting], members: Sequence[Member], every: str, target: date, tolerance: int
) -> InPerson | None:
    """What is due in person, counted as MTG202 does; None for a series that never has to, or never met."""
    since = in_person_since(meetings)
    if series.in_person_every is None or since is None:
        return None
    there, due = with_travel(meetings), after(since, series.in_person_every)
    following = after(target, every)
    can_wait = abs(following - due) < abs(target - due) and following <= days_after(due, tolerance)
    is_now = following > due and not can_wait
    return InPerson(due, there[-1] if there else None, is_now, _regions(there, members))


def _regions(there: Sequence[Meeting], members: Sequence[Member]) -> tuple[tuple[str, date | None], ...]:
    held = {meeting.region: meeting.date for meeting in there if meeting.region}
    people = Counter(member.region for member in members if member.region and member.region != "unknown")
    found = [(region, held.get(region)) for region in people]
    return tuple(sorted(found, key=lambda one: (one[1] or date.min, -people[one[0]], one[0])))
