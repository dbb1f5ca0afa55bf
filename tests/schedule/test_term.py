"""Terms end within the calendar, whatever a policy says."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.schedule.term import days_after


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 2, 28), 1, date(2026, 3, 1)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(9999, 12, 31), 1, date.max),
        (date(1, 1, 1), -1, date.min),
        (date(2026, 11, 20), 999_999_999_999, date.max),
    ],
)
def test_day_some_days_later(day: date, days: int, expected: date) -> None:
    assert days_after(day, days) == expected
