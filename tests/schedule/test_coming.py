"""Which meeting is told first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from cmtool.schedule.coming import coming, next_meeting
from cmtool.store.load import load

Build = Callable[..., Path]
TODAY = date(2026, 11, 20)
GROUP = """
name: Tomatoes
kind: working-group
status: active
purpose: Ripe tomatoes for everybody on the street by August
meets: [{id: call, every: 7d, starts: 2026-11-24, time: "18:00", except: [{date: 2026-11-24, why: Frost}]}]
members: []
"""


def planned(day: str, more: str = "") -> str:
    return f"series: event\ntitle: Swap\nstatus: planned\ndate: {day}\nmode: online\n{more}"


def told(root: Path) -> str:
    found = next_meeting(load(root).registry, TODAY)
    return f"{found.title} {found.day}" if found else "none"


def test_a_meeting_planned_for_everybody_comes_before_those_of_groups(registry_of: Build) -> None:
    files = {
        "groups/tomatoes.yaml": GROUP,
        "meetings/of-group.yaml": planned("2026-11-25", "groups: [tomatoes]\n"),
        "meetings/of-all.yaml": planned("2027-02-01"),
        "meetings/past.yaml": planned("2026-11-01"),
    }
    root = registry_of(files)
    assert [one.day.isoformat() for one in coming(load(root).registry, TODAY)] == ["2026-11-25", "2027-02-01"]
    assert told(root) == "Swap 2027-02-01"
    assert told(registry_of(files | {"meetings/of-all.yaml": planned("2026-11-19")}, "other")) == "Swap 2026-11-25"


def test_where_nothing_is_planned_the_series_tell(registry_of: Build) -> None:
    root = registry_of({"groups/tomatoes.yaml": GROUP})
    assert told(root) == "Tomatoes: call 2026-12-01"


def test_where_nobody_meets_there_is_none(registry_of: Build) -> None:
    assert told(registry_of()) == "none"
