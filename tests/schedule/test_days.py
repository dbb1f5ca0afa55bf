"""Days as people name them, within the years that a registry may name."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.errors import CmtoolError
from cmtool.schedule.days import period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", (date(2026, 3, 1), date(2026, 3, 1))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2026-Q4", (date(2026, 10, 1), date(2026, 12, 31))),
        ("1900", (date(1900, 1, 1), date(1900, 12, 31))),
        ("2999-12-31", (date(2999, 12, 31), date(2999, 12, 31))),
    ],
)
def test_period_has_a_first_and_a_last_day(text: str, expected: tuple[date, date]) -> None:
    assert period(text) == expected


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "1899", "3000-Q1"])
def test_year_far_away_is_refused(text: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        period(text)
    assert str(caught.value) == f"'{text}' is too far away; expected a year from 1900 to 2999"


@pytest.mark.parametrize("text", ["0000", "2026-02-30", "2026-13", "2026-Q5", "tomorrow"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(CmtoolError, match=r"is not a day; expected 2026-03-01, 2026-03, 2026-Q1, 2026 or today$"):
        period(text)
