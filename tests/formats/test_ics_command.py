"""The calendar out of a repository, by the real command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Outcome
from tests.git import git


def told(root: Path, cmtool: Callable[..., Outcome]) -> dict[str, dict[str, str]]:
    """The events of the calendar of Payments by name, and by the meeting that they stand for."""
    path = root.parent / "payments.ics"
    outcome = cmtool("report", "calendar", "--group", "payments", "-o", str(path), cwd=root)
    assert outcome.code == 0, outcome.err
    found = {}
    for part in path.read_bytes().decode().replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        lines = (line.partition(":") for line in part.partition("END:VEVENT")[0].splitlines())
        event = {name.partition(";")[0]: value for name, _, value in lines}
        found[f"{event['UID'].partition('@')[0]} {event.get('RECURRENCE-ID', '')}".strip()] = event
    return found


def test_names_stay_and_the_sequence_grows_with_the_schedule_alone(
    own_demo: Path, cmtool: Callable[..., Outcome]
) -> None:
    before = told(own_demo, cmtool)
    series, record = "payments.fortnightly-call", "payments.fortnightly-call 20261103T140000"
    assert before.keys() == {series, record, "payments-commit-lead.answers"}
    path = next(own_demo.rglob("groups/payments.yaml"))
    text = path.read_text()

    path.write_text(text.replace("minutes: 60", "name: Money talk\n    minutes: 60"))
    renamed = told(own_demo, cmtool)
    assert {key: event["SEQUENCE"] for key, event in renamed.items()} == {
        key: event["SEQUENCE"] for key, event in before.items()
    }
    assert renamed[series]["SUMMARY"] == "Payments Working Group: Money talk"

    path.write_text(re.sub(r'time: "14:00"', 'time: "09:00"', path.read_text()))
    git(own_demo, "commit", "--quiet", "--all", "--message=payments: in the morning")
    moved = told(own_demo, cmtool)
    assert moved.keys() == {series, record.replace("T14", "T09"), "payments-commit-lead.answers"}
    assert int(moved[series]["SEQUENCE"]) == int(before[series]["SEQUENCE"]) + 1
    assert moved[series]["DTSTART"] == "20260113T090000"
