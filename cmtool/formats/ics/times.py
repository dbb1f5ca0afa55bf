"""Times in an event: a wall clock with its zone, so that it stays at its hour when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from icalendar import Event

from cmtool.formats.ics.zones import tzid
from cmtool.schedule.hours import Timing
from cmtool.schedule.zones import moment, zone

USUAL_MINUTES: Final = 60
"""The length of a meeting where nobody says it."""
_DAY: Final = timedelta(days=1)


def add_times(event: Event, name: str, days: list[date], timing: Timing) -> None:
    """A property that names meetings of a series by the hour at which they would begin."""
    if timing.start and days:
        clocks = [datetime.combine(day, timing.start) for day in days]
        _add(event, name, clocks if len(clocks) > 1 else clocks[0], timing.tz)


def add_span(event: Event, day: date, timing: Timing, *, recurs: bool = False) -> None:
    """When an event begins and ends; the whole day, which keeps nobody busy, where no hour is known.

    The hour of a series is written as it is said. A single time that the clocks skip on its day is written as the one
    that they show instead: not every calendar reads it as RFC 5545 has it, with the offset before the change.
    """
    if timing.start is None:
        event.add("dtstart", day)
        event.add("dtend", day + _DAY)
        event.add("transp", "TRANSPARENT")
        return
    length = timedelta(minutes=timing.minutes or USUAL_MINUTES)
    begins = moment(day, timing.start, timing.tz).astimezone(UTC)
    start = datetime.combine(day, timing.start) if recurs else _shown(begins, timing.tz)
    ends = _shown(begins + length, timing.tz)
    _add(event, "dtstart", start, timing.tz)
    if ends - start == length:
        _add(event, "dtend", ends, timing.tz)
    else:  # the clocks change meanwhile: readers differ about the distance of two wall clocks
        event.add("duration", length)


def _shown(at: datetime, tz: str) -> datetime:
    """What the clocks of a zone show at a moment."""
    return at.astimezone(zone(tz)).replace(tzinfo=None, fold=0)


def _add(event: Event, name: str, at: datetime | list[datetime], tz: str) -> None:
    event.add(name, at, parameters={"TZID": tzid(tz)})
