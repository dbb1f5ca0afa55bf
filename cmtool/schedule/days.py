"""Days as people name them: `2026-03-01`, `2026-03`, `2026-Q1`, `2026`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date

from cmtool.errors import CmtoolError
from cmtool.model.scalars import FIRST_DAY, LAST_DAY

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FORMS = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?))?", re.ASCII
)


def period(text: str) -> tuple[date, date]:
    """First and last day of what a text names, within the years that a registry may name."""
    first, last = _named(text)
    if first < FIRST_DAY or last > LAST_DAY:
        raise CmtoolError(f"'{text}' is too far away; expected a year from {FIRST_DAY.year} to {LAST_DAY.year}")
    return first, last


def _named(text: str) -> tuple[date, date]:
    found = _FORMS.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year = int(found["year"])
        if found["day"]:
            day = date(year, int(found["month"]), int(found["day"]))
            return day, day
        first, last = 1, 12
        if found["quarter"]:
            last = 3 * int(found["quarter"])
            first = last - 2
        elif found["month"]:
            first = last = int(found["month"])
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    except ValueError:
        raise CmtoolError(f"'{text}' is not a day; expected 2026-03-01, 2026-03, 2026-Q1, 2026 or today") from None


def first_day(text: str) -> date:
    """The first day of a period, for `--since`."""
    return period(text)[0]


def last_day(text: str) -> date:
    """The last day of a period, for `--today`, `--as-of` and `--until`."""
    return period(text)[1]


def since(text: str, today: Callable[[], date]) -> date:
    """The day from which something counts: `90d` back from today, `today`, or the first day of a period."""
    return _back(text, today) or first_day(text)


def until(text: str, today: Callable[[], date]) -> date:
    """The last day that counts: `90d` back from today, `today`, or the last day of a period."""
    return _back(text, today) or last_day(text)


def _back(text: str, today: Callable[[], date]) -> date | None:
    """A day counted from today, which is asked for only then."""
    found = re.fullmatch(r"([0-9]{1,5})d", text, re.ASCII)
    if text == "today":
        return today()
    return max(FIRST_DAY, date.fromordinal(max(1, today().toordinal() - int(found[1])))) if found else None


def span_of_days(text: str) -> int:
    """A length in days: `14d`."""
    found = re.fullmatch(r"([0-9]{1,5})d?", text, re.ASCII)
    if found is None:
        raise CmtoolError(f"'{text}' is not a length of time; expected days, as 14d")
    return int(found[1])
