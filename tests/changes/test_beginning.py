"""`cmtool init`, killed at any call of git, begins a registry or leaves nothing; and the next `init` makes it whole.

A few moments in CI, all of them in `make trials`.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.changes.killing import SHIM
from tests.changes.preloaded import Cmtool, preloaded
from tests.changes.states import Place

WORDS = ("--name", "Harbour", "--contact", "hello@meridian.example", "--manager", "Ada Stone", "--group", "Payments")
INIT = ("init", *WORDS, "--cmtool", f"https://github.com/acme/cmtool@{'3f0c' * 10}", "--yes", "--today", "2026-11-20")
WHO = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Ada"), ("EMAIL", "a@b.example"))
}
LONG = 60
"""More calls of git than an `init` makes."""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("beginning") / "plan"


@pytest.fixture(scope="module")
def cmtool(plan: Path) -> Iterator[Cmtool]:
    """cmtool with a git that kills as planned."""
    shim = plan.parent / "bin/git"
    shim.parent.mkdir()
    shim.write_text(SHIM.format(plan=plan, git=shutil.which("git")))
    shim.chmod(stat.S_IRWXU)
    with preloaded(shim.parent, PATH=os.pathsep.join([str(shim.parent), os.environ["PATH"]]), **WHO) as program:
        yield program


def begun(top: Path, *, is_new: bool) -> Place:
    """Nothing at all, or a repository of somebody with work that is not saved."""
    place = Place(top)
    top.mkdir()
    if not is_new:
        place.git("init", "--quiet", "--initial-branch=main")
        place.write("own.txt", "ours\n")
        place.git("add", "--all")
        place.git("commit", "--quiet", "--message=ours", **WHO)
        place.write("dirty.txt", "not saved\n")
    return place


def killed(cmtool: Cmtool, plan: Path, top: Path, at: int, how: str, *, is_new: bool) -> bool:
    """Kill one `init` at a call of git, look, and begin again; False where it has fewer calls."""
    place = begun(top, is_new=is_new)
    plan.write_text(f"0 {at} {how}\n")
    code = cmtool.run(top, *INIT)
    reached = int(plan.read_text().split()[0]) >= at
    plan.write_text("0 -1 never\n")
    assert (code is None) == reached
    assert cmtool.run(top, *INIT) == 0, (at, how, is_new)
    assert cmtool.run(top, "validate", "--today", "2026-11-20") == 0
    assert place.status == ("" if is_new else "?? dirty.txt"), (at, how)
    tracked = set(place.git("ls-files").split("\n"))
    assert {"registry/community.yaml", "README.md", ".github/workflows/cmtool.yml", ".gitignore"} <= tracked
    assert place.git("log", "--format=%s").split("\n") == ["registry: begun", *([] if is_new else ["ours"])]
    assert not (top / ".git/cmtool").exists()
    shutil.rmtree(top)
    return reached


@pytest.mark.parametrize("is_new", [True, False])
def test_killed_at_some_calls_of_git(cmtool: Cmtool, plan: Path, tmp_path: Path, is_new: bool) -> None:
    found = [
        killed(cmtool, plan, tmp_path / f"{at}", at, ("before", "after", "alone")[at % 3], is_new=is_new)
        for at in (3, 8, 13, 17, 19, 21, 23, 25, LONG)
    ]
    assert found[0]
    assert not found[-1]


@pytest.mark.slow
@pytest.mark.parametrize("how", ["before", "after", "alone"])
@pytest.mark.parametrize("is_new", [True, False])
def test_killed_at_every_call_of_git(cmtool: Cmtool, plan: Path, tmp_path: Path, is_new: bool, how: str) -> None:
    found = [killed(cmtool, plan, tmp_path / f"{at}", at, how, is_new=is_new) for at in range(1, LONG)]
    assert sum(found) > 15


@pytest.mark.parametrize("how", ["after", "alone"])
def test_killed_once_the_branch_has_moved_nothing_else_is_taken_for_gone(
    cmtool: Cmtool, plan: Path, tmp_path: Path, how: str
) -> None:
    """A command in the registry's folder finishes what was begun from the top."""
    place = begun(tmp_path / "r", is_new=False)
    plan.write_text("0 -1 never\n")
    place.hook("reference-transaction", '[ "$1" = committed ] || exit 0\nkill -9 $(ps -o ppid= -p $PPID) $PPID')
    assert cmtool.run(place.top, *INIT) is None
    (place.git_dir / "hooks/reference-transaction").unlink()
    assert cmtool.run(place.top, "validate", "--today", "2026-11-20") == 0
    assert place.status == "?? dirty.txt"


def test_of_several_at_once_one_begins(cmtool: Cmtool, plan: Path, tmp_path: Path) -> None:
    plan.write_text("0 -1 never\n")
    runs = [cmtool.start(tmp_path, (*INIT[:1], "hc", *INIT[1:6], f"Ada Stone {name}", *INIT[7:])) for name in "abc"]
    codes = [run.wait() for run in runs]
    assert [run.said.count("saved ") for run in runs].count(1) == 1
    for code, run in zip(codes, runs, strict=True):  # who comes late finds what the first one made
        assert code == (0 if "saved " in run.said or "nothing is missing" in run.said else 2), run.said
    place = Place(tmp_path / "hc")
    assert place.git("log", "--format=%s") == "registry: begun"
    assert place.status == ""
