"""`init` writes: the parts that were chosen, in one commit, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.commit import Intent, commit, write_only
from cmtool.history.founding import begin
from cmtool.history.git import Git
from cmtool.history.readiness import ignored, refuse_nobody
from cmtool.history.remote import push_line
from cmtool.history.repository import Repository, opened
from cmtool.starter.parts import Part
from cmtool.store.entries import is_linked
from cmtool.store.journal import Written, held
from cmtool.store.lock import locked
from cmtool.store.root import work_tree
from cmtool.store.save import clear, make_folder
from cmtool.workspace.door import door
from cmtool.workspace.starting import REGISTRY


class Founded(NamedTuple):
    """What was written: the files by their paths from the top, and where the commit is that has them."""

    paths: list[str]
    notes: list[str]
    commit: str = ""
    branch: str = ""
    next: str = ""


def refuse_unready(top: Path) -> None:
    """CmtoolError where git would take no commit: said before somebody answers one question after the other in vain."""
    there = next(folder for folder in (top, *top.parents) if folder.is_dir())
    repository = opened(top) if work_tree(top) else None
    if repository is not None and repository.is_detached:
        raise CmtoolError("no branch is checked out: go to one with `git switch NAME`, then repeat this")
    refuse_nobody(repository.own() if repository is not None else Git(there, {}, is_own=True))


def founded(top: Path, chosen: Sequence[Part], *, commits: bool) -> Founded:
    """Write the files of the parts, and commit them, in a new repository where there is none."""
    files = [Written(path, None, data) for part in chosen for path, data in sorted(part.files.items())]
    for file in files:
        if is_linked(top, file.path):
            raise CmtoolError(f"{file.path} is reached over a symbolic link, which is never followed: remove the link")
    is_made = not top.exists()
    make_folder(top)
    # two that begin a repository in one folder would stop each other half way
    with locked(top) if commits and work_tree(top) is None else nullcontext():
        is_begun = commits and work_tree(top) is None
        try:
            if is_begun:
                begin(top)
            return _written(top, chosen, files, commits=commits)
        except BaseException:
            _clear(top, is_made=is_made, is_begun=is_begun)
            raise


def _clear(top: Path, *, is_made: bool, is_begun: bool) -> None:
    """Leave nothing of a beginning that failed; what somebody else has begun here in the same moment stays."""
    if is_begun and (top / ".git").exists():
        try:
            repository = opened(top)
            with locked(repository.git_dir, patience=0.0):
                if repository.tip() is not None:
                    return
                clear(top / ".git")
        except CmtoolError:
            return
    if is_made and top.is_dir() and not any(top.iterdir()):
        clear(top)


def _written(top: Path, chosen: Sequence[Part], files: list[Written], *, commits: bool) -> Founded:
    with door(top, commits=commits) as (repository, lock, notes):
        if repository is None or not commits:
            _refuse_there(top, files)
            write_only(repository, top, files)
            return Founded([file.path for file in files], list(notes))
        _refuse_there(top, files)
        files, hidden = _kept(repository, files)
        if not files:
            return Founded([], [*notes, *hidden])
        made = commit(repository, top, lock, Intent(files, _message(chosen)))
        branch = (repository.checked_out or "").removeprefix("refs/heads/")
        told = [*notes, *hidden, *made.notes]
        return Founded([file.path for file in files], told, made.id, branch, push_line(repository))


def _refuse_there(top: Path, files: Sequence[Written]) -> None:
    """What was looked at before the lock was held may be otherwise now."""
    for file in files:
        if held(top, file.path) is not None:
            raise CmtoolError(f"{file.path} has appeared in the meantime: nothing was written; run cmtool init again")


def _kept(repository: Repository, files: list[Written]) -> tuple[list[Written], list[str]]:
    """The files that git would take, and a word on those that it is told to keep out, as many do with `.vscode`."""
    out = set(ignored(repository, [file.path for file in files]))
    kept = [file for file in files if file.path not in out]
    registry = [path for path in out if path.startswith(f"{REGISTRY}/")]
    if registry:
        raise CmtoolError(
            f"{min(registry)} is ignored by your git, so nobody else would get it: change its .gitignore first"
        )
    return kept, [f"{path} is ignored by your git, and was not written" for path in sorted(out)]


def _message(chosen: Sequence[Part]) -> str:
    """What the commit says. It has no trailer of a change: `undo` takes no beginning back."""
    names = [part.name for part in chosen]
    subject = f"{REGISTRY}: begun" if REGISTRY in names else f"{REGISTRY}: {', '.join(names)} added"
    return f"{subject}\n\n" + "".join(f"{part.name}: {part.what}\n" for part in chosen)
