"""What hands changed in the work tree since the last commit, as git sees it: staged, edited, deleted, or new."""

from __future__ import annotations

import os

from cmtool.history.git import Git
from cmtool.history.harmless import WHOLE
from cmtool.history.repository import Repository


def changed_paths(repository: Repository) -> list[str]:
    """Files of the registry's folder that differ from the last commit, from that folder.

    Ignored ones are left out, and other repositories, which are saved on their own.
    """
    git, under = repository.own(), repository.prefix or "."
    asked = [["ls-files", "-z", "-m", "-d"], ["ls-files", "-z", "-o", "--exclude-standard"]]
    if repository.tip() is None:
        asked.append(["ls-files", "-z", "-c"])
    else:
        asked.append(["diff-index", "--cached", "--name-only", "--no-ext-diff", "--no-renames", *WHOLE, "-z", "HEAD"])
    found: set[str] = set()
    for command in asked:
        listed = git.execute(["git", *command, "--", under]).split(b"\0")
        found |= {os.fsdecode(name) for name in listed if name and not name.endswith(b"/")}
    found -= _submodules(git, under)
    return sorted(path.removeprefix(repository.prefix) for path in found)


def ignored_paths(repository: Repository) -> set[str]:
    """Files of the registry's folder that git is told to keep out, from that folder."""
    asked = ["git", "ls-files", "-z", "-o", "-i", "--exclude-standard", "--", repository.prefix or "."]
    listed = repository.own().execute(asked).split(b"\0")
    return {os.fsdecode(name).removeprefix(repository.prefix) for name in listed if name}


def _submodules(git: Git, under: str) -> set[str]:
    listed = git.execute(["git", "ls-files", "-s", "-z", "--", under]).split(b"\0")
    return {os.fsdecode(line.partition(b"\t")[2]) for line in listed if line.startswith(b"160000 ")}


def checked_out_bytes(repository: Repository, commit: str, path: str) -> bytes:
    """A file of a commit as a checkout writes it, by its path from the registry's folder."""
    return repository.own().execute(["git", "cat-file", "--filters", f"{commit}:{repository.prefix}{path}"])


def committed_changes(repository: Repository, commit: str) -> list[tuple[str, bool, bool]]:
    """Files of the registry's folder that a commit changed: path, whether it was there before, and after."""
    told = repository.run(
        *("diff-tree", "-r", "-z", "--no-commit-id", "--no-renames", "--root", *WHOLE, commit),
        *("--", repository.prefix or "."),
    )
    parts = told.split(b"\0")
    found = []
    for facts, name in zip(parts[::2], parts[1::2], strict=False):
        before, after = facts.split()[2:4]
        path = os.fsdecode(name).removeprefix(repository.prefix)
        found.append((path, before.strip(b"0") != b"", after.strip(b"0") != b""))
    return found
