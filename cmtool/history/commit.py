"""One change is one commit, all of it or nothing, whenever the process ends (docs/changes.md has the picture).

The journal comes first, then the files, then the hooks as git is configured, then the commit. The branch moves in one
step, compared with where it was: before it the change is taken back, after it it is finished, by us or by the next
command. Files and staged changes of others are neither taken along nor lost.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.git import Failed, Git, first_line
from cmtool.history.hooks import is_set, last_words, message_file, run_hook, told_afterwards
from cmtool.history.readiness import Target, refuse_unready, staged, targets
from cmtool.history.repository import Repository
from cmtool.store.journal import Journal, Written, begin, begun, end, finish, held, put, take_back
from cmtool.store.lock import Busy
from cmtool.store.root import work_folder
from cmtool.store.save import drop

_PATIENCE = 5.0
"""Seconds that git's own lock on the index may take."""
_LOCKS = ("index.lock", "HEAD.lock")


class Intent(NamedTuple):
    """What shall be committed: files from the registry's folder, the message, and where to."""

    files: Sequence[Written]
    message: str
    branch: str | None = None
    """A branch to begin here and to go to; the one that is checked out by default."""
    is_detached_fine: bool = False
    is_by_hand: bool = False
    """The files lie on disk as they shall be: somebody edited them."""


class Committed(NamedTuple):
    """The hash of a commit, and what did not go as it should beside it."""

    id: str
    notes: list[str]


def commit(repository: Repository, root: Path, lock: int, intent: Intent) -> Committed:
    """Commit a change. The caller holds `lock` on the git folder, and has called `repaired`."""
    head = repository.tip()
    found = accepted(repository, intent, head)
    work = work_folder(repository.git_dir)
    begin(work, _journal(repository, intent, found, None))
    made = None
    try:
        put(root, intent.files)
        made = _made(repository, root, lock, intent, head)
        begin(work, _journal(repository, intent, found, made))
        _move_branch(repository, lock, intent, made, head)
    except BaseException as error:
        # where git was stopped, its locks are left; those that others hold are not ours to remove
        was_killed = isinstance(error, _Stopped) or not isinstance(error, Exception)
        _ended(repository, root, lock, is_sure=not isinstance(error, _Edited), was_killed=was_killed)
        raise
    notes = _arrived(repository, root, lock)
    return Committed(made, notes + told_afterwards(repository))


def accepted(repository: Repository, intent: Intent, head: str | None) -> list[Target]:
    """The files as git knows them. CmtoolError, with the remedy, where the commit cannot be made now."""
    found = targets(repository, intent.files, head)
    refuse_unready(repository, found, intent.branch, allow_detached=intent.is_detached_fine, by_hand=intent.is_by_hand)
    return found


def write_only(repository: Repository | None, root: Path, files: Sequence[Written]) -> None:
    """Write files without a commit, all of them or none."""
    work = work_folder(repository.git_dir) if repository else None
    if work is not None:
        begin(work, Journal(list(files), {"commit": None}))
    try:
        put(root, files)
    except BaseException:
        take_back(root, files, is_sure=True)  # where that fails as well, the journal stays for the next command
        if work is not None:
            end(work)
        raise
    if work is not None:
        end(work)


def repaired(repository: Repository, root: Path, lock: int) -> list[str]:
    """Finish or take back what a killed command left; what the user should know of it.

    The caller holds the lock, so that command and its children have ended.
    """
    if not os.path.lexists(work_folder(repository.git_dir)):
        return []
    return _ended(repository, root, lock, was_killed=True)


class _Edited(CmtoolError):
    """Somebody wrote a file in the moment in which we did."""


class _Stopped(CmtoolError):
    """A git that moved the branch was killed."""


def _ended(
    repository: Repository, root: Path, lock: int, *, is_sure: bool = False, was_killed: bool = False
) -> list[str]:
    work = work_folder(repository.git_dir)
    journal = begun(work)
    notes = []
    if journal is not None:
        if was_killed:
            _unlock(repository, work, journal)
        if _is_done(repository, journal.facts):
            edited = finish(root, journal.files)
            _arrive(repository, lock, journal)
        else:
            edited = take_back(root, journal.files, is_sure=is_sure)
        notes = [f"{path} was edited since a command was interrupted: it stays as it is" for path in edited]
    end(work)
    return notes


