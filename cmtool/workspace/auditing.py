"""The audit: every change with who is claimed to have made it, who signed it, and what to look at twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from cmtool.formats.audit import Audited
from cmtool.history.archive import Archive
from cmtool.history.attribution import UNKNOWN, Actor, Members
from cmtool.history.flags import Standing, in_the_name_of, of_actor, unsettled
from cmtool.history.identity import Key, key_of
from cmtool.history.objects import commits
from cmtool.history.signatures import Checked
from cmtool.history.timeline import Step, at
from cmtool.history.trailers import essence, mismatches, records
from cmtool.history.walk import Deed
from cmtool.model.change import Change, Commit, Row
from cmtool.workspace import Workspace, counted
from cmtool.workspace.history import tell
from cmtool.workspace.question import Asked, Question
from cmtool.workspace.verifying import verified

_MOST = 20
"""Commits named in a note."""


class Audit(NamedTuple):
    """The changes asked for, what to know of the whole repository, and what does not hold."""

    rows: list[Audited]
    notes: list[str]
    failures: list[str]


def audit(space: Workspace, question: Question, *, verify: bool = False, anchor: str | None = None) -> Audit:
    """The changes that a question asks for, oldest first. With `verify` signatures and objects are checked."""
    archive = Archive(space.root)
    steps = list(archive.steps())
    read = commits(archive.repository, [step.commit for step in steps])
    told = {commit.id: commit._replace(message=essence(commit.message)) for commit in read}
    verdict = verified(archive, steps, told, anchor) if verify else None
    asked = Asked(space, archive, question)
    walk = _Walk(archive, told, verdict.states if verdict else {})
    rows = [row for row in walk.rows(steps, asked) if row.flags or not question.is_flagged]
    notes = [*_notes(archive, steps, told), *(verdict.notes if verdict else [])]
    return Audit(rows, notes, verdict.failures if verdict else [])


def _touched(step: Step) -> set[Key]:
    return {key for touch in step.touches if (key := key_of(touch.path)) is not None}


def _notes(archive: Archive, steps: list[Step], told: Mapping[str, Commit]) -> Iterator[str]:
    others = archive.repository.replacements()
    if others:
        yield f"git is told another past, which is not heeded here: {', '.join(others)}"
    backwards = sum(step.is_backwards for step in steps)
    if backwards:
        yield f"clocks ran backwards at {counted(backwards, 'commit')}; each counts from the latest time before it"
    idle = [step.commit[:8] for step in steps if records(told[step.commit].message) and not _touched(step)]
    if idle:
        yield f"{counted(len(idle), 'commit')} named records in trailers and changed none: {', '.join(idle[:_MOST])}"
    if archive.repository.is_detached:
        yield "no branch is checked out: this is the past of the commit that is"


class _Walk:
    """One pass over the changes; what is known of people and records is that before each commit."""

    def __init__(self, archive: Archive, told: Mapping[str, Commit], states: Mapping[str, Checked]) -> None:
        self._archive = archive
        self._present = archive.present
        self._commits = told
        self._states = states
        self._members = Members(self._present)
        self._standing = Standing()

    def rows(self, steps: list[Step], asked: Asked) -> Iterator[Audited]:
        """The changes asked for, with their flags."""
        principals = {state.principal for state in self._states.values()} - {""}
        found = asked.candidates(steps, self._commits, principals)
        for step, done in groupby(found, lambda candidate: candidate.deed.step):
            commit, state = self._commits[step.commit], self._states.get(step.commit)
            actor = self._members.actor(commit, state.principal if state else "")
            common: list[str] | None = None
            for candidate in done:
                for change in asked.changes(candidate, actor):
                    common = self._common(step, commit, actor) if common is None else common
                    yield self._row(candidate.deed, change, commit, actor, common)
                self._members.note(candidate.deed)
                self._standing.note(candidate.deed)

    def _common(self, step: Step, commit: Commit, actor: Actor) -> list[str]:
        """What to look at in a commit as a whole."""
        backwards = ["clock ran backwards"] if step.is_backwards else []
        return [*of_actor(actor, self._present), *backwards, *mismatches(commit.message, _touched(step), self._present)]

    def _row(self, deed: Deed, change: Change, commit: Commit, actor: Actor, common: list[str]) -> Audited:
        own = unsettled(change, self._standing.rules(deed))
        words = in_the_name_of(deed.key, change, actor, self._present)
        (told,) = tell(deed._replace(changes=[change]), self._present)
        row = Row(at(deed.step.effective, self._archive.zone), commit, told.record, told.change, told.text)
        state = self._states.get(commit.id)
        member = self._present.shown_id("members", actor.member.id) if actor.member else UNKNOWN
        return Audited(row, state.text if state else None, member, list(dict.fromkeys([*own, *words, *common])))
