"""What `due` announces for a day is a finding from exactly that day on; what is found later was announced before."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from cmtool.store.load import Loaded, load
from cmtool.workspace import Workspace
from tests.conftest import SAMPLE

TODAY = date(2026, 11, 20)
Key = tuple[str, str, tuple[str | int, ...]]


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(SAMPLE)


def space(loaded: Loaded, day: date) -> Workspace:
    return Workspace(SAMPLE, day, lambda zone: day, loaded)


def announced(loaded: Loaded, day: date) -> dict[Key, date]:
    """All obligations known on a day, with their days."""
    found = space(loaded, day).judged.obligations
    return {(one.finding.code, one.finding.record, one.finding.field): one.due.date for one in found}


def come(loaded: Loaded, day: date) -> set[Key]:
    """What `validate --due` lists on a day."""
    return {(one.code, one.record, one.field) for one in space(loaded, day).validate(private=True).due}


def test_what_is_announced_comes_on_its_day_and_not_before(loaded: Loaded) -> None:
    known = announced(loaded, TODAY)
    days = sorted({day for day in known.values() if TODAY < day <= TODAY + timedelta(days=366)})
    assert len(known) > 100 and len(days) > 50
    for day in days:
        for at in (day - timedelta(days=1), day):
            assert {key for key, of in known.items() if of <= at} == _announced_alone(come(loaded, at)), at


def _announced_alone(found: set[Key]) -> set[Key]:
    """Without the one that a waiver holds back until 2027-06-30, so that nobody announces it."""
    return found - {("MEM201", "members/tomas-novy", ("status",))}


def test_the_days_of_meetings_are_those_that_the_files_say(loaded: Loaded) -> None:
    codes = ("MTG201", "MTG202", "MTG204", "MTG206", "ACT201")
    found = {key: day for key, day in announced(loaded, TODAY).items() if key[0] in codes}
    told = {(code, record, "" if code == "MTG206" else field): day for (code, record, field), day in found.items()}
    assert told == _by_hand(SAMPLE)
    assert len(told) == 16


def _by_hand(root: Path) -> dict[tuple[object, ...], date]:
    community = yaml.safe_load((root / "community.yaml").read_text("utf-8"))
    meetings = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(root.glob("meetings/*.yaml"))}
    found: dict[tuple[object, ...], date] = {}
    for id, series in community["series"].items():
        own = [m for m in meetings.values() if m["series"] == id and m["status"] != "cancelled"]
        days = sorted(m["date"] for m in own)
        rule = "ACT201" if id == "core-team" else "MTG201"
        found[rule, "community", ("series", id, "every")] = _after(days[-1], series["every"]) + timedelta(days=21)
        if "in_person_every" in series:
            there = sorted(m["date"] for m in own if m["mode"] != "online")
            due = _after(there[-1] if there else days[0], series["in_person_every"]) + timedelta(days=60)
            found["MTG202", "community", ("series", id, "in_person_every")] = due
    for id, meeting in meetings.items():
        if meeting["status"] == "planned":
            found["MTG206", f"meetings/{id}", ""] = meeting["date"] + timedelta(days=1)
        for number, action in enumerate(meeting.get("actions", [])):
            if "due" in action and "done" not in action:
                found["MTG204", f"meetings/{id}", ("actions", number, "due")] = action["due"]
    return found


def _after(day: date, every: str) -> date:
    if every.endswith("d"):
        return day + timedelta(days=int(every[:-1]))
    months = day.month - 1 + {"monthly": 1, "quarterly": 3, "yearly": 12}[every]
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
