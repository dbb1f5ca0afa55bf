"""The calendar against the plainest reading there is: every day is asked whether people meet, and UTC what it shows."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.conftest import Outcome

TODAY, DAYS = date(2026, 1, 1), 1827
"""Five years: 2026 has 53 weeks, 2028 a 29th of February."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ZONES = {  # with a wall clock that the night of a change skips, or shows twice
    "Pacific/Chatham": "02:50", "Australia/Lord_Howe": "02:15", "America/St_Johns": "02:30", "Asia/Beirut": "00:30",
    "Pacific/Auckland": "02:30", "Pacific/Kiritimati": "00:15", "America/Adak": "01:30", "Europe/Dublin": "01:30",
    "Africa/Cairo": "23:30", "Antarctica/Troll": "02:30", "America/Havana": "00:30", "Asia/Kathmandu": "23:45",
}  # fmt: skip


class Series(NamedTuple):
    every: str
    starts: date
    rule: str = ""
    ends: date = date.max
    clocks: int = 1
    left_out: int = -1
    """The date by its place that has an exception; every second one of these moves it by a day."""


FORMS = [
    Series("7d", date(2025, 12, 28)), Series("14d", date(2012, 7, 29), clocks=2), Series("28d", date(2026, 3, 29)),
    Series("10d", date(2026, 3, 1), clocks=3), Series("371d", date(2025, 1, 5)), Series("1d", date(2030, 10, 1)),
    Series("monthly", date(2024, 1, 31)), Series("quarterly", date(2024, 2, 29)), Series("yearly", date(2024, 2, 29)),
    Series("monthly", date(2024, 1, 1), "first-sun", clocks=2), Series("monthly", date(2025, 5, 20), "last-sun"),
    Series("monthly", date(2024, 1, 1), "fourth-thu", date(2028, 10, 26)), Series("monthly", date(2024, 1, 1), "day-29"),
    Series("monthly", date(2024, 1, 1), "day-31", clocks=2, left_out=27), Series("yearly", date(2024, 3, 31), "last-sun"),
    Series("quarterly", date(2024, 1, 1), "second-sun", left_out=9), Series("yearly", date(2024, 2, 1), "day-30"),
    Series("14d", date(2025, 12, 28), ends=date(2029, 3, 18), left_out=5), Series("7d", date(2026, 10, 18), left_out=2),
]  # fmt: skip


def meets_on(series: Series, day: date) -> bool:
    """Whether a day is one of the series, by nothing but the day."""
    if not series.starts <= day <= series.ends:
        return False
    if series.every.endswith("d"):
        return (day - series.starts).days % int(series.every[:-1]) == 0
    if (day.month - series.starts.month) % {"monthly": 1, "quarterly": 3, "yearly": 12}[series.every]:
        return False
    length = monthrange(day.year, day.month)[1]
    which, _, of = (series.rule or f"day-{series.starts.day}").partition("-")
    if which == "day":
        return day.day == min(int(of), length)
    if WEEKDAYS[day.weekday()] != of:
        return False
    return (
        day.day + 7 > length
        if which == "last"
        else (day.day - 1) // 7 == ("first", "second", "third", "fourth").index(which)
    )


@cache
def moment(day: date, clock: str, zone: str) -> datetime:
    """The first moment at which the zone shows this; if it never does, by the clocks of the evening before."""
    want = datetime.combine(day, time.fromisoformat(clock))
    shifts = {
        (want.replace(tzinfo=UTC) + timedelta(hours=h)).astimezone(ZoneInfo(zone)).utcoffset()
        for h in range(-40, 41, 4)
    }
    moments = sorted((want - shift).replace(tzinfo=UTC) for shift in shifts if shift is not None)
    shown = [at for at in moments if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == want]
    return shown[0] if shown else moments[-1]  # the smaller shift is that of winter: before the change


def test_what_the_calendar_tells_is_what_asking_every_day_tells(
    cmtool: Callable[..., Outcome], registry_of: Callable[..., Path]
) -> None:
    expected, files, zones = [], {}, cycle(ZONES)
    for number, zone in enumerate(ZONES):
        lines = [
            f"name: Group {number}",
            "kind: working-group",
            "status: active",
            "purpose: Meet",
            "members: []",
            "meets:",
        ]
        for place, series in enumerate(FORMS):
            clocks = [(ZONES[zone], zone), *(("12:07", next(zones)), ("04:53", next(zones)))[: series.clocks - 1]]
            days = [
                d
                for n in range((date(2031, 3, 1) - series.starts).days)
                if meets_on(series, d := series.starts + timedelta(n))
            ]
            left = days[series.left_out] if series.left_out >= 0 else None
            moved = left + timedelta(days=1) if left and number % 2 else None
            lines += _written(f"s{place:02}", series, clocks, left, moved)
            for turn, usual in enumerate(days):
                day = moved if usual == left else usual
                if day and TODAY <= day <= TODAY + timedelta(days=DAYS):
                    clock, at = clocks[turn % len(clocks)]
                    expected.append(
                        (f"group-{number}/s{place:02}", str(day), f"{moment(day, clock, at):%Y-%m-%d %H:%M}")
                    )
        files[f"groups/group-{number}.yaml"] = "\n".join(lines) + "\n"
    root = registry_of(files)
    told = cmtool(
        "--registry", str(root), "--today", str(TODAY), "report", "calendar", "--format", "json", "--within", f"{DAYS}d"
    )
    meetings = [
        one
        for month in json.loads(told.out)["months"]
        for one in month["meetings"]
        if one["series"].startswith("group-")
    ]
    found = [(one["series"], one["date"], f"{one['utc_date']} {one['utc']}") for one in meetings if one["takes_place"]]
    assert len(expected) > 15_000
    assert sorted(found) == sorted(expected)


def _written(
    id: str, series: Series, clocks: list[tuple[str, str]], left: date | None, moved: date | None
) -> list[str]:
    """The series as a person writes it."""
    (clock, zone), *others = clocks
    lines = [
        f"  - id: {id}",
        f"    every: {series.every}",
        f"    starts: {series.starts}",
        f'    time: "{clock}"',
        f"    tz: {zone}",
    ]
    lines += [f"    month_rule: {series.rule}"] if series.rule else []
    lines += [f"    ends: {series.ends}"] if series.ends < date.max else []
    lines += ["    alternate:"] if others else []
    lines += [line for clock, zone in others for line in (f'      - time: "{clock}"', f"        tz: {zone}")]
    lines += ["    except:", f"      - date: {left}", "        why: Holidays"] if left else []
    lines += [f"        moved_to: {moved}"] if moved else []
    return lines
