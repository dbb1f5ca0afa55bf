"""The dates of a meeting series: every n days, or a day of every month, quarter or year.

A series begins at its anchor `starts`: the first of its dates that is not before. Nothing is computed before it. A day
that a month does not have (`day-31` in April) is the last day of that month; no month is skipped. Every date has its
turn, counted from the first one, whether or not the series then meets: who meets at two hours by turns keeps them when
one meeting is left out.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from cmtool.model.group import MeetingSeries
from cmtool.model.scalars import FIRST_DAY, LAST_DAY
from cmtool.schedule.term import days_after

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKS = ("first", "second", "third", "fourth")
MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
"""Rhythms that count in months; the others count in days: `14d`."""


class MonthDay(NamedTuple):
    """Which day of a month: a weekday (0 is Monday) of its `week` (1 to 4, -1 the last); with week 0 a number."""

    week: int
    number: int

    def of(self, year: int, month: int) -> date:
        """That day in a month; of a number that the month does not reach, its last day."""
        length = monthrange(year, month)[1]
        if self.week == 0:
            return date(year, month, min(self.number, length))
        if self.week > 0:
            first = date(year, month, 1)
            return first + timedelta(days=(self.number - first.weekday()) % 7 + 7 * (self.week - 1))
        last = date(year, month, length)
        return last - timedelta(days=(last.weekday() - self.number) % 7)


class Rhythm(NamedTuple):
    """Dates at a distance of `days`; or `on` a day of every n `months`, counted from the month of `first`."""

    first: date
    days: int
    months: int
    on: MonthDay

    def day(self, turn: int) -> date:
        """The date of a turn, from 0. OverflowError or ValueError after the last year there is."""
        if self.days:
            return self.first + timedelta(days=self.days * turn)
        year, month = divmod(self.first.year * 12 + self.first.month - 1 + self.months * turn, 12)
        return self.on.of(year, month + 1)

    def turn(self, day: date) -> int | None:
        """The turn of a date; None where it is not one of the series."""
        near = self._near(day)
        return next((turn for turn in (near, near + 1) if turn >= 0 and self.day(turn) == day), None)

    def dates(self, first: date, last: date) -> Iterator[tuple[int, date]]:
        """Turns and dates from one day to another, both inclusive."""
        last = min(last, LAST_DAY)
        turn = max(0, self._near(max(first, FIRST_DAY)))
        while (day := self.day(turn)) <= last:
            if day >= first:
                yield turn, day
            turn += 1

    def nearest(self, day: date) -> date:
        """The date nearest to a day: of two equally near ones the earlier; the first one for a day before it."""
        reach = self.days or 31 * (self.months + 1)
        found = [known for _, known in self.dates(days_after(day, -reach), days_after(day, reach))]
        return min(found, key=lambda known: abs(known - day), default=self.day(0))

    def _near(self, day: date) -> int:
        """The turn of the last date that is certainly not after a day."""
        if self.days:
            return (day - self.first).days // self.days
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        return months // self.months - (months % self.months == 0)


def month_day(rule: str) -> MonthDay:
    """What `first-thu`, `last-fri` or `day-15` means."""
    which, _, day = rule.partition("-")
    if which == "day":
        return MonthDay(0, int(day))
    return MonthDay(-1 if which == "last" else WEEKS.index(which) + 1, WEEKDAYS.index(day))


def rhythm(series: MeetingSeries) -> Rhythm | None:
    """The rhythm of a series; None without an anchor (GRP207 tells). A monthly one without a rule keeps its day."""
    if series.starts is None:
        return None
    months = MONTHS.get(series.every, 0)
    if not months:
        return Rhythm(series.starts, int(series.every.removesuffix("d")), 0, MonthDay(0, series.starts.day))
    on = month_day(series.month_rule) if series.month_rule else MonthDay(0, series.starts.day)
    found = Rhythm(series.starts, 0, months, on)
    turn = 0 if found.day(0) >= series.starts else 1
    return found._replace(first=found.day(turn))


def turn_on(series: MeetingSeries, day: date) -> int | None:
    """Which turn of a series a meeting on a day is: on one of its dates, or moved from one. None if it is none."""
    found = rhythm(series)
    if found is None:
        return None
    usual = next((e.date for e in series.except_ if e.moved_to == day), day)
    turn = found.turn(day)
    return found.turn(usual) if turn is None else turn
