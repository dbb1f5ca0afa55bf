"""When people meet: what the series of groups say, joined with the records of `meetings/`, for any span of days.

A series says when it meets usually; an exception leaves a date out or moves it; a record of that series on that day is
the same meeting, and what it says counts. A record that is none of those dates is a meeting of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

from cmtool.model.evidence import groups_that_met
from cmtool.model.group import Group, MeetingSeries
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.hours import Timing, timing, timing_of_turn
from cmtool.schedule.rhythm import rhythm
from cmtool.schedule.term import days_after
from cmtool.schedule.zones import moment

Status = Literal["computed", "planned", "held", "cancelled", "skipped"]
MEETING_GROUPS = ("forming", "active", "maintenance")
"""Groups of the other statuses meet no more: only what their meetings left in `meetings/` is told."""


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
        begins = self.begins
        if begins is None or not self.timing.minutes:
            return None
        return (begins.astimezone(UTC) + timedelta(minutes=self.timing.minutes)).astimezone(begins.tzinfo)


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


def next_of_group(registry: Registry, group: str, today: date, *, within: int = 366) -> Occurrence | None:
    """The next meeting of a group from today on that takes place."""
    coming = occurrences(registry, today, days_after(today, within), group=group)
    return next((o for o in coming if o.takes_place and o.status != "held"), None)


def of_series(registry: Registry, group: Group, series: MeetingSeries, first: date, last: date) -> Iterator[Occurrence]:
    """The meetings of one series from one day to another, in no order; none without an anchor."""
    found = rhythm(series)
    if found is None:
        return
    ref = f"{group.id}/{series.id}"
    records = _records(registry, ref)
    moved = {e.date: e for e in series.except_}
    usual = dict.fromkeys(found.dates(first, last))
    for day, other in moved.items():  # moved into the span from outside
        if other.moved_to and first <= other.moved_to <= last and (turn := found.turn(day)) is not None:
            usual[turn, day] = None
    ends = last_day_of(group, series)
    for turn, day in usual:
        if day > ends:
            continue
        exception = moved.get(day)
        taken = (exception and exception.moved_to) or day
        meeting = records.get(day)
        if meeting is None and found.turn(taken) is None:  # else it is the record of that other turn
            meeting = records.get(taken)
        actual = meeting.date if meeting else taken
        if not first <= actual <= last:
            continue
        is_skipped = exception is not None and exception.moved_to is None and meeting is None
        yield Occurrence(
            ref,
            registry.series_name(meeting) if meeting else f"{group.name}: {series.name or series.id.replace('-', ' ')}",
            actual,
            timing(registry, meeting) if meeting else timing_of_turn(registry, series, turn),
            meeting.status if meeting else "skipped" if is_skipped else "computed",
            tuple(groups_that_met(meeting)) if meeting else (group.id,),
            day,
            turn,
            exception.why if exception and (is_skipped or actual != day) else "",
            meeting,
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


def last_day_of(group: Group, series: MeetingSeries) -> date:
    """The last day on which a series may meet: its own, or the one before its group fell asleep or was closed."""
    own = series.ends or date.max
    if group.status in MEETING_GROUPS:
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
