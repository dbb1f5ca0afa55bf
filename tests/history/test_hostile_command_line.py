"""Whatever is written where a commit, a day or a record is asked for, a command ends with a message and makes nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cmtool.history.git import Git
from tests.conftest import Outcome
from tests.history.naughty_revisions import NAUGHTY, OPTIONS
from tests.history.plumbing import COMMUNITY, DAY, FILES, START, Plumbing, small, untouched
from tests.render.naughty import NAUGHTY as TEXTS

REVISIONS = [
    ["diff", "--", "NAME"],
    ["diff", "--", "HEAD", "NAME"],
    ["review", "--", "NAME"],
    ["review", "--", "HEAD", "NAME"],
    ["validate", "--since=NAME"],
    ["audit", "--verify", "--anchor=NAME"],
]
DAYS = [
    ["list", "members", "--as-of=NAME"],
    ["report", "overview", "--as-of=NAME"],
    ["due", "--as-of=NAME"],
    ["history", "--since=NAME"],
    ["audit", "--since=NAME"],
    ["audit", "--until=NAME"],
]
RECORDS = [
    ["history", "--", "NAME"],
    ["history", "--", "members/NAME"],
    ["history", "--", "NAME/ada-stone"],
    ["history", "--field=NAME"],
    ["audit", "--record=NAME"],
    ["show", "--as-of=2025-01-02", "--", "NAME"],
    ["agenda", "--as-of=2025-01-02", "--", "NAME"],
]
SHALLOW = "git fetch --unshallow"
READING = {
    "rev-parse", "symbolic-ref", "for-each-ref", "log", "cat-file", "ls-tree", "diff-tree", "merge-base", "rev-list",
    "verify-commit", "verify-tag", "fsck",
}  # fmt: skip
"""Commands that know no filters and no hooks: those have names of their own, so that no option turns them off."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Plumbing:
    """With a file of allowed signers, so that `audit --verify` comes to its anchor."""
    repository = small(tmp_path_factory.mktemp("line") / "r", "registry/")
    files = {**FILES, "community.yaml": COMMUNITY + b"keys: keys\n", "keys": b"ada-stone ssh-ed25519 AAAA\n"}
    tree = repository.tree({f"registry/{path}": data for path, data in files.items()})
    repository.point(repository.commit(tree, repository.git("rev-parse", "HEAD"), when=START + 3 * DAY))
    repository.git("read-tree", "--reset", "-u", "HEAD")
    return repository


@pytest.fixture(autouse=True)
def _only_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    started = Git._started

    def watched(self: Git, arguments: list[str], *rest: object) -> object:
        assert arguments[0] in READING
        return started(self, arguments, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Git, "_started", watched)


def strings(command: list[str]) -> list[str]:
    """What looks like an option, and all else where git itself will see it; a part of that elsewhere."""
    if command not in REVISIONS:
        return [*OPTIONS[::3], *NAUGHTY[len(OPTIONS) :: 7], *TEXTS[::9]]
    return [*NAUGHTY, *TEXTS[::9]]


@pytest.mark.parametrize("command", [*REVISIONS, *DAYS, *RECORDS], ids=" ".join)
def test_naughty_argument_ends_with_a_message_and_makes_nothing(
    command: list[str], made: Plumbing, cmtool: Callable[..., Outcome]
) -> None:
    outside = str(made.top.parent / "outside")
    with untouched(made.top.parent):
        for name in strings(command):
            given = [part.replace("NAME", name.replace("OUTSIDE", outside)) for part in command]
            code, out, err = cmtool(given[0], "--today", "2026-11-20", *given[1:], cwd=made.top / "registry")
            assert code in (0, 1, 2), (given, err)
            assert "Traceback" not in out + err, given
            assert not any(ord(c) < 32 and c != "\n" for c in out + err), given
            if code == 2:
                assert err.startswith(("error: ", "Usage: ")), given
            if command[0] == "audit" and command in REVISIONS:
                assert (code, "no commit '" in out + err) == (1, True), given
            elif command in REVISIONS:
                assert (code, out) == (2, ""), given


@pytest.mark.parametrize("command", [*REVISIONS, *DAYS, *RECORDS], ids=" ".join)
def test_option_in_place_of_an_argument_is_a_wrong_usage(
    command: list[str], made: Plumbing, cmtool: Callable[..., Outcome]
) -> None:
    """As a shell passes it on that knows nothing of `--` and `=`."""
    plain = [word for part in command if part != "--" for word in part.split("=")]
    with untouched(made.top.parent):
        for option in ("--upload-pack=touch x", "-c", "--exec=touch x", "--git-dir=x", "-u"):
            given = [part.replace("NAME", option) for part in plain]
            code, _, err = cmtool(given[0], "--today", "2026-11-20", *given[1:], cwd=made.top / "registry")
            assert code in (0, 1, 2), given
            assert "Traceback" not in err, given


@pytest.mark.parametrize("path", ["registry", "registry/members", "."])
def test_day_of_no_commit_is_told(path: str, made: Plumbing, cmtool: Callable[..., Outcome]) -> None:
    told = cmtool("list", "members", "--as-of", "2024-12-31", "--today", "2026-11-20", cwd=made.top / path)
    assert told == (2, "", "error: no data on 2024-12-31: the first commit is of 2025-01-01\n")


@pytest.mark.parametrize("command", [*REVISIONS, *DAYS], ids=" ".join)
def test_shallow_clone_answers_no_question_about_the_past(
    command: list[str], tmp_path: Path, cmtool: Callable[..., Outcome]
) -> None:
    small(tmp_path / "r")
    source = f"file://{tmp_path}/r"
    subprocess.run(["git", "clone", "-q", "--depth", "1", source, "clone"], cwd=tmp_path, check=True)
    name = "HEAD~1" if command in REVISIONS else "2025-01-02"
    given = [part.replace("NAME", name) for part in command]
    code, out, err = cmtool(given[0], "--today", "2026-11-20", *given[1:], cwd=tmp_path / "clone")
    assert (code, out) == (2, "")
    assert SHALLOW in err
