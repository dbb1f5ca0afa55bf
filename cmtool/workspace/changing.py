"""The door through which everything is written: plan, difference, judgement, commit, under one lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cmtool.edits.blast import blast
from cmtool.errors import CmtoolError
from cmtool.finding import Finding
from cmtool.formats.diff import diff
from cmtool.history.commit import Intent, accepted, commit, write_only
from cmtool.history.messages import message, one_line
from cmtool.history.readiness import Unsaved
from cmtool.history.remote import push_line
from cmtool.history.repository import Repository
from cmtool.history.snapshots import present_in
from cmtool.model.edit import ChangeSet
from cmtool.store.entries import Entry, record_files
from cmtool.store.journal import Written
from cmtool.store.load import Loaded, assemble
from cmtool.store.overlay import published
from cmtool.workspace import Workspace, counted
from cmtool.workspace.comparison import new_and_fixed
from cmtool.workspace.difference import Difference, Side, compared
from cmtool.workspace.door import door
from cmtool.workspace.overlaying import Plea, new_branch, overlay_first, people_after
from cmtool.workspace.proposing import Proposal, proposed
from cmtool.workspace.schemas import with_schemas
from cmtool.workspace.withdrawals import withdrawals

_VACANCIES = ("GRP101", "GRP102", "CFG101", "CFG102")
"""Rules of places that nobody fills: who forces the last one out knows it, and the finding stays to be mended."""

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
    if how.branch and not how.commits:
        raise CmtoolError("--branch says where to commit, --no-commit that nothing is: leave one out")
    with door(space.root, commits=how.commits, is_dry=how.is_dry) as (repository, lock, notes):
        fresh = Workspace(space.root, space.given_day, space.clock)
        entries = list(record_files(space.root))
        wanted = plan(fresh, entries)
        proposal = wanted if isinstance(wanted, Proposal) else proposed(wanted, fresh, entries)
        before = Side("the registry", entries, fresh)
        after = _after(fresh, entries, proposal)
        found, lines = judged(before, after, how), lines_of(proposal.files)
        proposal = proposal._replace(files=with_schemas(after.space, repository, proposal.files))
        paths = [file.path for file in (*proposal.files, *proposal.overlay)]
        done = Done(proposal.subject, found, lines, [*notes, *proposal.notes], paths)
        return done if how.is_dry or not paths else made(fresh, repository, lock, proposal, how, done)


def judged(before: Side, after: Side, how: How, *, is_by_hand: bool = False) -> Difference:
    """What a change means, which lies on disk already if it was made by hand. CmtoolError where it would do harm."""
    present = present_in(after.entries, before.entries)
    found = compared(before, after, present, private=True)
    orphans = new_and_fixed(_orphans(before), _orphans(after), present_in(after.entries))[0]
    standing = withdrawals(before.space, after.space, found.new)
    if how.is_forced:
        standing += [finding for finding in found.new if finding.code in _VACANCIES]
    errors = [*orphans, *(finding for finding in found.new if finding.is_error and finding not in standing)]
    if errors:
        raise Rejected(errors, is_by_hand=is_by_hand)
    much = blast(before.space.registry, after.space.registry, after.space.today)
    if much and not how.is_forced:
        raise CmtoolError(much)
    return found


def _orphans(side: Side) -> list[Finding]:
    """Files of the overlay that belong to nobody: sensitive data under an id that is free."""
    return [finding for finding in side.space.judged.findings if finding.source.private and finding.code == "REF101"]


def _after(space: Workspace, entries: Sequence[Entry], proposal: Proposal) -> Side:
    """The registry as it would be."""
    written = {file.path: file.after for file in proposal.files}
    kept = [entry for entry in entries if entry.path not in written]
    added = [Entry(path, "file", data) for path, data in written.items() if data is not None]
    files = sorted([*kept, *added], key=lambda entry: entry.path)
    registry, findings = assemble(files, overlay=people_after(space, proposal))
    loaded = Loaded(registry, [*findings, *published(space.root, registry.community)])
    return Side("the change", files, Workspace(space.root, space.given_day, space.clock, loaded))


def lines_of(files: Sequence[Written]) -> list[str]:
    """The change of files as a unified diff, line by line."""
    return [line for file in files for line in diff(file.path, file.before, file.after, around=1)]


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
    plea = Plea(text, how.branch, how.is_detached_fine, how.commits and repository is not None)
    if repository is None or not how.commits:
        notes = [*done.notes, overlay_first(space, proposal, plea, (repository, lock))]
        write_only(repository, space.root, proposal.files)
        if repository is None:
            notes.append("no git repository keeps this registry: the files are changed, but there is no history")
        return done._replace(notes=[*filter(None, notes)], next="cmtool save" if repository else "")
    branch = new_branch(repository, how.branch)
    intent = Intent(proposal.files, text, branch, how.is_detached_fine, proposal.verb == "save")
    _accepted(repository, intent, proposal)
    told = overlay_first(space, proposal, plea, (repository, lock))
    try:
        new = commit(repository, space.root, lock, intent)
    except CmtoolError as error:
        if told:
            raise CmtoolError(f"{error}; {told}: mend this, then repeat the command") from None
        raise
    return _home(repository, done._replace(commit=new.id, notes=[*filter(None, (*done.notes, told)), *new.notes]))


def _accepted(repository: Repository, intent: Intent, proposal: Proposal) -> None:
    """CmtoolError where the commit cannot be made now, before the overlay is changed."""
    try:
        accepted(repository, intent, repository.tip())
    except Unsaved as error:
        if proposal.verb != "undo":
            raise
        raise CmtoolError(
            f"{error.path} has changes that are not saved: take them out of the file, then `cmtool undo` again; or "
            "save them, but then the first `cmtool undo` takes that back, and the second one this"
        ) from None


def _home(repository: Repository, done: Done) -> Done:
    """Where the commit is, and how it gets further; that nobody can tell undoes nothing of it."""
    try:
        here = (repository.checked_out or "").removeprefix("refs/heads/")
        return done._replace(branch=here or "no branch", next=push_line(repository))
    except CmtoolError as error:
        note = f"the change is saved, but git does not tell where to push it: {error}"
        return done._replace(branch="its branch", next="git push", notes=[*done.notes, note])
