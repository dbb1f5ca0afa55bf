"""What a change means: two states of the registry compared, in sentences, with the findings that are new or gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from cmtool.finding import Finding
from cmtool.history.git import Repository, opened
from cmtool.history.identity import Key, Present, by_key, key_of, values_of
from cmtool.history.sentences import sentence, sentences, title
from cmtool.history.shown import shown
from cmtool.history.snapshots import entries_at
from cmtool.history.walk import Pair, told
from cmtool.model.change import Change, Row, Story
from cmtool.model.record import Visibility
from cmtool.model.values import Values
from cmtool.store.entries import Entry, entries
from cmtool.store.load import assemble
from cmtool.workspace import Report, Workspace, counted


def unsaved(space: Workspace) -> int:
    """How many records on disk differ from the last commit."""
    repository = opened(space.root)
    saved = _records(entries_at(repository, repository.head()))
    return len(_differing(saved, _records(list(entries(space.root)))))


class Side(NamedTuple):
    """A state of the registry: how it is called, its files, and its findings."""

    name: str
    entries: list[Entry]
    space: Workspace

    @property
    def findings(self) -> list[Finding]:
        """What validation says of it; nothing of the overlay, which lies in no commit of this repository."""
        from cmtool.checks import private_codes

        hidden = private_codes()
        return [f for f in self.space.judged.findings if f.code not in hidden and not f.source.private]


class Changed(NamedTuple):
    """A record with what changed in it, as a reader may see it, and its values after (before, if it is gone)."""

    key: Key
    record: str
    changes: list[Change]
    around: Values


_CONFIRMED = "Only confirmed"
"""The title over records of which nothing else changed than the day on which somebody confirmed them."""


def _is_confirmation(changed: Changed) -> bool:
    return all(change.field == ("verified",) and change.after is not None for change in changed.changes)


class Difference(NamedTuple):
    """What lies between two states."""

    changed: list[Changed]
    present: Present
    new: list[Finding]
    fixed: list[Finding]
    notes: list[str]

    @property
    def stories(self) -> list[Story]:
        """The changes in sentences, record by record; those that were only looked at again stand together."""
        told = [
            Story(one.record, self._title(one), sentences(one.key.folder, one.changes, self.present, one.around))
            for one in self.changed
            if not _is_confirmation(one)
        ]
        confirmed = [self._title(one) for one in self.changed if _is_confirmation(one)]
        return [*told, Story(_CONFIRMED, _CONFIRMED, [", ".join(sorted(confirmed))])] if confirmed else told

    def _title(self, one: Changed) -> str:
        if self.present.is_former(one.key):
            return one.record
        return title(one.key.folder, one.key.id, self.present, one.around)

    @property
    def rows(self) -> list[Row]:
        """Each change with its own sentence."""
        return [
            Row(None, None, one.record, change, sentence(one.key.folder, change, self.present, one.around))
            for one in self.changed
            for change in one.changes
        ]


def difference(space: Workspace, base: str | None, head: str | None, *, private: bool = False) -> Difference:
    """From one commit (the last one) to another (what lies on disk)."""
    repository = opened(space.root)
    here = on_disk(space)
    before = at_commit(space, repository, "HEAD" if base is None else base)
    after = here if head is None else at_commit(space, repository, head)
    known = {*_keys(here.entries), *_keys(entries_at(repository, repository.head()))}
    found = compared(before, after, known, private=private)
    errors = sum(finding.is_error for finding in before.findings)
    notes = [f"{before.name} itself has {counted(errors, 'error')}"] if errors else []
    return found._replace(notes=notes)


def only_new(space: Workspace, report: Report, revision: str) -> Report:
    """What validation says that it would not say of a commit."""
    base = at_commit(space, opened(space.root), revision)
    return report._replace(findings=_without(report.findings, base.space.judged.findings), since=revision)


def on_disk(space: Workspace) -> Side:
    """What lies in the registry's folder."""
    return Side("the work tree", list(entries(space.root)), space)


def at_commit(space: Workspace, repository: Repository, revision: str) -> Side:
    """The registry of a commit, judged on the same day and with the same overlay."""
    files = entries_at(repository, repository.resolve(revision))
    loaded = assemble(files, overlay=space.registry.overlay)
    return Side(revision, files, Workspace(space.root, space.today, space.clock, loaded))


def compared(before: Side, after: Side, known: Iterable[Key], *, private: bool = False) -> Difference:
    """What lies between two states, for a reader who may know today's people."""
    old, new = _records(before.entries), _records(after.entries)
    differing = _differing(old, new)
    pairs = {key: Pair(key in old, _values(key, old), key in new, _values(key, new)) for key in differing}
    files = {key: data for side in (old, new) for key, data in side.items() if data is not None}
    present = Present(files, set(known))
    limit = Visibility.PRIVATE if private else Visibility.MEMBERS
    rename = present.now_id if present.has_renamed else None
    changed = [
        Changed(key, present.shown_ref(key), [shown(key, change, present, limit) for change in changes], around)
        for key, changes, around in told(pairs, rename)
        if changes
    ]
    brought, settled = new_and_fixed(before.findings, after.findings)
    fixed = [finding for finding in settled if not _is_waived(finding, after)]
    return Difference(changed, present, brought, fixed, [])


def _is_waived(finding: Finding, side: Side) -> bool:
    """The finding is gone because it is not told any more, which mends nothing."""
    community = side.space.registry.community
    waivers = community.waivers if community else []
    return any(waiver.code == finding.code and waiver.record in (finding.record, "*") for waiver in waivers)


_NOWHERE = b"\0"
"""Stands for a record that is not there; no file can hold it."""


def _differing(old: dict[Key, bytes | None], new: dict[Key, bytes | None]) -> list[Key]:
    return [key for key in {**new, **old} if old.get(key, _NOWHERE) != new.get(key, _NOWHERE)]


def _keys(files: list[Entry]) -> Iterable[Key]:
    return by_key((entry.path, b"") for entry in files if entry.kind == "file")


def _records(files: list[Entry]) -> dict[Key, bytes | None]:
    """The bytes of each record; None where it is no file, or more than one."""
    single = by_key((entry.path, entry.data) for entry in files if entry.kind == "file")
    keys = (key_of(entry.path) for entry in files)
    return {key: single.get(key) for key in keys if key is not None}


def _values(key: Key, files: dict[Key, bytes | None]) -> Values | None:
    data = files.get(key)
    return None if data is None else values_of(key, data)


def new_and_fixed(before: list[Finding], after: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Findings of one state alone. Where a finding stands does not count: lines move."""
    return _without(after, before), _without(before, after)


def _without(findings: list[Finding], others: list[Finding]) -> list[Finding]:
    known = Counter(map(_what, others))
    left = []
    for finding in findings:
        if known[_what(finding)]:
            known[_what(finding)] -= 1
        else:
            left.append(finding)
    return left


def _what(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.record or finding.path, finding.message
