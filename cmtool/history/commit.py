"""One change is one commit, all of it or nothing, whenever the process ends (docs/changes.md has the picture).

The journal comes first, then the files, then the hooks as git is configured, then the commit. The branch moves in one
step, compared with where it was: before it the change is taken back, after it it is finished, by us or by the next
command. Files and staged changes of others are neither taken along nor lost.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.git import Failed, Git, first_line
from cmtool.history.hooks import is_set, last_words, message_file, run_hook, told_afterwards
from cmtool.history.readiness import Target, refuse_unready, targets
from cmtool.history.recovery import ended, is_done
from cmtool.history.repository import Repository
from cmtool.store.journal import Journal, Written, begin, end, held, put, take_back
from cmtool.store.root import work_folder
from cmtool.store.save import save


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
        ended(repository, lock, is_sure=not isinstance(error, _Edited), was_killed=was_killed)
        raise
    notes = _arrived(repository, lock)
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
        begin(work, Journal(list(files), {"commit": None, "prefix": repository.prefix if repository else ""}))
    try:
        put(root, files)
    except BaseException:
        take_back(root, files, is_sure=True)  # where that fails as well, the journal stays for the next command
        if work is not None:
            end(work)
        raise
    if work is not None:
        end(work)


class _Edited(CmtoolError):
    """Somebody wrote a file in the moment in which we did."""


class _Stopped(CmtoolError):
    """A git that moved the branch was killed."""


def _journal(repository: Repository, intent: Intent, found: Sequence[Target], made: str | None) -> Journal:
    ref = f"refs/heads/{intent.branch}" if intent.branch else "HEAD"
    before = {target.path: target.staged and target.staged[1] for target in found}
    return Journal(list(intent.files), {"prefix": repository.prefix, "ref": ref, "commit": made, "staged": before})


def _made(repository: Repository, root: Path, lock: int, intent: Intent, head: str | None) -> str:
    """The hash of the commit, which no branch knows yet."""
    work = work_folder(repository.git_dir)
    git = repository.own(index=work / "index", kept=[lock])
    _begin_index(git, repository, work, head)
    _stage(git, repository, root, intent.files)
    tree = _line(git, "write-tree")
    # a hook or a signature may start what outlives us (an agent): it does not get the lock
    theirs = repository.own(index=work / "index", literal=False)
    run_hook(theirs, "pre-commit")
    if _line(git, "write-tree") != tree:
        raise CmtoolError(
            "the pre-commit hook changed what would be committed, so it is not what was checked: nothing was saved; "
            "run what the hook runs by hand, then `cmtool save`"
        )
    message = message_file(theirs, work, intent.message)
    signing = ["-S"] if is_set(git, "commit.gpgSign") else []
    parents = ["-p", head] if head else []
    try:
        return _line(
            theirs, "-c", "i18n.commitEncoding=UTF-8", "commit-tree", tree, *parents, *signing, "-F", str(message)
        )
    except Failed as failed:
        raise CmtoolError(f"git could not make the commit: {last_words(failed)}; nothing was saved") from None


def _begin_index(git: Git, repository: Repository, work: Path, head: str | None) -> None:
    """An index of the last commit, which knows as well as the real one that the files on disk are unchanged."""
    with suppress(FileNotFoundError):
        save(work / "index", (repository.git_dir / "index").read_bytes())
    git.execute(["git", "read-tree", *(["--reset", head] if head else ["--empty"])])


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
        if is_done(repository, {"commit": made, "ref": ref}):
            return  # what failed came after it
        if failed.code < 0:
            raise _Stopped(f"git was stopped by signal {-failed.code}: nothing was saved; is the disk full?") from None
        raise CmtoolError(
            f"the branch did not take the commit: {first_line(failed.told)}; nothing was saved; repeat the command"
        ) from None


def _arrived(repository: Repository, lock: int) -> list[str]:
    """The commit is made: the rest follows, now or with the next command."""
    try:
        return ended(repository, lock)
    except CmtoolError as error:
        return [f"the commit is made, but not all of git knows it yet: {error}; the next cmtool command mends that"]


def _line(git: Git, *arguments: str) -> str:
    return git.execute(["git", *arguments]).decode("utf-8").strip()
