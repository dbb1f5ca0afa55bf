"""The door through which everything is written: plan, difference, judgement, commit, under one lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from cmtool.document.screen import decode
from cmtool.edits.blast import blast
from cmtool.errors import CmtoolError
from cmtool.finding import Finding
from cmtool.history.commit import Intent, accepted, commit, write_only
from cmtool.history.messages import message, one_line
from cmtool.history.recovery import repaired
from cmtool.history.remote import push_line
from cmtool.history.repository import Repository, opened
from cmtool.history.snapshots import present_in
from cmtool.model.edit import ChangeSet
from cmtool.model.member import OverlayMember
from cmtool.store.entries import Entry, record_files
from cmtool.store.journal import Written, begun, end, opened_work
from cmtool.store.load import Loaded, assemble
from cmtool.store.lock import Busy, locked
from cmtool.store.overlay import published
from cmtool.store.root import work_folder, work_tree
from cmtool.workspace import Workspace, counted
from cmtool.workspace.difference import Difference, Side, compared
from cmtool.workspace.proposing import Proposal, proposed

_VACANCIES = ("GRP101", "GRP102", "CFG101", "CFG102")
"""Rules of places that nobody fills: who forces the last one out knows it, and the finding stays to be mended."""

_MOMENT = 0.5
"""Seconds that a command which only reads waits for one that writes, or for the last git of one that was killed."""

Plan = Callable[[Workspace, Sequence[Entry]], ChangeSet | Proposal]
"""What somebody wants, made out of the registry as it is under the lock."""


class How(NamedTuple):
    """How a change is made: what every command that writes can be told."""

    is_dry: bool = False
    """Only show it."""
    commits: bool = True
    branch: str | None = None
    is_forced: bool = False
    """Also where it takes away much, or a group's last lead."""
    reason: str = ""
    message: str = ""
    is_detached_fine: bool = False


class Done(NamedTuple):
    """What a change was, and what became of it."""

    subject: str
    difference: Difference
    lines: list[str]
    """The change of the files, as a unified diff."""
    notes: list[str]
    paths: list[str]
    """The files that it changes."""
    commit: str = ""
    branch: str = ""
    """The branch that has it; empty where there is no commit."""
    next: str = ""


class Rejected(CmtoolError):
    """A change that would make errors: which."""

    def __init__(self, findings: list[Finding], *, is_by_hand: bool) -> None:
        self.findings = findings
        number = counted(len(findings), "error")
        told = f"this would make {number}: nothing was changed"
        if is_by_hand:
            told = f"what was edited makes {number}: nothing was saved; mend that, then save again"
        forced = "; --force does it all the same" if all(f.code in _VACANCIES for f in findings) else ""
        super().__init__(told + forced)


def change(space: Workspace, plan: Plan, how: How) -> Done:
    """Make a change, all of it or nothing. `Rejected` where the registry would have errors that it has not now."""
    with door(space.root, commits=how.commits, is_dry=how.is_dry) as (repository, lock, notes):
        fresh = Workspace(space.root, space.given_day, space.clock)
        entries = list(record_files(space.root))
        wanted = plan(fresh, entries)
        proposal = wanted if isinstance(wanted, Proposal) else proposed(wanted, fresh, entries)
        before = Side("the registry", entries, fresh)
        found = judged(before, _after(fresh, entries, proposal), how)
        paths = [file.path for file in (*proposal.files, *proposal.overlay)]
        done = Done(proposal.subject, found, lines_of(proposal.files), [*notes, *proposal.notes], paths)
        return done if how.is_dry or not paths else made(fresh, repository, lock, proposal, how, done)


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


def judged(before: Side, after: Side, how: How, *, is_by_hand: bool = False) -> Difference:
    """What a change means, which lies on disk already if it was made by hand. CmtoolError where it would do harm."""
    found = compared(before, after, present_in(after.entries, before.entries), private=True)
    errors = [f for f in found.new if f.is_error and not (how.is_forced and f.code in _VACANCIES)]
    if errors:
        raise Rejected(errors, is_by_hand=is_by_hand)
    much = blast(before.space.registry, after.space.registry, after.space.today)
    if much and not how.is_forced:
        raise CmtoolError(much)
    return found


