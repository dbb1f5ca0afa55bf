"""A folder with the files of GovStack's registry: read into ours, and written out of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.exchange.govstack.export import exported
from cmtool.exchange.govstack.losses import Loss, Losses
from cmtool.exchange.govstack.reading import MAX_BYTES, Records, records_of
from cmtool.exchange.govstack.registry import Owner, registry_of
from cmtool.exchange.govstack.shape import KINDS
from cmtool.exchange.govstack.told import Told, told
from cmtool.exchange.govstack.update import updated
from cmtool.exchange.note import note
from cmtool.formats.diff import diff
from cmtool.model.edit import ChangeSet
from cmtool.model.folders import FOLDERS
from cmtool.store.foreign import read_file
from cmtool.store.layout import COMMUNITY_FILE
from cmtool.store.save import make_folder, save
from cmtool.workspace import Report, Workspace
from cmtool.workspace.new_registry import counts, make_new, refuse_taken

_NAMES = ", ".join(kind.file for kind in KINDS)


class Made(NamedTuple):
    """A new registry: counts in words, notes, losses, and what validation says."""

    counts: list[str]
    notes: list[str]
    losses: list[Loss]
    report: Report


class File(NamedTuple):
    """A file of an export: what it held, what it shall hold, and how many records are new or changed."""

    path: Path
    before: bytes | None
    after: bytes
    added: int
    changed: int

    @property
    def lines(self) -> list[str]:
        """The change as a unified diff."""
        return list(diff(self.path.name, self.before, self.after))


class Export(NamedTuple):
    """The files that change, notes and losses."""

    files: list[File]
    notes: list[str]
    losses: list[Loss]


def import_govstack(folder: Path, into: Path, owner: Owner, today: date, *, dry_run: bool) -> Made:
    """A new registry in `into`; `dry_run` only tells what it makes."""
    refuse_taken(into)
    found, losses = _told(folder)
    imported = registry_of(found, owner, today, losses)
    report = make_new(into, imported.records, today, dry_run=dry_run)
    notes = [*imported.notes, *_missing(folder, {g.id: g.charter for g in found.groups if g.charter})]
    return Made(counts(imported.records), notes, losses.in_order(), report)


class Update:
    """What the files tell otherwise than a registry that is there: a plan for the door, then the losses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told, self._losses = _told(folder)

    def plan(self, space: Workspace, _: object) -> ChangeSet:
        """The change; made again, it counts anew."""
        self._losses = losses = self._told.losses.copy()
        change = updated(space.registry, self._told, space.today, losses)
        charters = {group.id: group.charter for group in self._told.groups if group.charter}
        return change._replace(notes=[*change.notes, *_missing(self._folder, charters)])

    @property
    def losses(self) -> list[Loss]:
        """What was left behind."""
        return self._losses.in_order()


def export_govstack(space: Workspace, folder: Path) -> Export:
    """What the files in `folder` would hold."""
    _refuse_own(space.root, folder)
    if folder.exists() and not folder.is_dir():
        raise CmtoolError(f"{folder} is not a folder")
    before = {kind.file: data for kind in KINDS if (data := _data(folder / kind.file)) is not None}
    paths = {kind.file: str(folder / kind.file) for kind in KINDS}
    found = exported(space.registry, space.today, paths, before)
    files = [
        File(folder / name, before.get(name), file.data, file.added, file.changed)
        for name, file in found.files.items()
        if file.data is not None and file.data != before.get(name)
    ]
    return Export(files, [*found.notes, *_missing(folder, found.charters)], found.losses)


def write_files(folder: Path, files: list[File]) -> None:
    """Write the files of an export, each whole or not at all."""
    if files:
        make_folder(folder)
    for file in files:
        if _data(file.path) != file.before:
            raise CmtoolError(f"{file.path} was edited in the same moment: it stays as it is; repeat the command")
        save(file.path, file.after)


def _told(folder: Path) -> tuple[Told, Losses]:
    """What the files of a folder say; one that is not there says nothing."""
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        raise CmtoolError(f"{folder} {what}; name the folder with {_NAMES}")
    records: list[Records] = []
    for kind in KINDS:
        path = folder / kind.file
        if (data := _data(path)) is not None:
            records.append(records_of(kind, str(path), data))
    if not records:
        raise CmtoolError(f"{folder} holds none of {_NAMES}: is it a checkout of GovStack's registry?")
    found = told(records)
    return found, found.losses


def _data(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none. A link may lead anywhere, and is not followed."""
    if path.is_symlink():
        raise CmtoolError(f"{path} is a link, which is not followed: put the file itself there")
    return read_file(path, MAX_BYTES) if path.exists() else None


def _refuse_own(root: Path, folder: Path) -> None:
    """The files of another registry do not lie among the records of ours."""
    here = folder.resolve()
    for own in (root.resolve(), *(root.resolve() / name for name in FOLDERS)):
        if here == own or (own != root.resolve() and own in here.parents):
            raise CmtoolError(f"{folder} belongs to this registry ({COMMUNITY_FILE}): name another folder")


def _missing(folder: Path, charters: dict[str, str]) -> list[str]:
    """Charters that do not lie where they should; none is made up."""
    ids = [id for id, path in sorted(charters.items()) if not (folder / path).is_file()]
    return [note("groups whose charter is not in the folder", ids, "put it there, or mend its path")] if ids else []