def _journal(repository: Repository, intent: Intent, found: Sequence[Target], made: str | None) -> Journal:
    ref = f"refs/heads/{intent.branch}" if intent.branch else "HEAD"
    before = {target.path: target.staged and target.staged[1] for target in found}
    return Journal(list(intent.files), {"ref": ref, "commit": made, "staged": before})


def _made(repository: Repository, root: Path, lock: int, intent: Intent, head: str | None) -> str:
    """The hash of the commit, which no branch knows yet."""
    work = work_folder(repository.git_dir)
    git = repository.own(index=work / "index", kept=[lock])
    git.execute(["git", "read-tree", head or "--empty"])
    _stage(git, repository, root, intent.files)
    tree = _line(git, "write-tree")
    hooks = repository.own(index=work / "index", literal=False)  # a hook may start what outlives us: it gets no lock
    run_hook(hooks, "pre-commit")
    if _line(git, "write-tree") != tree:
        raise CmtoolError(
            "the pre-commit hook changed what would be committed, so it is not what was checked: nothing was saved; "
            "run what the hook runs by hand, then `cmtool save`"
        )
    message = message_file(hooks, work, intent.message)
    signing = ["-S"] if is_set(git, "commit.gpgSign") else []
    parents = ["-p", head] if head else []
    try:
        return _line(git, "commit-tree", tree, *parents, *signing, "-F", str(message))
    except Failed as failed:
        raise CmtoolError(f"git could not make the commit: {last_words(failed)}; nothing was saved") from None


def _stage(git: Git, repository: Repository, root: Path, files: Sequence[Written]) -> None:
    """Add the files as git would: as they lie on disk, which is what was checked."""
    paths = b"".join(os.fsencode(repository.prefix + file.path) + b"\0" for file in files)
    git.fed(["update-index", "--add", "--remove", "-z", "--stdin"], paths)
    for file in files:
        if held(root, file.path) != file.after:
            raise _Edited(f"{file.path} was edited in the same moment: nothing was saved; repeat the command")


def _move_branch(repository: Repository, lock: int, intent: Intent, made: str, head: str | None) -> None:
    """The commit point: the branch goes on from where it was when the change began, or not at all."""
    old = "0" * len(made) if intent.branch or head is None else head
    ref = f"refs/heads/{intent.branch}" if intent.branch else "HEAD"
    reason = f"commit (cmtool): {intent.message.partition(chr(10))[0]}"
    try:
        repository.own(kept=[lock]).execute(["git", "update-ref", "-m", reason, ref, made, old])
    except Failed as failed:
        if failed.code < 0:
            raise _Stopped(f"git was stopped by signal {-failed.code}: nothing was saved; is the disk full?") from None
        raise CmtoolError(
            f"the branch did not take the commit: {first_line(failed.told)}; nothing was saved; repeat the command"
        ) from None


def _arrived(repository: Repository, root: Path, lock: int) -> list[str]:
    """The commit is made: the rest follows, now or with the next command."""
    try:
        return _ended(repository, root, lock)
    except CmtoolError as error:
        return [f"the commit is made, but not all of git knows it yet: {error}; the next cmtool command mends that"]


def _arrive(repository: Repository, lock: int, journal: Journal) -> None:
    """Go to the branch, and tell the index what the commit holds, where nobody staged anything else meanwhile."""
    git, facts = repository.own(kept=[lock]), journal.facts
    if facts["ref"] != "HEAD":
        git.execute(["git", "symbolic-ref", "-m", "cmtool: to the new branch", "HEAD", facts["ref"]])
    before: Mapping[str, str | None] = facts["staged"]
    now = staged(git, list(before))
    paths = [path for path, blob in before.items() if now.get(path, (None, None))[1] == blob]
    committed = repository.tree_entries(facts["commit"], paths)
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


def _is_done(repository: Repository, facts: Mapping[str, Any]) -> bool:
    """The branch has taken the commit."""
    made = facts["commit"]
    if made is None:
        return False
    try:
        repository.run("merge-base", "--is-ancestor", made, facts["ref"])
    except Failed:
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


def _line(git: Git, *arguments: str) -> str:
    return git.execute(["git", *arguments]).decode("utf-8").strip()
