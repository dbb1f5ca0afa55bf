"""Whether a repository can take a commit now: each state in which it cannot is told, before a file is touched."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.git import Failed, Git
from cmtool.history.repository import Repository
from cmtool.model.addresses import addresses
from cmtool.store.journal import Written
from cmtool.store.lock import Busy

_PATIENCE = 3.0
"""Seconds that a git of somebody else may hold the index."""
CONFLICT = "conflict"
_UNDER_WAY = {
    "MERGE_HEAD": ("a merge", "finish it with `git commit`, or drop it with `git merge --abort`"),
    "rebase-merge": ("a rebase", "finish it with `git rebase --continue`, or drop it with `git rebase --abort`"),
    "rebase-apply": ("a rebase", "finish it with `git rebase --continue`, or drop it with `git rebase --abort`"),
    "CHERRY_PICK_HEAD": (
        "a cherry-pick",
        "finish it with `git cherry-pick --continue`, or drop it with `git cherry-pick --abort`",
    ),
    "REVERT_HEAD": ("a revert", "finish it with `git revert --continue`, or drop it with `git revert --abort`"),
    "BISECT_LOG": ("a bisection", "end it with `git bisect reset`"),
}


class Target(NamedTuple):
    """A file that a commit changes, by its path from the top: mode and blob in the commit before and in the index."""

    path: str
    committed: tuple[str, str] | None
    staged: tuple[str, str] | None
    is_edited: bool
    """On disk it is not what is staged."""


class Unsaved(CmtoolError):
    """A file that a change is about has changes of hands."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path} has changes that are not saved: save them first with `cmtool save`, then repeat this")


def targets(repository: Repository, files: Sequence[Written], tip: str | None) -> list[Target]:
    """The files as git knows them now, with `tip` as the last commit."""
    paths = [repository.prefix + file.path for file in files]
    git = repository.own()
    committed = repository.tree_entries(tip, paths, repository.prefix) if tip else {}
    index = staged(git, paths)
    # git compares as it would add them: with its filters, line ends and modes
    differing = set(git.execute(["git", "ls-files", "-z", "-m", "-d", "--", repository.prefix or "."]).split(b"\0"))
    found = []
    for path in paths:
        is_edited = os.fsencode(path) in differing if path in index else os.path.lexists(repository.top / path)
        found.append(Target(path, committed.get(path), index.get(path), is_edited))
    return found


