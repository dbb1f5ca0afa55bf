"""`report calendar` on the command line: what it takes, what it refuses, and the file to subscribe to."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events

from tests.conftest import SAMPLE, Outcome

Run = Callable[..., Outcome]


def events(path: Path) -> list[icalendar.Event]:
    found: list[icalendar.Event] = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return found


def days(path: Path, first: date, last: date) -> list[str]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    found = (event["DTSTART"].dt for event in recurring_ical_events.of(calendar).between(first, last))
    return sorted(f"{at:%Y-%m-%d %H:%M} {at.tzinfo.key}" for at in found)


def test_a_group_and_how_far_ahead(cmtool: Run) -> None:
    out = cmtool("report", "calendar", "--group", "groups/payments", "--within", "20d", cwd=SAMPLE).out
    assert out.startswith(
        "# Meridian Stack: calendar of Payments Working Group\n\nFrom 20 November 2026 to 10 December 2026, "
    )
    assert [line[:22] for line in out.splitlines() if line.startswith("- ")] == ["- **Tuesday 1 December"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["calendar", "--group", "payment"], "no record 'groups/payment'; did you mean 'payments'?"),
        (["calendar", "--group", "members/liis-tamm"], "'members/liis-tamm' is not in groups/"),
        (["calendar", "--within", "soon"], "'soon' is not a length of time; expected days, as 14d"),
        (["calendar", "--within", "4000d"], "4000 days are too many; expected at most 3653"),
        (["calendar", "--within", "9d", "-o", "x.ics"], "an .ics file holds all meetings, past and future: leave --within out"),
        (["overview", "--group", "payments"], "report overview takes no --group"),
        (["overview", "--within", "9d"], "report overview takes no --within"),
        (["overview", "-o", "x.csv"], "report overview has no form 'csv'; it has md, html, json"),
        (["overview", "--format", "ics"], "report overview has no form 'ics'; it has md, html, json"),
        (["calendar", "-o", "x.doc"], "cannot tell the form from 'x.doc'; end it with .md, .html, .json, .csv or .ics, or name one with --format"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_refused(arguments: list[str], said: str, cmtool: Run, tmp_path: Path) -> None:
    assert cmtool("report", *arguments, "--registry", str(SAMPLE)) == (2, "", f"error: {said}\n")
    assert list(tmp_path.iterdir()) == []


def test_the_file_holds_past_and_coming_meetings(cmtool: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "registry")
    assert cmtool("report", "calendar", "-o", "all.ics") == (0, "", "wrote all.ics\n")
    assert days(tmp_path / "all.ics", date(2026, 1, 13), date(2026, 1, 14)) == ["2026-01-13 14:00 Europe/Tallinn"]
    assert days(tmp_path / "all.ics", date(2028, 2, 3), date(2028, 2, 4)) == [
        "2028-02-03 11:00 Europe/Tallinn",
        "2028-02-03 15:00 Europe/Tallinn",
    ]


def test_stamps_are_those_of_the_commits(cmtool: Run, own_demo: Path) -> None:
    before = events_by_uid(cmtool, own_demo)
    payments = "payments.fortnightly-call@meridian.example"
    assert before["identity.weekly-call@meridian.example"]["DTSTAMP"].dt <= datetime(2026, 11, 20, 23, tzinfo=UTC)
    assert cmtool("set", "payments", "meets[fortnightly-call].time=15:00", cwd=own_demo).code == 0
    after = events_by_uid(cmtool, own_demo)
    assert after[payments]["SEQUENCE"] == before[payments]["SEQUENCE"] + 1
    assert after[payments]["DTSTAMP"].dt > before[payments]["DTSTAMP"].dt
    assert {uid for uid in before if before[uid].to_ical() != after[uid].to_ical()} == {payments}


def events_by_uid(cmtool: Run, root: Path) -> dict[str, icalendar.Event]:
    """The events without those that differ from their series."""
    file = root.parent / "c.ics"
    assert cmtool("report", "calendar", "-o", str(file), cwd=root).code == 0
    return {str(event["UID"]): event for event in events(file) if "RECURRENCE-ID" not in event}


def test_without_git_everything_changed_today(cmtool: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "registry")
    assert cmtool("report", "calendar", "-o", "c.ics") == (0, "", "wrote c.ics\n")
    stamps = {event["DTSTAMP"].dt for event in events(tmp_path / "c.ics")}
    assert stamps == {datetime(2026, 11, 20, tzinfo=UTC)}


def test_before_the_first_commit_it_says_so(cmtool: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "registry")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    outcome = cmtool("report", "calendar", "-o", "c.ics")
    assert outcome.code == 0
    assert outcome.err.startswith("wrote c.ics\nnote: every meeting is marked as changed today: ")


def test_a_shallow_clone_says_what_it_cannot_tell(cmtool: Run, demo: Path, tmp_path: Path) -> None:
    clone = ["git", "clone", "-q", "--depth", "1", f"file://{demo}", str(tmp_path / "clone")]
    subprocess.run(clone, check=True, capture_output=True)
    outcome = cmtool("report", "calendar", "-o", "c.ics", cwd=tmp_path / "clone")
    assert outcome.code == 0
    assert outcome.err.startswith("wrote c.ics\nnote: every meeting is marked as changed today: ")


def test_as_it_was_on_a_day(cmtool: Run, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "then.ics"
    ask = ("report", "calendar", "--group", "payments", "--as-of", "2026-06-01")
    assert cmtool(*ask, "-o", str(out), cwd=demo).code == 0
    assert max(event["DTSTAMP"].dt for event in events(out)) < datetime(2026, 6, 2, tzinfo=UTC)
    assert "Tuesday 2 June**, 14:00 to 15:00 Europe/Tallinn" in cmtool(*ask, cwd=demo).out


def test_addresses_with_a_secret_are_told_by_their_place(cmtool: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "registry")
    for file in sorted((tmp_path / "registry/groups").iterdir()):
        text = file.read_text("utf-8")
        file.write_text(text.replace("https://meet.meridian.example/", "https://zoom.example/j?pwd=Zq"), "utf-8")
    outcome = cmtool("report", "calendar", "-o", "c.ics")
    assert outcome.err == (
        "wrote c.ics\n"
        "note: 10 addresses to join hold a secret and are left out: groups/architecture meets[monthly-review].url, "
        "groups/capacity-development meets[course-kitchen].url, groups/consent meets[monthly-check].url and 7 more\n"
    )
    assert b"pwd=" not in (tmp_path / "c.ics").read_bytes()
    assert b"Zq" not in (tmp_path / "c.ics").read_bytes()
