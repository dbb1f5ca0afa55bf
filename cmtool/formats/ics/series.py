"""A series as events: one that recurs for each hour that it takes by turns, and one for each meeting that differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from icalendar import Event

from cmtool.formats.ics.event import event_of
from cmtool.formats.ics.facts import Facts
from cmtool.formats.ics.recurrence import last_date, recurrence, until
from cmtool.formats.ics.times import add_times
from cmtool.model.group import Group, MeetingSeries
from cmtool.model.scalars import LAST_DAY
from cmtool.schedule.hours import timing_of_turn
from cmtool.schedule.occurrences import Occurrence, last_day_of, of_series
from cmtool.schedule.rhythm import rhythm
from cmtool.schedule.stamp import Stamp

_GAP: Final = timedelta(days=366)


class Usual(NamedTuple):
    """The meetings of a series that have the same hour: the first, the rule and its last day, name and stamp."""

    first: Occurrence
    rule: dict[str, object]
    last: date
    uid: str
    stamp: Stamp


def series_events(
    facts: Facts, group: Group, series: MeetingSeries, special: list[Occurrence], first: date
) -> Iterator[Event]:
    """The events of a series, of which some meetings are special; none if it was over before a day."""
    hours = 1 + len(series.alternate)
    for turn in range(hours):
        usual = _usual(facts, group, series, turn)
        mine = [o for o in special if o.turn % hours == turn]
        if usual is not None and any(day >= first for day in (usual.last, *(o.day for o in mine))):
            yield _recurring(facts, usual, mine)
            yield from (_other(facts, usual, o) for o in mine if o.takes_place)


def differing(facts: Facts, group: Group, series: MeetingSeries) -> list[Occurrence]:
    """The meetings of a series that are not as usual, in order: left out, moved, or told by a record."""
    days = [day for e in series.except_ for day in (e.date, e.moved_to) if day]
    days += [meeting.date for meeting in facts.registry.meetings(series=f"{group.id}/{series.id}")]
    found = (o for first, last in _spans(days) for o in of_series(facts.registry, group, series, first, last))
    return sorted((o for o in found if o.meeting or o.is_moved or not o.takes_place), key=lambda o: o.turn)


def _spans(days: list[date]) -> Iterator[tuple[date, date]]:
    """From the first to the last of some days, without the long gaps in which nothing differs."""
    ordered = sorted(days)
    gaps = [at for at in range(1, len(ordered)) if ordered[at] - ordered[at - 1] > _GAP]
    for first, end in pairwise((0, *gaps, len(ordered))):
        if first < end:
            yield ordered[first], ordered[end - 1]


def _usual(facts: Facts, group: Group, series: MeetingSeries, turn: int) -> Usual | None:
    """What recurs; None without an anchor, or where the series ends before its first date."""
    found, hours, ends = rhythm(series), 1 + len(series.alternate), min(last_day_of(group, series), LAST_DAY)
    if found is None or found.day(turn) > ends:
        return None
    timing, title = timing_of_turn(facts.registry, series, turn), series.name or series.id.replace("-", " ")
    first = Occurrence(
        f"{group.id}/{series.id}", f"{group.name}: {title}", found.day(turn), timing, "computed", (group.id,)
    )
    rule, last = recurrence(found, hours, turn), ends
    if ends < LAST_DAY:
        last = last_date(found, hours, turn, ends)
        rule["UNTIL"] = until(last, timing)
    return Usual(first, rule, last, facts.series_uid(group, series, turn), facts.of_series(group, series))


def _recurring(facts: Facts, usual: Usual, special: list[Occurrence]) -> Event:
    """The event that recurs, without the dates on which nobody meets."""
    event = event_of(facts.registry, usual.first, usual.uid, usual.stamp, recurs=True)
    event.add("rrule", usual.rule)
    add_times(event, "exdate", [o.usual for o in special if o.usual and not o.takes_place], usual.first.timing)
    return event


def _other(facts: Facts, usual: Usual, occurrence: Occurrence) -> Event:
    """The event of a meeting that takes the place of a usual one."""
    stamp = usual.stamp
    if occurrence.meeting:
        own = facts.of_record(occurrence.meeting)
        stamp = Stamp(max(stamp.modified, own.modified), stamp.sequence + own.sequence)
    event = event_of(facts.registry, occurrence, usual.uid, stamp)
    if occurrence.usual:
        add_times(event, "recurrence-id", [occurrence.usual], usual.first.timing)
    return event
