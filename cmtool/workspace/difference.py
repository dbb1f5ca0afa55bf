"""What a change means: two states of the registry compared, in sentences, with the findings that are new or gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from cmtool.finding import Finding
from cmtool.history.identity import Key, Present, by_key, key_of, values_of
from cmtool.history.repository import Repository, opened
from cmtool.history.sentences import sentence, sentences, title
from cmtool.history.shown import shown
from cmtool.history.snapshots import entries_at, present_in
from cmtool.history.walk import Pair, told
from cmtool.model.change import Change, Row, Story
from cmtool.model.record import Visibility
from cmtool.model.values import Values
from cmtool.store.entries import Entry, as_checked_out, record_files
from cmtool.store.load import Loaded, assemble
from cmtool.store.overlay import published
from cmtool.workspace import Report, Workspace, counted
from cmtool.workspace.comparison import Gone, is_waived, new_and_fixed, without
from cmtool.workspace.kept_words import overridden


def unsaved(space: Workspace) -> int:
    """How many records on disk differ from the last commit."""
    repository = opened(space.root)
    saved = _records(entries_at(repository, repository.head()))
    return len(_differing(saved, _records(list(record_files(space.root)))))


class Side(NamedTuple):
    """A state of the registry: how it is called, its files, and its findings."""

    name: str
    entries: list[Entry]
    space: Workspace
    commit: str = ""
    """The hash; empty for what lies on disk."""

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

    @property
    def touched(self) -> list[Key]:
        """The records of these changes, under the ids of before as well."""
        old = [Key(self.key.folder, c.before) for c in self.changes if c.action == "renamed" and not c.field]
        return [*old, self.key]


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
    # what one is about to remove counts as today's until it is saved, and so do branches that are not merged yet
    own = [side.entries for side in (after, before) if side.commit and not repository.is_past(side.commit)]
    today = present_in(here.entries, *own, *([before.entries] if base is None else []))
    found = compared(before, after, today, private=private)
    return found._replace(notes=[*found.notes, *_notes(repository, before, after)])


def _notes(repository: Repository, before: Side, after: Side) -> Iterator[str]:
    errors = sum(finding.is_error for finding in before.findings)
    if errors:
        yield f"{before.name} itself has {counted(errors, 'error')}"
    missing = repository.missing(before.commit, after.commit or repository.head())
    if missing:
        what = counted(missing, "commit")
        yield f"{before.name} has {what} that {after.name} has not: what they did is told backwards"


def only_new(space: Workspace, report: Report, revision: str) -> Report:
    """What validation says that it would not say of a commit."""
    base = at_commit(space, opened(space.root), revision)
    new = without(report.findings, base.space.judged.findings, {})
    return report._replace(findings=[*new, *overridden(base.space.registry, space.registry)], since=revision)


def on_disk(space: Workspace) -> Side:
    """What lies in the registry's folder."""
    return Side("the work tree", list(record_files(space.root)), space)


def at_commit(
    space: Workspace, repository: Repository, revision: str, *, day: date | None = None, is_public: bool | None = None
) -> Side:
    """The registry of a commit, judged on the same day and with the same overlay.

    `day` and `is_public` are given where a change must not choose how it is judged.
    """
    commit = repository.resolve(revision)
    files = entries_at(repository, commit)
    registry, findings = assemble(as_checked_out(files), overlay=space.registry.overlay, is_public=is_public)
    loaded = Loaded(registry, [*findings, *published(space.root, registry.community)])
    return Side(revision, files, Workspace(space.root, day or space.today, space.clock, loaded), commit)


def compared(before: Side, after: Side, today: Present, *, private: bool = False) -> Difference:
    """What lies between two states, for a reader who may know the people of today."""
    old, new = _records(before.entries), _records(after.entries)
    differing = _differing(old, new)
    pairs = {key: Pair(key in old, _values(key, old), key in new, _values(key, new)) for key in differing}
    present = Present(_readable(new), unread=new.keys(), older=_readable(old), today=today)
    limit = Visibility.PRIVATE if private else Visibility.MEMBERS
    rename = present.now_id if present.has_renamed else None
    changed = [
        Changed(key, present.shown_ref(key), [shown(key, change, present, limit) for change in changes], around)
        for key, changes, around in told(pairs, rename)
        if changes
    ]
    unread = after.space.registry.unreadable - before.space.registry.unreadable
    brought, settled = new_and_fixed(before.findings, after.findings, present)
    known = {(finding.code, finding.record) for finding in brought}
    kept = overridden(before.space.registry, after.space.registry)
    brought += [finding for finding in kept if (finding.code, finding.record) not in known]
    community = after.space.registry.community
    hidden = _refs(differing) if unread else None  # of a record that nobody can read any more, silence proves nothing
    fixed = [one for one in settled if not is_waived(one, community) and (hidden is None or one.record in hidden)]
    gone = Gone(present, {key for key in (*old, *new) if present.is_former(key)})
    notes = list(_remarks(differing, changed, unread))
    return Difference(changed, present, gone.left_out(brought), gone.left_out(fixed), notes)


def _remarks(differing: list[Key], changed: list[Changed], unread: Collection[str]) -> Iterator[str]:
    silent = len(set(differing) - {one.key for one in changed}) if not changed else 0
    if silent:
        yield f"{counted(silent, 'file')} differ{'s' if silent == 1 else ''} in comments or layout only"
    if unread:
        yield f"{counted(len(unread), 'record')} cannot be read: what that hides does not count as fixed"


def _refs(keys: Iterable[Key]) -> set[str]:
    return {key.ref for key in keys}


def _readable(files: dict[Key, bytes | None]) -> dict[Key, bytes]:
    return {key: data for key, data in files.items() if data is not None}


_NOWHERE = b"\0"
"""Stands for a record that is not there; no file can hold it."""


def _differing(old: dict[Key, bytes | None], new: dict[Key, bytes | None]) -> list[Key]:
    return [key for key in {**new, **old} if old.get(key, _NOWHERE) != new.get(key, _NOWHERE)]


def _records(files: list[Entry]) -> dict[Key, bytes | None]:
    """The bytes of each record; None where it is no file, or more than one."""
    single = by_key((entry.path, entry.data) for entry in files if entry.kind == "file")
    keys = (key_of(entry.path) for entry in files)
    return {key: single.get(key) for key in keys if key is not None}


def _values(key: Key, files: dict[Key, bytes | None]) -> Values | None:
    data = files.get(key)
    return None if data is None else values_of(key, data)
