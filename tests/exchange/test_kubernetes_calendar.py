"""A year of the meetings of a real community: the words of kubernetes/community's sigs.yaml, read by hand.

What this file expects is written down from the words, and never asks cmtool: rules in iCalendar's words, expanded by
dateutil, and the days on which clocks change counted by hand. Real people are in that file: it is not kept here.
"""

from __future__ import annotations

import shutil
from calendar import SUNDAY, monthcalendar
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import icalendar
import pytest
import recurring_ical_events
import yaml
from dateutil.rrule import rrulestr
from typer.testing import CliRunner

from cmtool.cli.app import app
from cmtool.model.registry import Registry
from cmtool.reports import context
from cmtool.schedule.occurrences import occurrences
from cmtool.workspace import Workspace
from cmtool.workspace.kubernetes_sigs import import_kubernetes_sigs

FILE = Path(__file__).parents[3] / "shared" / "data" / "kubernetes-sigs.yaml"
TODAY = date(2026, 1, 1)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the real data is not in ../shared/data")

RULES = {
    ("Monday", "weekly"): "FREQ=WEEKLY;BYDAY=MO",
    ("Tuesday", "weekly"): "FREQ=WEEKLY;BYDAY=TU",
    ("Wednesday", "weekly"): "FREQ=WEEKLY;BYDAY=WE",
    ("Thursday", "weekly"): "FREQ=WEEKLY;BYDAY=TH",
    ("Friday", "weekly"): "FREQ=WEEKLY;BYDAY=FR",
    ("Thursdays (starting February 15th 2024)", "weekly"): "FREQ=WEEKLY;BYDAY=TH",
    ("Tuesday", "weekly starting Tuesday December 7th, 2021"): "FREQ=WEEKLY;BYDAY=TU",
    ("Monday", "weekly, you must be signed into a free zoom account to join"): "FREQ=WEEKLY;BYDAY=MO",
    ("Monday", "first Monday of the month"): "FREQ=MONTHLY;BYDAY=1MO",
    ("Tuesday", "first Tuesday of the month"): "FREQ=MONTHLY;BYDAY=1TU",
    ("Tuesday", "First Tuesday of each month"): "FREQ=MONTHLY;BYDAY=1TU",
    ("Tuesday", "monthly 2020 start date: Jan. 7th"): "FREQ=MONTHLY;BYDAY=1TU",
    ("Tuesday", "monthly - third Tuesday"): "FREQ=MONTHLY;BYDAY=3TU",
    ("Wednesday", "First Wednesday of the month"): "FREQ=MONTHLY;BYDAY=1WE",
    ("first Wednesday", "monthly"): "FREQ=MONTHLY;BYDAY=1WE",
    ("Wednesday", "monthly - first Wednesday every month"): "FREQ=MONTHLY;BYDAY=1WE",
    ("third Wednesday", "monthly"): "FREQ=MONTHLY;BYDAY=3WE",
    ("Wednesday", "every third Wednesday of the month"): "FREQ=MONTHLY;BYDAY=3WE",
    ("Wednesday", "monthly - last Wednesday every month"): "FREQ=MONTHLY;BYDAY=-1WE",
    ("Thursday", "every first Thursday of the month"): "FREQ=MONTHLY;BYDAY=1TH",
    ("Thursday", "monthly, second Thursday of the month"): "FREQ=MONTHLY;BYDAY=2TH",
    ("Thursday", "Monthly on 4th Thursday"): "FREQ=MONTHLY;BYDAY=4TH",
}
"""What the words leave no doubt about, whatever the day on which it began."""
BEGAN = {
    ("Tuesday (starting September 10th 2024)", "bi-weekly"): date(2024, 9, 10),
    ("Tuesday", "bi-weekly starting Tuesday April 16, 2024"): date(2024, 4, 16),
    ("Tuesday", "bi-weekly starting Tuesday August 13, 2019"): date(2019, 8, 13),
    ("Thursday", "biweekly starting Thursday June 7, 2018"): date(2018, 6, 7),
    ("Tuesday", "biweekly starting Tuesday Feb 11, 2025"): date(2025, 2, 11),
    ("Tuesday", "biweekly starting Tuesday Feb 27, 2024"): date(2024, 2, 27),
    ("Tuesday", "biweekly starting Tuesday March 12, 2024"): date(2024, 3, 12),
    ("Tuesday", "biweekly starting Tuesday Oct 28, 2025"): date(2025, 10, 28),
    ("Friday", "biweekly 2019 start date: Jan. 11th"): date(2019, 1, 11),
    ("Thursday", "biweekly starting Thursday June 25th, 2020"): date(2020, 6, 25),
    ("Wednesday", "biweekly starting Wednesday March 20, 2019"): date(2019, 3, 20),
}
"""Every second week since a day that the words name."""
RHYTHMS = {
    "biweekly": "every second week",
    "bi-weekly": "every second week",
    "every": "every four weeks",
    "monthly": "some day of the month",
}
SOME_THURSDAY = ("Thursday", "monthly")
CLOCKS = {"2PM": time(14), "4PM": time(16)}
PACIFIC, EASTERN, CENTRAL_EUROPE, INDIA = (-8, "US"), (-5, "US"), (1, "EU"), (5.5, "")
ZONES = {
    "PT (Pacific Time)": PACIFIC,
    "Eastern Time (ET)": EASTERN,
    "ET (Eastern Time)": EASTERN,
    "EST (Eastern Time)": EASTERN,
    "CET (Central European Time)": CENTRAL_EUROPE,
    "Poland": CENTRAL_EUROPE,
    "IST": INDIA,
    "UTC": (0, ""),
}
"""Hours ahead of UTC in winter, and whose summer time counts."""


