"""`note` as a plan: what a command line says, with the records that it names, becomes a change set under the lock."""

from __future__ import annotations

from cmtool.edits.note import Note, check_kind, noted
from cmtool.errors import CmtoolError
from cmtool.model.registry import Registry
from cmtool.schedule.days import until
from cmtool.workspace import Workspace
from cmtool.workspace.changing import Plan
from cmtool.workspace.look import find_record
from cmtool.workspace.subjects import identified


def noting(note: Note, day: str | None) -> Plan:
    """A new activity; `day` as people name it."""
    return lambda space, _: noted(space.registry, _found(space, note, day), space.today)


def check(space: Workspace, note: Note, day: str | None) -> None:
    """CmtoolError where a note could not be made, whatever its text is: before somebody is asked for it."""
    noted(space.registry, _found(space, note._replace(text="-"), day), space.today)


def _found(space: Workspace, note: Note, day: str | None) -> Note:
    check_kind(note)
    registry = space.registry
    return note._replace(
        members=[identified(registry, "members", text) for text in note.members],
        groups=[identified(registry, "groups", text) for text in note.groups],
        by=None if note.by is None else identified(registry, "members", note.by),
        about=[_ref(registry, text) for text in note.about],
        day=until(day, lambda: space.today) if day else None,
    )


def _ref(registry: Registry, text: str) -> str:
    record = find_record(registry, text)
    if not record.folder:
        raise CmtoolError("--about names a record with its folder, as groups/payments")
    return record.ref
