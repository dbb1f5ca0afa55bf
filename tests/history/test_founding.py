"""A repository out of commits that are data, looked at with git itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from cmtool.errors import CmtoolError
from cmtool.history.founding import found
from cmtool.model.change import NewCommit, Person

ADA = Person("Ada Stone", "1+ada@users.noreply.github.com")
BEN = Person("Bén Okoro", "2+ben@users.noreply.github.com")
COMMITS = [
    NewCommit(
        ADA, 1735639200, 120, "maps: begin\n", {"registry/groups/maps.yaml": b"name: Maps\n", "README.md": b"#\n"}
    ),
    NewCommit(BEN, 1751274000, -210, "maps: paths\n\nand more\n", {"registry/groups/paths.yaml": b"name: P\n"}),
]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_each_commit_holds_its_files_and_nothing_else(tmp_path: Path) -> None:
    head = found(tmp_path / "new", COMMITS)
    repository = tmp_path / "new"
    assert git(repository, "rev-parse", "HEAD", "main") == f"{head}\n{head}\n"
    assert git(repository, "ls-tree", "-r", "--name-only", "HEAD~1") == "README.md\nregistry/groups/maps.yaml\n"
    assert git(repository, "ls-tree", "-r", "HEAD") == (
        f"100644 blob {git(repository, 'hash-object', 'registry/groups/paths.yaml').strip()}\tregistry/groups/paths.yaml\n"
    )
    shown = git(repository, "log", "--reverse", "--format=%an <%ae> %ad|%cn <%ce> %cd|%B", "--date=iso-strict")
    assert shown == (
        "Ada Stone <1+ada@users.noreply.github.com> 2024-12-31T12:00:00+02:00"
        "|Ada Stone <1+ada@users.noreply.github.com> 2024-12-31T12:00:00+02:00|maps: begin\n\n"
        "Bén Okoro <2+ben@users.noreply.github.com> 2025-06-30T05:30:00-03:30"
        "|Bén Okoro <2+ben@users.noreply.github.com> 2025-06-30T05:30:00-03:30|maps: paths\n\nand more\n\n"
    )


def test_the_hash_is_the_same_everywhere(tmp_path: Path) -> None:
    assert found(tmp_path / "one", COMMITS) == found(tmp_path / "two", COMMITS)
    assert found(tmp_path / "three", COMMITS) == "c5ff1917f042fef452f2e5ab1a6cca26e4a5646a"


def test_the_work_tree_is_that_of_the_last_commit_and_clean(tmp_path: Path) -> None:
    found(tmp_path, COMMITS)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {name for name in names if not name.startswith(".git/")} == {"registry/groups/paths.yaml"}
    assert git(tmp_path, "status", "--porcelain", "--branch") == "## main\n"
    assert git(tmp_path, "fsck", "--strict", "--no-dangling") == ""


def test_bytes_and_names_are_kept_as_they_are(tmp_path: Path) -> None:
    odd = {
        "crlf.txt": b"a\r\nb\r\n",
        "empty": b"",
        "no end": b"no line end",
        'quo"te\\d': b"\x00\xff\n",
        "Tāne/año.yaml": b"name: T\xc4\x81ne\n",
    }
    found(tmp_path, [NewCommit(ADA, 0, 0, "odd", odd)])
    assert {path: (tmp_path / path).read_bytes() for path in odd} == odd
    assert git(tmp_path, "status", "--porcelain") == ""


def test_a_name_that_would_end_its_line_is_no_more_than_a_name(tmp_path: Path) -> None:
    hostile = Person("Ada <x@y>\ncommitter Eve", "ada@z>\n")
    found(tmp_path, [NewCommit(hostile, 0, 0, "one", {"a": b""})])
    assert git(tmp_path, "log", "--format=%an|%ae|%cn|%ce") == "Ada x@ycommitter Eve|ada@z|Ada x@ycommitter Eve|ada@z\n"


def test_the_log_of_the_branch_knows_nothing_of_the_machine(tmp_path: Path) -> None:
    head = found(tmp_path, COMMITS)
    line = f"{'0' * 40} {head} Bén Okoro <2+ben@users.noreply.github.com> 1751274000 -0330\tfast-import\n"
    logs = {path.name: path.read_text("utf-8") for path in (tmp_path / ".git" / "logs").rglob("*") if path.is_file()}
    assert logs == {"HEAD": line, "main": line}


def test_what_git_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(CmtoolError, match=r"^git \S+ failed: "):
        found(tmp_path, [NewCommit(ADA, 0, 0, "one", {"../outside": b""})])
    assert not (tmp_path.parent / "outside").exists()
