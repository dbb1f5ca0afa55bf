"""The rhythm of a series as RRULE: one for each of the hours that it takes by turns."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import gcd
from typing import Any, Final

from cmtool.schedule.hours import Timing
from cmtool.schedule.rhythm import MonthDay, Rhythm
from cmtool.schedule.zones import moment

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST: Final = timedelta(days=1000)
"""No two dates of a series are further apart."""
_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def recurrence(rhythm: Rhythm, hours: int, turn: int) -> dict[str, Any]:
    """The rule of every date that has the same one of some hours as a turn."""
    if rhythm.days:
        days = rhythm.days * hours
        return _every("WEEKLY", days // 7) if days % 7 == 0 else _every("DAILY", days)
    months = rhythm.months * hours
    return {**_every("MONTHLY", months), **_day(rhythm.on, _shortest(rhythm.day(turn).month, months))}


def _every(unit: str, distance: int) -> dict[str, Any]:
    return {"FREQ": unit, "INTERVAL": distance} if distance > 1 else {"FREQ": unit}


def _day(on: MonthDay, shortest: int) -> dict[str, Any]:
    """The day of the month; a number that one of the months does not reach is the last day there."""
    if on.week:
        return {"BYDAY": f"{on.week}{_WEEKDAYS[on.number]}"}
    if on.number <= shortest:
        return {"BYMONTHDAY": on.number}
    if on.number == 31:
        return {"BYMONTHDAY": -1}
    return {"BYMONTHDAY": [*range(28, on.number + 1)], "BYSETPOS": -1}


def _shortest(month: int, distance: int) -> int:
    """The length of the shortest of the months that a rule meets."""
    step = gcd(distance, 12)
    return min(_LENGTHS[(month - 1) % step :: step])


def last_date(rhythm: Rhythm, hours: int, turn: int, ends: date) -> date:
    """The last date not after a day that has the hour of a turn; there is one."""
    last = max(number for number, _ in rhythm.dates(max(rhythm.first, ends - _LONGEST), ends))
    return rhythm.day(last - (last - turn) % hours)


def until(day: date, timing: Timing) -> datetime:
    """The end of a rule: the moment of its last meeting, in UTC as RFC 5545 wants it of rules in a zone."""
    assert timing.start is not None  # noqa: S101 - a series has an hour
    return moment(day, timing.start, timing.tz).astimezone(UTC)
