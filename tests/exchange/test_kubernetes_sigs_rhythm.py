"""When a meeting takes place: what the words leave no doubt about, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.exchange.kubernetes_sigs.rhythm import ANCHOR, clock, rhythm, zone


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("9:00", "09:00"),
        ("09:00", "09:00"),
        ("23:59", "23:59"),
        ("2PM", "14:00"),
        ("2:30 pm", "14:30"),
        ("12AM", "00:00"),
        ("12pm", "12:00"),
        ("24:00", None),
        ("9:60", None),
        ("13PM", None),
        ("0am", None),
        ("9", None),
        ("", None),
        ("9:00-10:00", None),
        ("noon", None),
    ],
)
def test_times_of_day(words: str, time: str | None) -> None:
    assert clock(words) == time


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("PT (Pacific Time)", "America/Los_Angeles"),
        ("Eastern Time (ET)", "America/New_York"),
        ("EST (Eastern Time)", "America/New_York"),
        ("CET (Central European Time)", "Europe/Berlin"),
        ("IST", "Asia/Kolkata"),
        ("Poland", "Europe/Warsaw"),
        ("utc", "UTC"),
        ("PT (Eastern Time)", None),
        ("PT (Olympus Mons)", None),
        ("", None),
    ],
)
def test_time_zones(words: str, name: str | None) -> None:
    assert zone(words) == name


@pytest.mark.parametrize(
    ("day", "frequency", "every", "starts", "rule"),
    [
        # A date of one occurrence stands in the words.
        ("Tuesday", "biweekly starting Tuesday Feb 27, 2024", "14d", date(2024, 2, 27), None),
        ("Friday", "biweekly 2019 start date: Jan. 11th", "14d", date(2019, 1, 11), None),
        ("Thursdays (starting February 15th 2024)", "weekly", "7d", date(2024, 2, 15), None),
        ("Tuesday (starting September 10th 2024)", "bi-weekly", "14d", date(2024, 9, 10), None),
        ("Tuesday", "bi-weekly, start date: 2024-04-16", "14d", date(2024, 4, 16), None),
        ("Wednesday", "every four weeks starting Wednesday March 20, 2019", "28d", date(2019, 3, 20), None),
        ("Tuesday", "monthly 2020 start date: Jan. 7th", "monthly", date(2020, 1, 7), "first-tue"),
        ("Tuesday", "monthly starting Jan 30, 2024", "monthly", date(2024, 1, 30), "last-tue"),
        # The words leave no choice.
        ("Monday", "weekly", "7d", ANCHOR, None),
        ("Sunday", "Weekly", "7d", date(2024, 1, 7), None),
        ("Wednesday", "First Wednesday of the month", "monthly", date(2024, 1, 3), "first-wed"),
        ("Monday", "first Monday of the month", "monthly", date(2024, 1, 1), "first-mon"),
        ("Tuesday", "monthly - third Tuesday", "monthly", date(2024, 1, 16), "third-tue"),
        ("Wednesday", "monthly - last Wednesday every month", "monthly", date(2024, 1, 31), "last-wed"),
        ("Sunday", "last Sunday of each month", "monthly", date(2024, 1, 28), "last-sun"),
        ("Thursday", "Monthly on 4th Thursday", "monthly", date(2024, 1, 25), "fourth-thu"),
        ("Wednesday", "every third Wednesday of the month", "monthly", date(2024, 1, 17), "third-wed"),
        ("third Wednesday", "monthly", "monthly", date(2024, 1, 17), "third-wed"),
    ],
)
def test_a_series_whose_date_is_clear(day: str, frequency: str, every: str, starts: date, rule: str | None) -> None:
    assert rhythm(day, frequency) == (every, starts, rule, True)
    assert starts.strftime("%a").lower() in day.lower()


@pytest.mark.parametrize(
    ("day", "frequency", "every", "is_whole"),
    [
        ("Monday", "biweekly", "14d", True),
        ("Monday", "Bi-Weekly", "14d", True),
        ("Monday", "every two weeks", "14d", True),
        ("Monday", "every four weeks", "28d", True),
        ("Monday", "biweekly, interleaved with the other one", "14d", False),
        ("Monday and Thursday", "weekly", "7d", False),
        ("", "weekly", "7d", True),
        ("Thursday", "monthly", "monthly", True),
        ("Wednesday", "monthly - Wednesday, after the fourth Tuesday, every month", "monthly", False),
        ("Tuesday", "monthly, after the third Tuesday", "monthly", False),
        ("Tuesday", "monthly, third Thursday", "monthly", False),
        ("Tuesday", "monthly, first and third Tuesday", "monthly", False),
        # A date that may be the fourth or the last one, on another weekday, impossible, or one of two, is none.
        ("Tuesday", "monthly starting Jan 23, 2024", "monthly", True),
        ("Monday", "biweekly starting Feb 27, 2024", "14d", True),
        ("Monday", "weekly starting Feb 30, 2024", "7d", True),
        ("Monday", "weekly starting Feb 5, 2024 and starting Feb 12, 2024", "7d", False),
        ("Monday", "biweekly until Feb 5, 2024", "14d", False),
        ("Monday", "biweekly starting Feb 5", "14d", False),
    ],
)
def test_a_series_whose_date_is_open(day: str, frequency: str, every: str, is_whole: bool) -> None:
    found = rhythm(day, frequency)
    assert found is not None
    assert (found.every, found.starts, found.is_whole) == (every, None, is_whole)


@pytest.mark.parametrize(
    "frequency",
    ["", "when needed", "twice a month", "bimonthly", "bi-monthly", "semi-monthly", "weekly or monthly", "daily"],
)
def test_words_that_name_no_rhythm_or_several(frequency: str) -> None:
    assert rhythm("Monday", frequency) is None
