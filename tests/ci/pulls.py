"""Pull requests as GitHub hands them to a job: a base, a branch, and GitHub's own merge of both, checked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.conftest import DATA
from tests.history.plumbing import Plumbing

SMALLEST = DATA / "smallest"
Entries = list[tuple[str, str, str]]
"""Modes, objects and paths of a tree, beside its usual files."""


def smallest() -> dict[str, bytes]:
    """The files of the smallest registry, in `registry/` of its repository."""
    files = (path for path in SMALLEST.rglob("*") if path.is_file())
    return {f"registry/{path.relative_to(SMALLEST).as_posix()}": path.read_bytes() for path in files}


def tidy() -> dict[str, bytes]:
    """The smallest registry without a finding."""
    files = smallest()
    community = files["registry/community.yaml"]
    for role in (b"manager", b"gardener"):
        name = b"name: " + role.capitalize() + b"\n"
        assert name in community
        community = community.replace(name, name + b"    description: Sees to it\n    does: [Sees to it]\n")
    channel = b"channels: [{id: chat, url: https://chat.meridian.example, purpose: Talk, gathering: true, reviewed: 2026-11-01}]\n"
    files["registry/community.yaml"] = community + channel
    for path, data in files.items():
        if path.startswith("registry/members/"):
            files[path] = data + b"joined: 2026-09-04\nregion: europe\n"
    return files


class Pull(NamedTuple):
    """A checked-out pull request."""

    workspace: Path
    base: str
    head: str
    merge: str


def pull(
    top: Path,
    base: Mapping[str, bytes],
    head: Mapping[str, bytes | None],
    more: Callable[[Plumbing], Entries] = lambda made: [],
    message: bytes = b"a proposal\n",
    **who: bytes,
) -> Pull:
    """The pull request that brings these files (None: takes them away) to these; checked out by git, as it would be."""
    made = Plumbing(top)
    onto = made.point(made.commit(made.tree(base)))
    kept = {path: data for path, data in {**base, **head}.items() if data is not None}
    regular = [("100644", made.raw("blob", data), path) for path, data in kept.items()]
    tree = made.listed([*regular, *more(made)])
    proposed = made.commit(tree, onto, message=message, **who)
    merge = made.commit(tree, onto, proposed, message=b"Merge " + proposed.encode() + b" into main\n\n" + message)
    made.point(merge, "refs/remotes/pull/1/merge")
    (top / ".git" / "HEAD").write_text(f"{merge}\n")
    made.git("read-tree", merge)
    made.git("checkout-index", "-a", "-f")
    return Pull(top, onto, proposed, merge)


def lookalike(folder: str, trap: Path) -> dict[str, bytes]:
    """Files that git takes for a bare repository whose file monitor is a program."""
    config = f'[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = "."\n\tfsmonitor = "{trap}"\n'
    found = {"HEAD": b"ref: refs/heads/main\n", "config": config.encode(), "objects/x": b"", "refs/x": b""}
    return {f"{folder}{name}": data for name, data in found.items()}
