"""`cmtool meeting fill`: what an agenda proposes becomes part of its record."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import Outcome

Run = Callable[..., Outcome]
NEXT = "2027-02-11-communitymeet"


def slots(cmtool: Run, folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(cmtool("agenda", NEXT, "--format", "json", cwd=folder).out)["slots"]
    return found


def test_what_was_proposed_stands_in_the_record_where_it_was_shown(cmtool: Run, own_demo: Path) -> None:
    before = slots(cmtool, own_demo)
    assert cmtool("meeting", "fill", NEXT, cwd=own_demo).code == 0
    after = slots(cmtool, own_demo)
    assert [slot["proposed"] for slot in before].count(True) == 10
    assert not any(slot["proposed"] for slot in after)
    same = ("at", "kind", "minutes", "group", "by")
    assert [[slot[key] for key in same] for slot in after] == [[slot[key] for key in same] for slot in before]


def test_the_form_of_the_minutes_has_a_place_for_each_slot(cmtool: Run, own_demo: Path) -> None:
    cmtool("meeting", "fill", NEXT, cwd=own_demo)
    form = cmtool("minutes", NEXT, cwd=own_demo).out
    assert "### 6. Payments Working Group: update (update, 2 min)\n" in form
    assert form.count("\nSummary:\n") == len(slots(cmtool, own_demo)) == 14


def test_nothing_proposed_is_nothing_to_change(cmtool: Run, own_demo: Path) -> None:
    cmtool("meeting", "fill", NEXT, cwd=own_demo)
    again = cmtool("meeting", "fill", NEXT, cwd=own_demo)
    assert (again.code, again.err) == (0, "nothing to change\n")


def test_a_held_meeting_is_as_it_was(cmtool: Run, own_demo: Path) -> None:
    told = cmtool("meeting", "fill", "2026-11-03-payments", cwd=own_demo)
    expected = "error: 'meetings/2026-11-03-payments' is held: slots are proposed only for a planned meeting\n"
    assert (told.code, told.err) == (2, expected)
