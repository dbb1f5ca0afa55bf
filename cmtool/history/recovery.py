"""What a change that was interrupted left: finished where the branch has taken its commit, taken back where not."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from cmtool.history.git import Failed, Git, first_line
from cmtool.history.readiness import staged
from cmtool.history.repository import Repository
from cmtool.store.journal import Journal, begun, end, finish, take_back
from cmtool.store.lock import Busy
from cmtool.store.root import work_folder
from cmtool.store.save import drop

_PATIENCE = 5.0
"""Seconds that git's own lock on the index may take."""
_NO = 1
"""The exit code by which git answers a question; any other means that it has no answer."""
_LOCKS = ("index.lock", "HEAD.lock")


def repaired(repository: Repository, lock: int) -> list[str]:
    """Finish or take back what a killed command left; what the user should know of it.

    The caller holds the lock, so that command and its children have ended.
    """
    if not os.path.lexists(work_folder(repository.git_dir)):
        return []
    return ended(repository, lock, was_killed=True)


def ended(repository: Repository, lock: int, *, is_sure: bool = False, was_killed: bool = False) -> list[str]:
    """End a change, whichever way; what the user should know of it.

    `is_sure` where nobody else can have written its files; `was_killed` where locks of git may be left.
    """
    work = work_folder(repository.git_dir)
    journal = begun(work)
    notes = []
    if journal is not None:
        if was_killed:
            _unlock(repository, work, journal)
        root = repository.top / journal.facts.get("prefix", repository.prefix)  # of whichever registry in it
        if is_done(repository, journal.facts):
            edited = finish(root, journal.files)
            _arrive(repository, lock, journal)
        else:
            edited = take_back(root, journal.files, is_sure=is_sure)
        notes = [f"{path} was edited since a command was interrupted: it stays as it is" for path in edited]
    end(work)
    return notes


def _arrive(repository: Repository, lock: int, journal: Journal) -> None:
    """Go to the branch, and tell the index what the commit holds, where nobody staged anything else meanwhile."""
    git, facts = repository.own(kept=[lock]), journal.facts
    if facts["ref"] != "HEAD":
        git.execute(["git", "symbolic-ref", "-m", "cmtool: to the new branch", "HEAD", facts["ref"]])
    before: Mapping[str, str | None] = facts["staged"]
    now = staged(git, list(before))
    paths = [path for path, blob in before.items() if now.get(path, (None, None))[1] == blob]
    # the change may have been one of another folder: the whole repository at its beginning, this registry or another
    committed = repository.tree_entries(facts["commit"], paths, facts.get("prefix", repository.prefix))
    gone = ("0", "0" * len(facts["commit"]))
    lines = b"".join(
        f"{mode} {blob}\t".encode() + os.fsencode(path) + b"\0"
        for path in paths
        for mode, blob in [committed.get(path, gone)]
    )
    _with_index(git, ["update-index", "-z", "--add", "--index-info"], lines)
    with suppress(Failed):  # it says by its exit code that other files are not up to date
        git.execute(["git", "update-index", "-q", "--refresh"])


def _with_index(git: Git, arguments: list[str], data: bytes) -> None:
    """Change the index, once whoever holds it lets it go."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            git.fed(arguments, data)
            return
        except Failed as failed:
            if "index.lock" not in failed.told or time.monotonic() > deadline:
                raise Busy(f"git's index cannot be written: {first_line(failed.told)}") from None
            time.sleep(0.05)


def is_done(repository: Repository, facts: Mapping[str, Any]) -> bool:
    """The branch has taken the commit."""
    made, ref = facts["commit"], facts["ref"] if facts["commit"] else ""
    if made is None:
        return False
    try:
        repository.run("merge-base", "--is-ancestor", made, ref)
    except Failed as failed:
        if failed.code != _NO and _is_there(repository, made) and _is_there(repository, ref):
            raise  # git did not say no, it said nothing: the journal has to wait
        return False
    return True


def _is_there(repository: Repository, name: str) -> bool:
    try:
        repository.run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    except Failed as failed:
        if failed.code != _NO:
            raise
        return False
    return True


def _unlock(repository: Repository, work: Path, journal: Journal) -> None:
    """Remove the locks of a git that was killed with us: it began none before the journal was there."""
    common = repository.common_dir
    refs = [common / "packed-refs.lock"]
    if (ref := journal.facts.get("ref")) is not None:
        name = repository.checked_out if ref == "HEAD" else ref
        refs += [common / f"{name}.lock"] if name else []
    since = (work / "journal.json").stat().st_mtime_ns
    for place in (*(repository.git_dir / name for name in _LOCKS), *refs):
        with suppress(FileNotFoundError):
            if place.stat().st_mtime_ns >= since:
                drop(place)
