"""The rule by which a zone changes its clocks every year: the last line of its file in the `tzdata` package."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from cmtool.schedule.rhythm import MonthDay

_NAME: Final = r"(?:[A-Za-z]+|<[^>]+>)"
_TIME: Final = r"[+-]?[0-9]{1,3}(?::[0-9]{2}){0,2}"
_DAY: Final = rf"M([0-9]+)\.([1-5])\.([0-6])(?:/({_TIME}))?"
_FOOTER: Final = re.compile(rf"{_NAME}{_TIME}{_NAME}(?:{_TIME})?,{_DAY},{_DAY}", re.ASCII)
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Rule(NamedTuple):
    """The clocks change on a weekday of a month, some hours after its midnight: minus one, or 26, is another day."""

    month: int
    day: MonthDay
    hours: timedelta

    def clock(self, year: int) -> datetime:
        """What the clocks show when they change in a year."""
        return datetime.combine(self.day.of(year, self.month), time()) + self.hours

    def recurrence(self) -> dict[str, Any] | None:
        """The rule as RRULE; None where its day may lie in another month."""
        found: dict[str, Any] = {"FREQ": "YEARLY", "BYMONTH": self.month}
        if not self.hours.days:
            return {**found, "BYDAY": f"{self.day.week}{_WEEKDAYS[self.day.number]}"}
        length = monthrange(2026, self.month)[1]
        first = (7 * self.day.week - 6 if self.day.week > 0 else length - 6) + self.hours.days
        if first < 1 or first + 6 > length or self.month == 2:
            return None
        weekday = _WEEKDAYS[(self.day.number + self.hours.days) % 7]
        return {**found, "BYMONTHDAY": [*range(first, first + 7)], "BYDAY": weekday}


@cache
def rules(zone: str) -> tuple[Rule, ...]:
    """The two rules of a zone by name; none where it keeps its clocks, or has a rule of another form."""
    data = files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()
    found = _FOOTER.fullmatch(data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", "replace"))
    return (_rule(*found.groups()[:4]), _rule(*found.groups()[4:])) if found else ()


def _rule(month: str, week: str, day: str, clock: str | None) -> Rule:
    """POSIX counts weekdays from Sunday, calls the last week the fifth, and means 02:00 where it says no time."""
    return Rule(int(month), MonthDay(-1 if week == "5" else int(week), (int(day) - 1) % 7), _time(clock or "2"))


def _time(text: str) -> timedelta:
    hours, minutes, seconds = [*(int(part) for part in text.lstrip("+-").split(":")), 0, 0][:3]
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if text.startswith("-") else length
