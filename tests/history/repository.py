"""Real git repositories out of commits that are data, also such that no `git commit` would make."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Link(NamedTuple):
    """A symbolic link."""

    target: str


class Submodule(NamedTuple):
    """A commit of another repository in place of a folder."""

    commit: str = "1" * 40


class Program(NamedTuple):
    """A file that may be run."""

    data: str | bytes


File = str | bytes | Link | Submodule | Program
Files = Mapping[str | bytes, File]


class Made(NamedTuple):
    """A commit to make, with its whole tree.

    `parents` are positions in the list of commits, by default the one before. Dates are raw, `1700000000 +0100`,
    forged ones too; the author's is that of the committer by default.
    """

    files: Files
    committed: str | int = 0
    parents: tuple[int, ...] | None = None
    message: str | bytes = "change"
    author: str | bytes = "Ada Moreau <ada@meridian.example>"
    authored: str | int | None = None
    committer: str | bytes | None = None
    encoding: str = ""


def write(folder: Path, commits: Sequence[Made], *, checkout: bool = True) -> list[str]:
    """Make a repository in a folder whose branch `main` is at the last commit; the hashes of all, in order.

    `checkout` also writes the files of the last commit, as `git clone` would.
    """
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    stream = b"".join(_commit(number, commit) for number, commit in enumerate(commits))
    names = b"".join(b"get-mark :%d\n" % (number + 1) for number in range(len(commits)))
    last = b"reset refs/heads/main\nfrom :%d\n\n" % len(commits)
    command = ("fast-import", "--quiet", "--done", "--force", "--date-format=raw-permissive")
    told = git(folder, *command, data=stream + last + names + b"done\n")
    if checkout:
        git(folder, "reset", "--quiet", "--hard", "main")
    return told.decode("ascii").split()


def git(folder: Path, *arguments: str, data: bytes | None = None) -> bytes:
    """What a git command prints. The environment is that of the tests (tests/conftest.py): no configuration."""
    done = subprocess.run(["git", *arguments], cwd=folder, input=data, capture_output=True, check=False)
    assert not done.returncode, f"git {' '.join(arguments)}: {os.fsdecode(done.stderr)}"
    return done.stdout


def _commit(number: int, commit: Made) -> bytes:
    parents = commit.parents if commit.parents is not None else tuple(range(number))[-1:]
    authored = commit.committed if commit.authored is None else commit.authored
    committer = commit.author if commit.committer is None else commit.committer
    lines = [b"commit refs/heads/made", b"mark :%d" % (number + 1)]
    lines.append(b"author " + _bytes(commit.author) + b" " + _date(authored))
    lines.append(b"committer " + _bytes(committer) + b" " + _date(commit.committed))
    if commit.encoding:
        lines.append(b"encoding " + commit.encoding.encode())
    lines.append(_data(_bytes(commit.message)))
    if not parents:  # else fast-import goes on where its branch is
        lines = [b"reset refs/heads/made", b"", *lines]
    lines += [b"%s :%d" % (b"merge" if at else b"from", parent + 1) for at, parent in enumerate(parents)]
    lines.append(b"deleteall")
    lines += [_file(path, file) for path, file in commit.files.items()]
    return b"\n".join(lines) + b"\n\n"


def _file(path: str | bytes, file: File) -> bytes:
    if isinstance(file, Submodule):
        return b"M 160000 " + file.commit.encode() + b" " + _quoted(path)
    mode, data = b"100644", file
    if isinstance(file, Link):
        mode, data = b"120000", file.target
    elif isinstance(file, Program):
        mode, data = b"100755", file.data
    return b"M " + mode + b" inline " + _quoted(path) + b"\n" + _data(_bytes(data))


def _date(date: str | int) -> bytes:
    return _bytes(f"{date} +0000" if isinstance(date, int) else date)


def _data(data: bytes) -> bytes:
    return b"data %d\n%s" % (len(data), data)


def _quoted(path: str | bytes) -> bytes:
    """Every byte but a plain letter as git's own escape."""
    plain = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./"
    return b'"' + b"".join(bytes((c,)) if c in plain else b"\\%03o" % c for c in _bytes(path)) + b'"'


def _bytes(text: str | bytes) -> bytes:
    return os.fsencode(text) if isinstance(text, str) else text
