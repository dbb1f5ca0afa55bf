"""The only writer of a registry: its repository, found, locked, and mended first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cmtool.errors import CmtoolError
from cmtool.history.recovery import repaired
from cmtool.history.repository import Repository, opened
from cmtool.store.journal import begun, end, opened_work
from cmtool.store.lock import Busy, locked
from cmtool.store.root import work_folder, work_tree

_MOMENT = 0.5
"""Seconds that a command which only reads waits for one that writes, or for the last git of one that was killed."""


@contextmanager
def door(
    root: Path, *, commits: bool = True, is_dry: bool = False
) -> Iterator[tuple[Repository | None, int, list[str]]]:
    """Be the only writer of a registry: its repository, the lock, and what was to be mended first."""
    repository = _repository(root, commits=commits)
    if is_dry:
        yield repository, -1, []
        return
    folder = repository.git_dir if repository else root
    with locked(folder, _holder(repository)) as lock:
        notes = repaired(repository, lock) if repository else []
        work = work_folder(repository.git_dir) if repository else None
        try:
            if work is not None:
                opened_work(work, os.getpid())
            yield repository, lock, notes
        finally:
            if work is not None and begun(work) is None:
                end(work)


def mended(root: Path) -> list[str]:
    """Finish or take back what a killed command left, unless another one is at work; what the user should know."""
    repository = opened(root)
    try:
        with locked(repository.git_dir, patience=_MOMENT) as lock:
            return repaired(repository, lock)
    except Busy:
        return []


def _repository(root: Path, *, commits: bool) -> Repository | None:
    if work_tree(root) is None and not _is_bare(root):
        return None
    try:
        return opened(root)
    except CmtoolError:
        if commits:
            raise
        return None


def _is_bare(root: Path) -> bool:
    here = Path(os.path.realpath(root))
    return any((place / "objects").is_dir() and (place / "HEAD").is_file() for place in (here, *here.parents))


def _holder(repository: Repository | None) -> str:
    return f"; {work_folder(repository.git_dir) / 'process'} tells its number" if repository else ""