def staged(git: Git, paths: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Mode and blob of files in the index; a conflict counts as a blob that nothing else is."""
    found: dict[str, tuple[str, str]] = {}
    wanted = set(paths)
    for line in git.execute(["git", "ls-files", "-s", "-z"]).split(b"\0"):
        facts, _, name = line.partition(b"\t")
        path = os.fsdecode(name)
        if path in wanted:
            mode, blob, stage = facts.decode("ascii").split()
            found[path] = (mode, blob if stage == "0" else CONFLICT)
    return found


def refuse_unready(
    repository: Repository, found: Sequence[Target], branch: str | None, *, allow_detached: bool, by_hand: bool
) -> None:
    """CmtoolError, with the remedy, where this commit cannot be made now."""
    _refuse_under_way(repository)
    _refuse_detached(repository, branch, allow_detached=allow_detached)
    if branch:
        _refuse_branch(repository, branch)
    refuse_nobody(repository.own())
    refuse_sparse(repository)
    _wait_for_index(repository)
    for target in found:
        (_refuse_half_staged if by_hand else _refuse_unsaved)(target)
    _refuse_ignored(repository, [target.path for target in found if target.committed is None])


def _refuse_under_way(repository: Repository) -> None:
    for name, (what, remedy) in _UNDER_WAY.items():
        if os.path.lexists(repository.git_dir / name):
            raise CmtoolError(f"{what} is under way here: {remedy}, then repeat this")


def _refuse_detached(repository: Repository, branch: str | None, *, allow_detached: bool) -> None:
    if repository.is_detached and not branch and not allow_detached:
        raise CmtoolError(
            "no branch is checked out, so a commit would soon be out of reach: name a new one with --branch NAME, "
            "go to one with `git switch NAME`, or say --allow-detached"
        )


def _refuse_branch(repository: Repository, branch: str) -> None:
    if next(addresses(branch), None) is not None:
        raise CmtoolError("the name of a branch is for everybody to read: leave the mail address or phone number out")
    if not _is_branch(repository, branch):
        raise CmtoolError(f"'{branch[:100]}' cannot be the name of a branch: use letters, digits and hyphens")
    if repository.has(f"refs/heads/{branch}"):
        raise CmtoolError(f"there is a branch '{branch}' already: name another, or go to it with `git switch {branch}`")
    above = [branch[:at] for at, character in enumerate(branch) if character == "/"]
    taken = next((name for name in above if repository.has(f"refs/heads/{name}")), None)
    below = repository.line("for-each-ref", "--count=1", "--format=%(refname:lstrip=2)", f"refs/heads/{branch}/")
    if taken or below:
        raise CmtoolError(f"'{branch}' cannot stand beside the branch '{taken or below}': name another")


def _is_branch(repository: Repository, branch: str) -> bool:
    """Git and a terminal can both show it."""
    if not branch.isprintable() or branch.startswith(("-", "refs/")) or branch == "HEAD":
        return False
    try:
        repository.run("check-ref-format", f"refs/heads/{branch}")
    except Failed:
        return False
    return True


def refuse_nobody(git: Git) -> None:
    """CmtoolError where git could not say who commits."""
    try:
        for who in ("AUTHOR", "COMMITTER"):
            git.execute(["git", "var", f"GIT_{who}_IDENT"])
    except Failed:
        raise CmtoolError(
            "git does not know who you are: tell it once with `git config --global user.name 'Your Name'` and "
            "`git config --global user.email you@example.org`"
        ) from None


def refuse_sparse(repository: Repository) -> None:
    """Files that git keeps off the disk would seem to be deleted."""
    listed = repository.own().execute(["git", "ls-files", "-t", "-z", "--", repository.prefix or "."])
    hidden = sum(line.startswith(b"S ") for line in listed.split(b"\0"))
    if hidden:
        raise CmtoolError(
            f"a sparse checkout keeps {hidden} files of the registry off the disk, so nothing can be judged: "
            "get them with `git sparse-checkout disable`"
        )


def _wait_for_index(repository: Repository) -> None:
    place = repository.git_dir / "index.lock"
    deadline = time.monotonic() + _PATIENCE
    while os.path.lexists(place):
        if time.monotonic() > deadline:
            raise Busy(
                f"another git is at work here ({place} is there): let it end, then repeat this; "
                "if none is running, one was killed: remove that file"
            )
        time.sleep(0.05)


def _refuse_unsaved(target: Target) -> None:
    _refuse_conflict(target)
    if target.committed == target.staged and not target.is_edited:
        return
    if target.committed is None and target.staged is None:
        raise CmtoolError(f"{target.path} lies there already, but is not saved: save it with `cmtool save`, or move it")
    raise Unsaved(target.path)


def _refuse_conflict(target: Target) -> None:
    if target.staged is not None and target.staged[1] == CONFLICT:
        raise CmtoolError(f"{target.path} is in conflict: settle that first, then `git add` it")


def _refuse_half_staged(target: Target) -> None:
    _refuse_conflict(target)
    if target.staged != target.committed and target.is_edited:
        raise CmtoolError(
            f"{target.path} is staged in another form than it has on disk, and one would be lost: "
            f"stage all of it with `git add {target.path}`, or nothing with `git restore --staged {target.path}`"
        )


def _refuse_ignored(repository: Repository, paths: Sequence[str]) -> None:
    if found := ignored(repository, paths):
        raise CmtoolError(f"{found[0]} is ignored by a .gitignore, so nobody else would get it: change that first")


def ignored(repository: Repository, paths: Sequence[str]) -> list[str]:
    """Those of the files, by their paths from the top, that git is told to keep out, there or not."""
    if not paths:
        return []
    try:
        told = b"".join(os.fsencode(path) + b"\0" for path in paths)
        found = repository.own(literal=False).fed(["check-ignore", "-z", "--stdin"], told)
    except Failed as failed:
        if failed.code == 1:  # none is
            return []
        raise
    return [os.fsdecode(name) for name in found.split(b"\0") if name]