def _after(space: Workspace, entries: Sequence[Entry], proposal: Proposal) -> Side:
    """The registry as it would be."""
    written = {file.path: file.after for file in proposal.files}
    kept = [entry for entry in entries if entry.path not in written]
    added = [Entry(path, "file", data) for path, data in written.items() if data is not None]
    files = sorted([*kept, *added], key=lambda entry: entry.path)
    registry, findings = assemble(files, overlay=_overlay(space, proposal))
    loaded = Loaded(registry, [*findings, *published(space.root, registry.community)])
    return Side("the change", files, Workspace(space.root, space.given_day, space.clock, loaded))


def _overlay(space: Workspace, proposal: Proposal) -> dict[str, OverlayMember] | None:
    people = space.registry.overlay
    if people is None:
        return None
    gone = {Path(file.path).stem for file in proposal.overlay if file.after is None}
    return {id: record for id, record in people.items() if id not in gone}


def lines_of(files: Sequence[Written]) -> list[str]:
    """The change of files as a unified diff, line by line."""
    found: list[str] = []
    for file in files:
        old, new = (decode(data)[0].splitlines() if data is not None else [] for data in (file.before, file.after))
        was, now = ("/dev/null" if data is None else file.path for data in (file.before, file.after))
        found += unified_diff(old, new, was, now, n=1, lineterm="")
    return found


def made(space: Workspace, repository: Repository | None, lock: int, proposal: Proposal, how: How, done: Done) -> Done:
    """Write and commit a proposal, as somebody asked for it."""
    text = message(
        one_line(how.message) or proposal.subject,
        proposal.verb,
        proposal.records,
        reason=how.reason,
        undoes=proposal.undoes,
        body=proposal.body or ([proposal.subject] if one_line(how.message) else []),
    )
    if repository is None or not how.commits:
        notes = [*done.notes, *_overlay_first(space, proposal, text, how, (repository, lock))]
        write_only(repository, space.root, proposal.files)
        if repository is None:
            notes.append("no git repository keeps this registry: the files are changed, but there is no history")
        return done._replace(notes=notes, next="cmtool save" if repository else "")
    is_there = repository.checked_out == f"refs/heads/{how.branch}"
    branch = None if is_there else how.branch
    intent = Intent(proposal.files, text, branch, how.is_detached_fine, proposal.verb == "save")
    accepted(repository, intent, repository.tip())  # before the overlay is changed
    notes = [*done.notes, *_overlay_first(space, proposal, text, how, (repository, lock))]
    new = commit(repository, space.root, lock, intent)
    return _home(repository, done._replace(commit=new.id, notes=[*notes, *new.notes]))


def _home(repository: Repository, done: Done) -> Done:
    """Where the commit is, and how it gets further; that nobody can tell undoes nothing of it."""
    try:
        here = (repository.checked_out or "").removeprefix("refs/heads/")
        return done._replace(branch=here or "no branch", next=push_line(repository))
    except CmtoolError as error:
        note = f"the change is saved, but git does not tell where to push it: {error}"
        return done._replace(branch="its branch", next="git push", notes=[*done.notes, note])


_Held = tuple[Repository | None, int]


def _overlay_first(space: Workspace, proposal: Proposal, text: str, how: How, held: _Held) -> list[str]:
    """No commit spans two repositories: the overlay goes first, so that a repeat finds it done."""
    named = space.registry.community.privacy.overlay if space.registry.community else None
    if not proposal.overlay or named is None:
        return []
    folder = space.root / named
    with _overlay_door(folder, held, commits=how.commits) as (repository, lock):
        if repository is None or not how.commits:
            write_only(repository, folder, proposal.overlay)
            return ["the overlay was changed as well"]
        new = commit(repository, folder, lock, Intent(proposal.overlay, text))
    what = "the overlay was changed first, in a commit of its own"
    return [f"{what} ({new.id[:7]}): if this command fails now, repeat it"]


@contextmanager
def _overlay_door(folder: Path, held: _Held, *, commits: bool) -> Iterator[_Held]:
    """The repository of the overlay and its lock, which may be those of the registry."""
    if held[0] is not None and work_tree(folder) == held[0].top:
        yield opened(folder), held[1]
        return
    with door(folder, commits=commits) as (repository, lock, _):
        yield repository, lock
