"""What people said of a spotlight is kept, whoever edits it: no other text under their consent, no no undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.git import git

Run = Callable[..., Outcome]

READY = "2026-12-11-samuel-okoro"
"""Approved in the sample by hand: no fingerprint says which text was seen."""
FILE = f"spotlights/{READY}.yaml"


def errors(done: Outcome) -> list[str]:
    """The findings of a change that was refused, without their places."""
    assert done.code == 1, done
    return [line.partition(" error ")[2] for line in done.out.splitlines() if " error " in line]


@pytest.fixture
def consent_day(own_demo: Path) -> str:
    text = next(own_demo.rglob(FILE)).read_text("utf-8")
    return text.partition("given: ")[2][:10]


@pytest.mark.parametrize("assignment", ["answers.who=Something else", "quote=Another one", "hashtags+=Another"])
def test_no_other_text_gets_under_a_consent(assignment: str, cmtool: Run, own_demo: Path, consent_day: str) -> None:
    told = f"the text is not the one that was seen, but the consent of {consent_day} stands"
    assert errors(cmtool("set", f"spotlights/{READY}", assignment, cwd=own_demo)) == [told]
    assert git(own_demo, "status", "--porcelain") == ""


def test_nor_by_hand_nor_by_a_branch(cmtool: Run, own_demo: Path, consent_day: str) -> None:
    told = f"the text is not the one that was seen, but the consent of {consent_day} stands"
    path = next(own_demo.rglob(FILE))
    path.write_text(path.read_text("utf-8").replace("who: ", "who: No, "), "utf-8")
    assert errors(cmtool("save", cwd=own_demo)) == [told]
    git(own_demo, "switch", "--quiet", "--create", "evil")
    git(own_demo, "commit", "--quiet", "--all", "--message=other words")
    reviewed = cmtool("review", "main", "evil", cwd=own_demo)
    assert [line for line in reviewed.out.splitlines() if "SPO101" in line and "is not the one" in line]


def test_which_text_was_seen_is_not_forgotten(cmtool: Run, own_demo: Path) -> None:
    approve = ("spotlight", "approve", "2027-01-12-mei-lin-tan", "--by", "liis-tamm", "--consent", "2026-11-20")
    assert cmtool(*approve, cwd=own_demo).code == 0
    ask = ("set", "spotlights/2027-01-12-mei-lin-tan", "consent.text=")
    told = "which text was seen is not told any more, but the consent of 2026-11-20 stands"
    assert errors(cmtool(*ask, cwd=own_demo)) == [told]


def test_a_no_is_not_undone(cmtool: Run, own_demo: Path) -> None:
    assert cmtool("spotlight", "withdraw", READY, cwd=own_demo).code == 0
    told = "the consent that was withdrawn on 2026-11-20 is taken for given again"
    again = cmtool("set", f"spotlights/{READY}", "status=approved", "consent.withdrawn=", cwd=own_demo)
    assert told in errors(again)
    assert told in errors(cmtool("undo", cwd=own_demo))


def test_a_person_who_gets_another_id_stays_the_person_who_agreed(cmtool: Run, own_demo: Path) -> None:
    done = cmtool("rename", "members/samuel-okoro", "samuel-o", cwd=own_demo)
    assert done.code == 0, done
    other = cmtool("set", f"spotlights/{READY}", "member=mei-lin-tan", cwd=own_demo)
    assert [told for told in errors(other) if told.startswith("it shows somebody else now")]
