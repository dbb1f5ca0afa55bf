"""The first and the last day that may be named end in an answer, whichever command is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Run = Callable[..., Outcome]
Build = Callable[..., Path]
COMMANDS = [
    ("validate",),
    ("due", "--within", "99999d"),
    ("report", "overview"),
    ("draft", "spotlight", "cem-aydin"),
    ("agenda", "late"),
    ("build",),
]
LATE = """
series: event
status: planned
date: {}
start: "{}"
tz: {}
mode: online
minutes: 10080
agenda: [{{title: Long, kind: discussion, minutes: 10080}}]
"""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("day", "start", "tz"),
    [("2999-12-31", "23:30", "America/Los_Angeles"), ("1900-01-01", "00:30", "Pacific/Kiritimati")],
)
def test_day_at_the_edge_is_a_day(
    command: tuple[str, ...], day: str, start: str, tz: str, cmtool: Run, registry_of: Build
) -> None:
    root = registry_of({"meetings/late.yaml": LATE.format(day, start, tz)})
    ask = (*command, "--registry", str(root), "--today", day)
    assert cmtool(*ask, *(["--keep-going"] if command == ("build",) else [])).code in (0, 1)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_day_beyond_the_edge_is_refused(day: str, cmtool: Run, registry_of: Build) -> None:
    root = registry_of()
    said = f"error: '{day}' is too far away; expected a year from 1900 to 2999\n"
    assert cmtool("due", "--registry", str(root), "--today", day) == (2, "", said)
    text = (root / "community.yaml").read_text("utf-8")
    (root / "community.yaml").write_text(text.replace("schema: 1\n", f"schema: 1\ntoday: {day}\n"), "utf-8")
    outcome = cmtool("validate", "--format", "concise", "--today", "2026-11-20", cwd=root)
    expected = f"field 'today': expected a day from 1900-01-01 to 2999-12-31; found '{day}'"
    assert outcome.out.splitlines()[0] == f"community.yaml:2:8 SCH103 error {expected}"


def test_endless_minutes_and_meetings_past_the_calendar_are_findings(cmtool: Run, registry_of: Build) -> None:
    text = LATE.replace("10080", "999999999999").format("9999-12-31", "23:30", "America/Los_Angeles")
    root = registry_of({"meetings/late.yaml": text})
    lines = cmtool("validate", "--format", "concise", "--today", "2026-11-20", cwd=root).out.splitlines()
    assert [line.partition(" SCH103 error ")[2] for line in lines if line.startswith("meetings/late.yaml")] == [
        "field 'date': expected a day from 1900-01-01 to 2999-12-31; found '9999-12-31'",
        "field 'minutes': expected minutes, as 45, at most 10080; found '999999999999'",
        "field 'minutes': expected minutes, as 45, at most 10080; found '999999999999'",
    ]
