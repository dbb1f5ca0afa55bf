"""The overview tells what changed since last quarter, from the history of the sample community."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

GOLDEN = Path(__file__).parents[1] / "golden" / "reports"
Run = Callable[..., Outcome]


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_overview_of_the_demo_tells_what_changed(
    form: str, cmtool: Run, demo: Path, same_as: Callable[[str, Path], None]
) -> None:
    outcome = cmtool("report", "overview", "--format", form, cwd=demo)
    assert (outcome.code, outcome.err) == (0, "")
    same_as(outcome.out, GOLDEN / f"overview-demo.{form}")


def test_changes_up_to_a_past_day_are_told_as_of_that_day(cmtool: Run, demo: Path) -> None:
    outcome = cmtool("report", "overview", "--as-of", "2025-12-31", "--format", "json", cwd=demo)
    told = json.loads(outcome.out)["since_last_quarter"]
    assert told["since"] == "2025-10-01"
    assert told["living_groups"] == {"before": 8, "now": 6}
    moved = {group["id"]: group["status"] for group in told["groups"] if group["status"]}
    assert moved == {
        "gis": {"before": "active", "now": "closed"},
        "scheduler": {"before": "active", "now": "dormant"},
    }


def test_before_the_first_quarter_nothing_is_compared(cmtool: Run, demo: Path) -> None:
    outcome = cmtool("report", "overview", "--as-of", "2024-12-31", "--format", "json", cwd=demo)
    assert json.loads(outcome.out)["since_last_quarter"] is None
    assert (outcome.code, outcome.err) == (0, "")


def test_public_page_names_nobody_who_did_not_consent_by_now(cmtool: Run, demo: Path) -> None:
    public = cmtool("report", "overview", "--format", "json", cwd=demo).out
    private = cmtool("report", "overview", "--format", "json", "--private", cwd=demo).out
    joined = [
        next(g["joined"] for g in json.loads(text)["since_last_quarter"]["groups"] if g["id"] == "payments")
        for text in (public, private)
    ]
    assert [len(people["named"]) for people in joined] == [1, 2]
    assert [people["more"] for people in joined] == [1, 0]
