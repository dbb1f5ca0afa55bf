"""The dates of a meeting series."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cmtool.model.group import MeetingSeries
from cmtool.model.scalars import LAST_DAY
from cmtool.schedule.rhythm import rhythm, turn_on


def series(**fields: Any) -> MeetingSeries:
    return MeetingSeries.model_validate({"id": "call", "time": "14:00", **fields})


def dates(fields: dict[str, Any], first: str, last: str) -> list[str]:
    found = rhythm(series(**fields))
    assert found is not None
    return [str(day) for _, day in found.dates(date.fromisoformat(first), date.fromisoformat(last))]


# -- what peers get wrong


def test_every_second_week_without_an_anchor_has_no_dates() -> None:
    assert rhythm(series(every="14d")) is None


def test_every_second_week_stays_so_over_a_year_of_53_weeks() -> None:
    assert date(2026, 12, 28).isocalendar().week == 53
    assert dates({"every": "14d", "starts": date(2026, 12, 3)}, "2026-12-01", "2027-02-01") == [
        "2026-12-03", "2026-12-17", "2026-12-31", "2027-01-14", "2027-01-28",
    ]  # fmt: skip


def test_a_monthly_series_does_not_skip_the_month_it_is_asked_in() -> None:
    fields = {"every": "monthly", "starts": date(2026, 1, 8), "month_rule": "second-thu"}
    assert dates(fields, "2026-03-01", "2026-04-30") == ["2026-03-12", "2026-04-09"]
    assert dates(fields, "2026-03-12", "2026-03-12") == ["2026-03-12"]
    assert dates(fields, "2026-03-13", "2026-04-08") == []


def test_a_day_that_a_month_does_not_have_is_its_last_one_and_no_month_is_left_out() -> None:
    fields = {"every": "monthly", "starts": date(2027, 12, 31)}
    assert dates(fields, "2027-12-01", "2028-05-01") == [
        "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30",
    ]  # fmt: skip
    assert dates(fields | {"month_rule": "day-30"}, "2028-02-01", "2028-03-31") == ["2028-02-29", "2028-03-30"]


def test_a_fifth_week_makes_no_difference_to_the_last_one() -> None:
    fields = {"every": "monthly", "starts": date(2026, 1, 30), "month_rule": "last-fri"}
    assert dates(fields, "2026-04-01", "2026-06-30") == ["2026-04-24", "2026-05-29", "2026-06-26"]


# -- the anchor


def test_nothing_is_computed_before_the_anchor() -> None:
    assert dates({"every": "7d", "starts": date(2026, 3, 5)}, "2026-02-01", "2026-03-15") == [
        "2026-03-05",
        "2026-03-12",
    ]


def test_an_anchor_off_its_rule_begins_with_the_next_date_of_the_rule() -> None:
    fields = {"every": "monthly", "starts": date(2026, 3, 10), "month_rule": "first-thu"}
    assert dates(fields, "2026-03-01", "2026-05-10") == ["2026-04-02", "2026-05-07"]
    assert turn_on(series(**fields), date(2026, 4, 2)) == 0


def test_quarters_and_years_count_from_the_month_of_the_anchor() -> None:
    assert dates({"every": "quarterly", "starts": date(2025, 11, 20)}, "2025-01-01", "2026-12-31") == [
        "2025-11-20", "2026-02-20", "2026-05-20", "2026-08-20", "2026-11-20",
    ]  # fmt: skip
    assert dates({"every": "yearly", "starts": date(2024, 2, 29)}, "2024-01-01", "2028-12-31") == [
        "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29",
    ]  # fmt: skip


def test_the_last_year_there_is_ends_a_series_without_an_error() -> None:
    found = rhythm(series(every="monthly", starts=date(2999, 10, 31)))
    assert found is not None
    assert [str(day) for _, day in found.dates(date(2999, 1, 1), date.max)] == [
        "2999-10-31",
        "2999-11-30",
        "2999-12-31",
    ]


# -- turns


def test_a_date_keeps_its_turn_when_the_one_before_is_left_out() -> None:
    fields: dict[str, Any] = {"every": "14d", "starts": date(2026, 1, 13)}
    skipped = {"date": date(2026, 1, 27), "why": "Travel"}
    for exceptions in ([], [skipped]):
        assert turn_on(series(**fields, **{"except": exceptions}), date(2026, 2, 10)) == 2


def test_a_meeting_that_was_moved_has_the_turn_of_its_usual_date() -> None:
    moved = {"date": date(2026, 1, 27), "why": "Travel", "moved_to": date(2026, 1, 29)}
    assert turn_on(series(every="14d", starts=date(2026, 1, 13), **{"except": [moved]}), date(2026, 1, 29)) == 1
    assert turn_on(series(every="14d", starts=date(2026, 1, 13)), date(2026, 1, 29)) is None


# -- against a look at every single day

RULES = [
    *(f"{week}-{day}" for week in ("first", "second", "third", "fourth", "last") for day in ("mon", "thu", "sun")),
    *("day-1", "day-15", "day-29", "day-30", "day-31"),
]


def meets(fields: dict[str, Any], day: date) -> bool:
    """Whether the series meets on a day, told from the words alone."""
    starts = fields["starts"]
    if day < starts:
        return False
    every = fields["every"]
    if every.endswith("d"):
        return (day - starts).days % int(every[:-1]) == 0
    months = (day.year - starts.year) * 12 + day.month - starts.month
    if months % {"monthly": 1, "quarterly": 3, "yearly": 12}[every]:
        return False
    which, _, what = fields["month_rule"].partition("-")
    last = calendar.monthrange(day.year, day.month)[1]
    if which == "day":
        return day.day == min(int(what), last)
    if ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()] != what:
        return False
    if which == "last":
        return day.day + 7 > last
    return (day.day - 1) // 7 == ("first", "second", "third", "fourth").index(which)


@given(
    every=st.sampled_from(["1d", "7d", "14d", "10d", "28d", "92d", "365d", "monthly", "quarterly", "yearly"]),
    starts=st.dates(date(1999, 1, 1), date(2032, 12, 31)),
    rule=st.sampled_from(RULES),
    asked=st.integers(-400, 2000),
    length=st.integers(0, 800),
)
def test_any_rhythm_meets_on_the_days_that_its_words_say(
    every: str, starts: date, rule: str, asked: int, length: int
) -> None:
    fields = {"every": every, "starts": starts, "month_rule": rule}
    found = rhythm(series(**fields))
    assert found is not None
    first = starts + timedelta(days=asked)
    last = min(first + timedelta(days=length), LAST_DAY)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    told = list(found.dates(first, last))
    assert [day for _, day in told] == [day for day in days if meets(fields, day)]
    assert all(found.turn(day) == turn for turn, day in told)
    assert [turn for turn, _ in told] == list(range(told[0][0], told[0][0] + len(told))) if told else True
    assert found.turn(found.first) == 0 and meets(fields, found.first)
