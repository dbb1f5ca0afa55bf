"""Whatever fails, and whenever: old or new, all of it, and the next command that nothing disturbs finds all in order."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.changes.faults import failing_disk, failing_git
from tests.changes.killing import Change, Expected, copied, judge
from tests.changes.states import FILE, NEW, Place, Run, is_whole
from tests.conftest import Outcome

CHANGES = {
    "rename": Change(("rename", "cem-aydin", "cem-kaya")),
    "branch": Change(("rename", "cem-aydin", "cem-kaya", "--branch", "other-name")),
    "save": Change(("save",), {FILE: "country: TR\n", "registry/groups/tomatoes.yaml": "# by hand\n"}),
    "add": Change(("add", "member", "name=Mei Lin Tan")),
    "undo": Change(("undo",)),
}
Fault = Callable[[Place, int], AbstractContextManager[Any]]
FAULTS: dict[str, Fault] = {
    "one operation": lambda place, at: failing_disk(place.top, at, "once"),
    "a full disk": lambda place, at: failing_disk(place.top, at, "full"),
    "a broken disk": lambda place, at: failing_disk(place.top, at, "broken"),
    "a git that cannot start": lambda place, at: failing_git(at, "not run"),
    "a git that fails late": lambda place, at: failing_git(at, "run"),
    "no git any more": lambda place, at: failing_git(at, "gone"),
}


@pytest.fixture
def pattern(cmtool: Run, place: Place) -> Place:
    """The small registry, with a change to undo."""
    arguments = ("join", "dunja-horvat", "tomatoes", "--role", "gardener", "--since", "2026-11-01")
    assert cmtool(*arguments, cwd=place.top).code == 0
    return place


@pytest.fixture
def expected(cmtool: Run, pattern: Place, tmp_path: Path) -> Callable[[str], Expected]:
    def made(name: str) -> Expected:
        place = copied(pattern, tmp_path / "whole", CHANGES[name])
        old = place.files()
        assert cmtool(*CHANGES[name].arguments, cwd=place.top).code == 0
        is_whole(place)
        return Expected(old, place.files(), place.git("symbolic-ref", "--short", "HEAD"), 0, 0)

    return made


def outcomes(
    cmtool: Run, pattern: Place, wanted: Expected, name: str, fault: Fault, ats: Sequence[int] | range
) -> Iterator[tuple[int, Outcome, str]]:
    """For each place of the fault: what was said, and the state afterwards; ends where the change has no such place."""
    for at in ats:
        place = copied(pattern, pattern.top.parent / "trial", CHANGES[name])
        begun_at = place.head
        with fault(place, at) as told:
            outcome = cmtool(*CHANGES[name].arguments, cwd=place.top)
        reached = len(told) if isinstance(told, list) else told.count
        if reached < at:
            assert outcome.code == 0
            shutil.rmtree(place.top)
            return
        assert outcome.code in (0, 2), (at, outcome)
        assert "bug" not in outcome.err
        after = cmtool("validate", cwd=place.top)
        assert after.code == 0, (at, after.err)
        yield at, outcome, judge(place, wanted, begun_at, CHANGES[name], outcome.code)
        shutil.rmtree(place.top)


@pytest.mark.parametrize(("fault", "start"), [(name, number) for number, name in enumerate(FAULTS, 1)])
def test_a_sample_of_faults_in_a_rename(
    cmtool: Run, pattern: Place, expected: Callable[[str], Expected], fault: str, start: int
) -> None:
    found = list(outcomes(cmtool, pattern, expected("rename"), "rename", FAULTS[fault], range(start, 999, 7)))
    assert len(found) > 3
    assert {state for _, _, state in found} <= {"old", "new"}


@pytest.mark.slow
@pytest.mark.parametrize("fault", list(FAULTS))
@pytest.mark.parametrize("name", list(CHANGES))
def test_every_fault_in_every_change(
    cmtool: Run, pattern: Place, expected: Callable[[str], Expected], name: str, fault: str
) -> None:
    found = list(outcomes(cmtool, pattern, expected(name), name, FAULTS[fault], range(1, 999)))
    print(name, fault, Counter((state, outcome.code) for _, outcome, state in found))
    assert found[0][2] == "old"


class TestWithoutCommit:
    """`--no-commit` writes the same files, all of them or none."""

    @pytest.mark.parametrize("how", ["one operation", "a full disk", "a broken disk"])
    def test_all_files_or_none(self, cmtool: Run, place: Place, how: str) -> None:
        arguments = ("rename", "cem-aydin", "cem-kaya", "--no-commit")
        whole = copied(place, place.top.parent / "whole", CHANGES["rename"])
        assert cmtool(*arguments, cwd=whole.top).code == 0
        old, new, reached = place.files(), whole.files(), 999
        for at in range(1, 999, 4):
            trial = copied(place, place.top.parent / "trial", CHANGES["rename"])
            with FAULTS[how](trial, at) as told:
                outcome = cmtool(*arguments, cwd=trial.top)
            reached = told.count
            assert cmtool("validate", cwd=trial.top).code == 0
            assert trial.files() == (new if outcome.code == 0 else old), (at, outcome)
            assert not (trial.git_dir / "cmtool").exists()
            shutil.rmtree(trial.top)
            if reached < at:
                break
        assert reached < 999


def test_the_message_says_what_could_not_be_written(cmtool: Run, place: Place) -> None:
    with failing_disk(place.root, 1, "full"):
        outcome = cmtool("set", "cem-aydin", "country=TR", cwd=place.top)
    assert outcome.err == f"error: cannot write {place.git_dir}/cmtool/process: No space left on device\n"
    assert NEW not in place.read(FILE)
    is_whole(place)
