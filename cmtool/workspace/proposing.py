"""A change set as files: the bytes that each has and shall have, made by the editor and nothing else."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cmtool.document.editor import CannotEdit, edited
from cmtool.document.screen import decode
from cmtool.document.writer import write
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Edit
from cmtool.model.kinds import KINDS
from cmtool.model.member import OverlayMember
from cmtool.model.record import Record
from cmtool.model.values import plain_text
from cmtool.store.entries import Entry
from cmtool.store.journal import Written
from cmtool.workspace import Workspace
from cmtool.workspace.schemas import first_line


class Proposal(NamedTuple):
    """What a command wants to write, and what a commit says of it."""

    verb: str
    subject: str
    files: list[Written]
    records: Sequence[str]
    notes: Sequence[str] = ()
    overlay: Sequence[Written] = ()
    """Files of the overlay, from its folder."""
    undoes: str = ""
    """The commit that this one takes back."""
    body: Sequence[str] = ()


def proposed(change: ChangeSet, space: Workspace, entries: Sequence[Entry]) -> Proposal:
    """The files of a change set."""
    data = {entry.path: entry.data for entry in entries if entry.kind == "file"}
    files = [file for file in _files(change, space, data) if file.before != file.after]
    overlay = [file for file in _overlay(change, space) if file.before != file.after]
    return Proposal(change.verb, change.subject, files, change.records if files else (), change.notes, overlay)


def _files(change: ChangeSet, space: Workspace, data: Mapping[str, bytes]) -> list[Written]:
    files = []
    for ref in dict.fromkeys((*change.edits, *change.moved)):
        record = _record(space, ref)
        before, path = _bytes(record, data), record.source.path
        after = _edited(path, before, change.edits.get(ref, ()), type(record))
        if ref in change.moved:
            there = f"{path.rpartition('/')[0]}/{change.moved[ref].rpartition('/')[2]}.yaml"
            files += [Written(path, before, None), _new(there, after, data)]
        else:
            files.append(Written(path, before, after))
    files += [_new(path, _record_text(space, path, values), data) for path, values in _homes(change.new)]
    gone = [_record(space, ref) for ref in change.removed]
    return files + [Written(record.source.path, _bytes(record, data), None) for record in gone]


def _home(ref: str, values: Mapping[str, Any]) -> str:
    """The path of a new record: kinds of which there are many lie in a folder for each year."""
    folder, _, id = ref.partition("/")
    shelf = KINDS[folder].shelf if folder in KINDS else ""
    return f"{folder}/{str(plain_text(values[shelf]))[:4]}/{id}.yaml" if shelf and shelf in values else f"{ref}.yaml"


def _homes(new: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    """New records by path."""
    return [(_home(ref, values), values) for ref, values in new.items()]


def _record_text(space: Workspace, path: str, values: Mapping[str, Any]) -> bytes:
    """A new record, with the line by which editors find its schema."""
    return (first_line(space.root, path) + write(values)).encode()


def _record(space: Workspace, ref: str) -> Record:
    folder, _, id = ref.rpartition("/")
    registry = space.registry
    record = registry.records[folder].get(id) if folder else registry.community
    if record is None:
        raise CmtoolError(f"{ref} cannot be read, so it cannot be changed: run cmtool validate")
    return record


def _bytes(record: Record, data: Mapping[str, bytes]) -> bytes:
    """The bytes of a record's file, which are those that the plan was made from."""
    found = data.get(record.source.path)
    if found is None or decode(found)[0] != record.source.text:
        raise CmtoolError(f"{record.source.path} was edited in the same moment: nothing was saved; repeat the command")
    return found


def _new(path: str, after: bytes, data: Mapping[str, bytes]) -> Written:
    if path in data:
        raise CmtoolError(f"{path} is there already")
    return Written(path, None, after)


def _edited(path: str, before: bytes, edits: Sequence[Edit], model: type[Record]) -> bytes:
    try:
        return edited(before, edits, model) if edits else before
    except CannotEdit as error:
        raise CmtoolError(f"{path}:{error.line}: {error.reason}") from None


def _overlay(change: ChangeSet, space: Workspace) -> list[Written]:
    people = space.registry.overlay or {}
    _refuse_unread(change, space)
    files = []
    for ref in dict.fromkeys((*change.overlay, *change.overlay_moved, *change.overlay_removed)):
        record = people[ref.rpartition("/")[2]]
        path = _within(record)
        before = record.source.text.encode()
        after = _edited(path, before, change.overlay.get(ref, ()), OverlayMember)
        if ref in change.overlay_moved:
            there = f"members/{change.overlay_moved[ref].rpartition('/')[2]}.yaml"
            files += [Written(path, before, None), Written(there, None, after)]
        else:
            files.append(Written(path, before, None if ref in change.overlay_removed else after))
    return files


def _refuse_unread(change: ChangeSet, space: Workspace) -> None:
    """What nobody can read in the overlay would stay behind, under an id that becomes free."""
    community, people = space.registry.community, space.registry.overlay
    named = community.privacy.overlay if community else None
    if named is None or people is None:
        return
    going = (ref for ref in (*change.moved, *change.removed) if ref.startswith("members/"))
    for ref in going:
        if ref.rpartition("/")[2] not in people and os.path.lexists(space.root / named / f"{ref}.yaml"):
            raise CmtoolError(f"the overlay's file of {ref} cannot be read: mend it first, `cmtool validate` tells")


def _within(record: Record) -> str:
    """The path of an overlay's record from the overlay's folder: its source names it from the registry."""
    return "members/" + record.source.path.rpartition("/members/")[2]
