"""When people meet: what the series of groups say, joined with the records of `meetings/`, for any span of days.

A series says when it meets usually; an exception leaves a date out or moves it; a record of that series on that day is
the same meeting, and what it says counts. A record that is none of those dates is a meeting of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

from cmtool.model.evidence import groups_that_met
from cmtool.model.group import AWAKE, Exception_, Group, MeetingSeries
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.hours import Timing, timing, timing_of_turn
from cmtool.schedule.rhythm import Rhythm, rhythm
from cmtool.schedule.term import days_after
from cmtool.schedule.zones import later, moment

Status = Literal["computed", "planned", "held", "cancelled", "skipped"]


class Occurrence(NamedTuple):
    """One meeting on one day, computed or written down."""

    series: str
    """`<group>/<series>`, a community series, or `event`."""
    title: str
    day: date
    timing: Timing
    status: Status
    groups: tuple[str, ...] = ()
    """Groups that meet; none for the whole community."""
    usual: date | None = None
    """The date by the rhythm of the series; None for a meeting outside of one."""
    turn: int = 0
    """Which one of the series' dates, from 0."""
    why: str = ""
    """Why it was moved or is left out."""
    meeting: Meeting | None = None

    @property
    def takes_place(self) -> bool:
        """It was not left out or cancelled."""
        return self.status not in ("skipped", "cancelled")

    @property
    def is_moved(self) -> bool:
        """It is on another day than usual."""
        return self.usual is not None and self.usual != self.day

    @property
    def begins(self) -> datetime | None:
        """The moment at which it begins; None where no hour is known."""
        return moment(self.day, self.timing.start, self.timing.tz) if self.timing.start else None

    @property
    def ends(self) -> datetime | None:
        """The moment at which it ends, in the same zone; None where nobody knows."""
        begins, minutes = self.begins, self.timing.minutes
        return later(begins, minutes) if begins and minutes else None


def occurrences(registry: Registry, first: date, last: date, *, group: str | None = None) -> list[Occurrence]:
    """All meetings from one day to another, both inclusive, by day and hour; of one group if asked.

    Of a group those in which it takes part: its own series, and records that name it. Meetings of the whole community
    are not among them.
    """
    found: list[Occurrence] = []
    for one in registry.all_groups.values():
        if group is None or one.id == group:
            for series in one.meets:
                found += of_series(registry, one, series, first, last)
    joined = {o.meeting.id for o in found if o.meeting}
    for meeting in registry.meetings():
        if meeting.id in joined or not first <= meeting.date <= last:
            continue
        if group is None or group in groups_that_met(meeting):
            found.append(of_record(registry, meeting))
    return sorted(found, key=_order)


def of_series(registry: Registry, group: Group, series: MeetingSeries, first: date, last: date) -> Iterator[Occurrence]:
    """The meetings of one series from one day to another, in no order; none without an anchor."""
    found = rhythm(series)
    if found is None:
        return
    records = _records(registry, f"{group.id}/{series.id}")
    exceptions = {e.date: e for e in series.except_}
    ends = last_day_of(group, series)
    for turn, usual in _turns(found, exceptions, first, last):
        if usual <= ends:
            exception = exceptions.get(usual)
            meeting = _record(records, found, usual, exception)
            one = _of_turn(registry, group, series, turn, usual, exception, meeting)
            if first <= one.day <= last:
                yield one


def _turns(found: Rhythm, exceptions: Mapping[date, Exception_], first: date, last: date) -> Iterable[tuple[int, date]]:
    """Turns and usual dates in a span, then those that are moved into it from outside."""
    turns = dict.fromkeys(found.dates(first, last))
    for usual, exception in exceptions.items():
        if exception.moved_to and first <= exception.moved_to <= last and (turn := found.turn(usual)) is not None:
            turns[turn, usual] = None
    return turns


def _record(
    records: Mapping[date, Meeting], found: Rhythm, usual: date, exception: Exception_ | None
) -> Meeting | None:
    """The record of a turn: on its usual date, or where it was moved to, if that is not the date of another turn."""
    moved = exception.moved_to if exception else None
    return records.get(usual) or (records.get(moved) if moved and found.turn(moved) is None else None)


def _of_turn(
    registry: Registry,
    group: Group,
    series: MeetingSeries,
    turn: int,
    usual: date,
    exception: Exception_ | None,
    meeting: Meeting | None,
) -> Occurrence:
    """One date of a series: as its record tells it, else as the series and its exception say."""
    why = exception.why if exception else ""
    if meeting:
        return of_record(registry, meeting)._replace(usual=usual, turn=turn, why=why if meeting.date != usual else "")
    day = (exception and exception.moved_to) or usual
    is_skipped = exception is not None and exception.moved_to is None
    return Occurrence(
        f"{group.id}/{series.id}",
        series_title(group, series),
        day,
        timing_of_turn(registry, series, turn),
        "skipped" if is_skipped else "computed",
        (group.id,),
        usual,
        turn,
        why if is_skipped or day != usual else "",
    )


def of_record(registry: Registry, meeting: Meeting) -> Occurrence:
    """A meeting as its record tells it."""
    return Occurrence(
        meeting.series,
        registry.series_name(meeting),
        meeting.date,
        timing(registry, meeting),
        meeting.status,
        tuple(groups_that_met(meeting)),
        meeting=meeting,
    )


def series_title(group: Group, series: MeetingSeries) -> str:
    """What people call the meetings of a series."""
    return f"{group.name}: {series.name or series.id.replace('-', ' ')}"


def last_day_of(group: Group, series: MeetingSeries) -> date:
    """The last day on which a series may meet: its own, or the one before its group fell asleep or was closed."""
    own = series.ends or date.max
    if group.status in AWAKE:
        return own
    return min(own, days_after(group.since, -1)) if group.since else date.min


def _records(registry: Registry, series: str) -> Mapping[date, Meeting]:
    """Records of a series by their day; of several on one day the one that takes place."""
    found: dict[date, Meeting] = {}
    for meeting in registry.meetings(series=series):
        if meeting.date not in found or found[meeting.date].status == "cancelled":
            found[meeting.date] = meeting
    return found


def _order(occurrence: Occurrence) -> tuple[date, str, str, str]:
    begins = occurrence.begins
    hour = begins.astimezone(UTC).isoformat() if begins else ""
    return occurrence.day, hour, occurrence.series, occurrence.meeting.id if occurrence.meeting else ""
