"""What a branch would bring: where it left its base, the files it touches, and what only its own commits held."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from cmtool.history.git import Failed, Repository
from cmtool.history.objects import contents, tree
from cmtool.history.timeline import NO_FILE, between
from cmtool.store.entries import Entry

_SPECIAL = (".gitattributes", ".gitmodules", ".mailmap", ".lfsconfig")


class Proposal(NamedTuple):
    """A branch against its base, both as hashes; `base` is where they parted."""

    base: str
    head: str
    paths: list[str]
    """Changed files of the registry, from its folder."""
    others: list[str]
    """Changed files elsewhere in the repository, from its top."""

    @property
    def special(self) -> list[str]:
        """Files that change how git itself shows or checks out others."""
        return [path for path in (*self.paths, *self.others) if path.rpartition("/")[2] in _SPECIAL]


def proposal(repository: Repository, base: str, head: str) -> Proposal:
    """The branch `head` against the commit where it left `base`."""
    repository.refuse_shallow()
    onto, mine = repository.resolve(base), repository.resolve(head)
    try:
        parted = repository.line("merge-base", onto, mine).split("\n")[0]
    except Failed as failed:
        if failed.code != 1:
            raise
        parted = onto  # nothing in common
    told = repository.run("diff-tree", "-r", "-z", "--name-only", "--no-renames", parted, mine)
    paths = [os.fsdecode(path) for path in told.split(b"\0") if path]
    prefix = repository.prefix
    inside = [path[len(prefix) :] for path in paths if path.startswith(prefix)]
    return Proposal(parted, mine, inside, [path for path in paths if not path.startswith(prefix)])


class Passing(NamedTuple):
    """A file that a commit of the branch held and its head does not hold any more."""

    commit: str
    entry: Entry


def passing(repository: Repository, found: Proposal) -> Iterator[Passing]:
    """Files that stay in the history with a merge, though nobody sees them in the difference."""
    lasting = {file.blob for commit in (found.base, found.head) for file in tree(repository, commit)}
    touched: dict[tuple[str, str], str] = {}
    for step in between(repository, found.base, found.head):
        for path, _, blob in step.touches:
            if blob not in (None, NO_FILE) and blob not in lasting:
                touched[path, str(blob)] = step.commit
    blobs = [blob for _, blob in touched]
    for (path, _), commit, data in zip(touched, touched.values(), contents(repository, blobs), strict=True):
        yield Passing(commit, Entry(path, "file", data))
