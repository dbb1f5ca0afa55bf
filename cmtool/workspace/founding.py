"""`init` writes: the parts that were chosen, in one commit, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.commit import Intent, commit, write_only
from cmtool.history.founding import begin
from cmtool.history.readiness import ignored
from cmtool.history.remote import push_line
from cmtool.history.repository import Repository
from cmtool.starter.parts import Part
from cmtool.store.journal import Written
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


def founded(top: Path, chosen: Sequence[Part], *, commits: bool) -> Founded:
    """Write the files of the parts, and commit them, in a new repository where there is none."""
    was_there, was_repository = top.exists(), work_tree(top) is not None
    files = [Written(path, None, data) for part in chosen for path, data in sorted(part.files.items())]
    try:
        make_folder(top)
        if commits and not was_repository:
            begin(top)
        return _written(top, chosen, files, commits=commits)
    except BaseException:
        if not was_there:
            clear(top)
        elif commits and not was_repository:
            clear(top / ".git")
        raise


def _written(top: Path, chosen: Sequence[Part], files: list[Written], *, commits: bool) -> Founded:
    with door(top, commits=commits) as (repository, lock, notes):
        if repository is None or not commits:
            write_only(repository, top, files)
            return Founded([file.path for file in files], list(notes))
        files, hidden = _kept(repository, files)
        made = commit(repository, top, lock, Intent(files, _message(chosen)))
        branch = (repository.checked_out or "").removeprefix("refs/heads/")
        told = [*notes, *hidden, *made.notes]
        return Founded([file.path for file in files], told, made.id, branch, push_line(repository))


def _kept(repository: Repository, files: list[Written]) -> tuple[list[Written], list[str]]:
    """The files that git would take, and a word on those that it is told to keep out, as many do with `.vscode`."""
    out = set(ignored(repository, [file.path for file in files]))
    kept = [file for file in files if file.path not in out]
    registry = [path for path in out if path.startswith(f"{REGISTRY}/")]
    if registry or not kept:
        raise CmtoolError(f"{min(out)} is ignored by a .gitignore, so nobody else would get it: change that first")
    return kept, [f"{path} is ignored by your git, and was not written" for path in sorted(out)]


def _message(chosen: Sequence[Part]) -> str:
    """What the commit says. It has no trailer of a change: `undo` takes no beginning back."""
    names = [part.name for part in chosen]
    subject = f"{REGISTRY}: begun" if REGISTRY in names else f"{REGISTRY}: {', '.join(names)} added"
    return f"{subject}\n\n" + "".join(f"{part.name}: {part.what}\n" for part in chosen)