class Words(NamedTuple):
    """A meeting as the file tells it."""

    group: str
    day: str
    time: str
    tz: str
    frequency: str

    @property
    def began(self) -> date | None:
        return BEGAN.get((self.day, self.frequency))

    @property
    def rule(self) -> str | None:
        return RULES.get((self.day, self.frequency))


@cache
def told() -> list[Words]:
    """All of them: of a group its own, then those of its subprojects."""
    found = yaml.safe_load(FILE.read_text("utf-8")) if FILE.exists() else {}
    return [
        Words(group["dir"], m["day"], m["time"], m["tz"], m["frequency"])
        for kind in ("sigs", "workinggroups", "usergroups", "committees")
        for group in found.get(kind) or []
        for part in (group, *(group.get("subprojects") or []))
        for m in part.get("meetings") or []
    ]


def sundays(year: int, month: int) -> list[int]:
    return [week[SUNDAY] for week in monthcalendar(year, month) if week[SUNDAY]]


def is_summer(day: date, whose: str) -> bool:
    """No meeting is on a Sunday: the hour of the change does not count."""
    year = day.year
    if whose == "US":  # second Sunday of March to first Sunday of November
        return date(year, 3, sundays(year, 3)[1]) <= day < date(year, 11, sundays(year, 11)[0])
    if whose == "EU":  # last Sunday of March to last Sunday of October
        return date(year, 3, sundays(year, 3)[-1]) <= day < date(year, 10, sundays(year, 10)[-1])
    return False


def moments(words: Words, starts: date | None = None, days: int = 14) -> Iterator[tuple[str, datetime]]:
    """The moments of 2026 by hand; `starts` is the date that somebody gives where the words name none."""
    if words.rule:
        found = rrulestr(words.rule, dtstart=datetime(2020, 1, 1))
    else:
        begin = words.began or starts
        assert begin is not None
        found = rrulestr(f"FREQ=DAILY;INTERVAL={days}", dtstart=datetime.combine(begin, time()))
    clock = CLOCKS.get(words.time) or time(*map(int, words.time.split(":")))
    ahead, whose = ZONES[words.tz]
    for day in found.between(datetime.combine(FIRST, time()), datetime.combine(LAST, time()), inc=True):
        hours = ahead + is_summer(day.date(), whose)
        yield words.group, datetime.combine(day, clock, UTC) - timedelta(hours=hours)


def computed(registry: Registry) -> Counter[tuple[str, datetime]]:
    found = [(o.groups[0], o.begins) for o in occurrences(registry, FIRST, LAST)]
    return Counter((group, begins.astimezone(UTC)) for group, begins in found if begins)


def registry_at(root: Path) -> Registry:
    return Workspace(root, TODAY, lambda zone: TODAY).registry


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("real") / "registry"
    import_kubernetes_sigs(
        FILE, root, manager="Liis Tamm", contact="hello@meridian.example", today=TODAY, dry_run=False
    )
    return root


CLEAR = [words for words in told() if words.rule or words.began]
OPEN = [words for words in told() if not (words.rule or words.began)]
EXPECTED = Counter(moment for words in CLEAR for moment in moments(words))


