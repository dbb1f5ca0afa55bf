"""Repositories that no hand makes: objects written byte by byte with git's plumbing, and traps that leave a mark."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ADA = "Ada Stone <ada@example.org>"
DAY = 86_400
START = 1_735_689_600
"""1 January 2025, 00:00 UTC."""
COMMUNITY = b"""schema: 1
name: Traps
contact: {address: traps@example.org, owner: ada-stone}
regions: [europe]
organisations:
  club: {name: The Club, kind: ngo}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
privacy: {visibility: private}
"""
FILES = {
    "community.yaml": COMMUNITY,
    "members/ada-stone.yaml": b"name: Ada Stone\nstatus: active\nroles: [{role: manager, since: 2025-01-01}]\n",
}


class Plumbing:
    """A repository whose objects are what a test says, valid or not."""

    def __init__(self, top: Path, *options: str) -> None:
        self.top = top
        top.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--template=", "--initial-branch=main", *options)

    def git(self, *arguments: str, data: bytes = b"", **environment: str) -> str:
        """What git prints, without the line's end."""
        command = ["git", *arguments]
        settings = {**os.environ, **environment}
        done = subprocess.run(command, cwd=self.top, input=data, capture_output=True, check=False, env=settings)
        assert done.returncode == 0, done.stderr
        return os.fsdecode(done.stdout).strip("\n")

    def raw(self, kind: str, data: bytes) -> str:
        """An object of these bytes, whatever they mean."""
        return self.git("hash-object", "--literally", "-t", kind, "-w", "--stdin", data=data)

    def tree(self, files: Mapping[str, bytes]) -> str:
        """A tree of regular files."""
        return self.listed([("100644", self.raw("blob", data), path) for path, data in files.items()])

    def listed(self, entries: list[tuple[str, str, str]]) -> str:
        """A tree of modes, objects and paths, by way of an index."""
        index = str(self.top / ".git" / "plumbing-index")
        told = b"".join(f"{mode} {blob}\t".encode() + os.fsencode(path) + b"\0" for mode, blob, path in entries)
        self.git("read-tree", "--empty", GIT_INDEX_FILE=index)
        self.git("update-index", "-z", "--index-info", data=told, GIT_INDEX_FILE=index)
        return self.git("write-tree", "--missing-ok", GIT_INDEX_FILE=index)

    def forged(self, *entries: tuple[bytes, bytes, str]) -> str:
        """A tree of modes, names and objects as they are given, in this order."""
        return self.raw("tree", b"".join(b"%s %s\0" % (mode, name) + bytes.fromhex(id) for mode, name, id in entries))

    def commit(self, tree: str, *parents: str, when: int = START, message: bytes = b"a change\n", **head: bytes) -> str:
        """A commit object; `author` and `committer` are bytes after the word, or a whole missing line if empty."""
        who = f"{ADA} {when} +0000".encode()
        lines = [b"tree " + tree.encode(), *(b"parent " + parent.encode() for parent in parents)]
        for name in ("author", "committer"):
            value = head.get(name, who)
            lines += [name.encode() + b" " + value] if value else []
        lines += [head["more"]] if "more" in head else []
        return self.raw("commit", b"\n".join(lines) + b"\n\n" + message)

    def point(self, commit: str, ref: str = "refs/heads/main") -> str:
        """A branch (that which is checked out, by default) comes to a commit, whatever it is called."""
        path = self.top / ".git" / ref
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{commit}\n")
        return commit

    def config(self, key: str, value: str) -> None:
        """A line of `.git/config`, as somebody writes it who is no git."""
        section, _, rest = key.partition(".")
        middle, _, name = rest.rpartition(".")
        head = f'[{section} "{middle}"]' if middle else f"[{section}]"
        quoted = value.replace("\\", "\\\\").replace('"', '\\"')
        with (self.top / ".git" / "config").open("a") as file:
            file.write(f'{head}\n\t{name} = "{quoted}"\n')


def small(top: Path, prefix: str = "", *options: str) -> Plumbing:
    """Three commits, the last a merge that brings a person, who is there only by it."""
    made = Plumbing(top, *options)
    files = {f"{prefix}{path}": data for path, data in FILES.items()}
    first = made.commit(made.tree(files))
    files[f"{prefix}members/ada-stone.yaml"] = (
        b"name: Ada Stone\nstatus: active\njoined: 2025-01-01\nroles: [{role: manager, since: 2025-01-02}]\n"
    )
    second = made.commit(made.tree(files), first, when=START + DAY)
    side = made.commit(made.tree({**files, "other.txt": b"x"}), first, when=START + DAY)
    files[f"{prefix}members/ben-okoro.yaml"] = b"name: Ben Okoro\nstatus: active\n"
    made.point(made.commit(made.tree(files), second, side, when=START + 2 * DAY))
    made.git("read-tree", "HEAD")
    made.git("checkout-index", "-a", "-f")
    return made


class Trap:
    """A program that leaves a mark when anybody runs it."""

    def __init__(self, folder: Path) -> None:
        self.mark = folder / "SPRUNG"
        self.program = folder / "trap"
        self.program.write_text(f'#!/bin/sh\necho "$0 $*" >> {self.mark}\n')
        self.program.chmod(0o755)

    @property
    def sprung(self) -> str:
        return self.mark.read_text() if self.mark.exists() else ""


@contextmanager
def untouched(folder: Path) -> Iterator[None]:
    """Nothing below the folder is made, changed or removed meanwhile."""
    before = _state(folder)
    yield
    assert _state(folder) == before


def _state(folder: Path) -> dict[str, tuple[int, int, int]]:
    found = {}
    for path in folder.rglob("*"):
        told = path.lstat()
        found[str(path)] = (told.st_mode, told.st_size, told.st_mtime_ns)
    return found