@pytest.fixture(scope="module")
def dated(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of every series that is open somebody writes one date into its file."""
    root = tmp_path_factory.mktemp("dated") / "registry"
    shutil.copytree(imported, root)
    for series, words in of_series(root):
        if words in OPEN:
            group, _, id = series.partition("/")
            file = root / "groups" / f"{group}.yaml"
            text = file.read_text("utf-8")
            assert text.count(f"\n  - id: {id}\n") == 1
            file.write_text(text.replace(f"\n  - id: {id}\n", f"\n  - id: {id}\n    starts: {given(words)}\n"), "utf-8")
    return root


def of_series(root: Path) -> Iterator[tuple[str, Words]]:
    """Each series with its words: both are in the order of the file."""
    for id, group in registry_at(root).all_groups.items():
        words = [one for one in told() if one.group == id]
        yield from ((f"{id}/{series.id}", one) for series, one in zip(group.meets, words, strict=True))


def given(words: Words) -> date:
    """The first day of the year on which such a meeting could be."""
    weekday = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday").index(words.day)
    return FIRST + timedelta(days=(weekday - FIRST.weekday()) % 7)


def test_the_words_of_43_of_102_series_leave_no_doubt() -> None:
    assert (len(CLEAR), len(OPEN)) == (43, 59)
    assert Counter(RHYTHMS[words.frequency.partition(" ")[0].casefold().rstrip(",")] for words in OPEN) == {
        "every second week": 56,
        "every four weeks": 1,
        "some day of the month": 2,
    }


def test_they_appear_at_the_hours_that_their_words_tell_through_a_year(imported: Path) -> None:
    found = computed(registry_at(imported))
    assert found == EXPECTED
    assert found.total() == 1395


def test_the_others_are_listed_as_without_a_date(imported: Path) -> None:
    report = context("calendar", registry_at(imported), TODAY, private=False)
    assert len(report["without_dates"]) == 59
    assert not {one["series"] for one in report["without_dates"]} & {
        meeting["series"] for month in report["months"] for meeting in month["meetings"]
    }


def test_after_one_date_each_the_56_appear_as_well(dated: Path) -> None:
    weeks = [words for words in OPEN if "monthly" not in words.frequency]
    days = {"every four weeks": 28}
    more = Counter(moment for words in weeks for moment in moments(words, given(words), days.get(words.frequency, 14)))
    found = computed(registry_at(dated))
    assert EXPECTED + more <= found
    # Two of them need their rule too: a date alone does not say which Thursday of the month, nor which Wednesday.
    rest = found - EXPECTED - more
    assert Counter(group for group, _ in rest.elements()) == {"sig-network": 12, "sig-docs": 12}
    assert (len(weeks), more.total(), found.total()) == (57, 1488, 2907)


def test_the_command_gives_a_date_and_a_rule(imported: Path, tmp_path: Path) -> None:
    root = tmp_path / "registry"
    shutil.copytree(imported, root)
    group, _, id = next(
        series for series, words in of_series(root) if (words.day, words.frequency) == SOME_THURSDAY
    ).partition("/")
    fields = [f"meets[{id}].starts=2026-01-15", f"meets[{id}].month_rule=third-thu"]
    outcome = CliRunner().invoke(
        app, ["set", f"groups/{group}", *fields, "--no-commit", "--registry", str(root), "--today", "2026-01-01"]
    )
    assert outcome.exit_code == 0, outcome.output
    days = [o.day for o in occurrences(registry_at(root), FIRST, date(2026, 4, 30)) if o.series == f"{group}/{id}"]
    assert days == [date(2026, 1, 15), date(2026, 2, 19), date(2026, 3, 19), date(2026, 4, 16)]


@pytest.mark.parametrize("which", ["imported", "dated"])
def test_another_program_reads_the_same_hours_out_of_the_calendar(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    root = request.getfixturevalue(which)
    file = tmp_path / "calendar.ics"
    arguments = ["report", "calendar", "-o", str(file), "--registry", str(root), "--today", "2026-01-01"]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    events = recurring_ical_events.of(calendar).between(FIRST, LAST + timedelta(days=1))
    moments = computed(registry_at(root))
    assert Counter(event["DTSTART"].dt.astimezone(UTC) for event in events) == Counter(
        at for _, at in moments.elements()
    )
    assert "pwd=" not in file.read_text("utf-8")
