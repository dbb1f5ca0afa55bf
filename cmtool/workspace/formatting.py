"""Record files in canonical layout: what would change, what cannot be formatted, and writing it."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import NamedTuple

from cmtool.document.canonical import CannotFormat, canonical
from cmtool.document.reader import read
from cmtool.errors import CmtoolError
from cmtool.model.community import Community
from cmtool.model.kinds import KINDS
from cmtool.model.record import Record
from cmtool.store.entries import Entry, entries
from cmtool.store.judge import misplaced, verdict_on
from cmtool.store.layout import Place
from cmtool.store.save import save
from cmtool.store.schema import to_record
from cmtool.workspace.door import door
from cmtool.workspace.places import is_within, located, normal


class Formatted(NamedTuple):
    """A record file: its path from the registry, its bytes and those in canonical layout.

    One that cannot be formatted has a reason, and the line where a line is at fault (0 otherwise).
    """

    path: str
    before: bytes
    after: bytes
    reason: str = ""
    line: int = 0

    @property
    def differs(self) -> bool:
        """It is not in canonical layout."""
        return self.after != self.before


def formatted(root: Path, paths: list[Path] | None = None) -> list[Formatted]:
    """The record files of a registry, or of some of its files and folders; those of the overlay are never touched."""
    base = root.resolve()
    wanted = {path: located(path, [base]) for path in paths or []}
    files = {}
    for entry in entries(root):
        place = normal(base / entry.path)
        if not wanted or is_within(place, set(wanted.values())):
            files[place] = _file(entry)
    for path, place in wanted.items():
        if not path.is_dir() and files.get(place) is None:
            raise CmtoolError(f"{path} is no record file")
    return [file for file in files.values() if file is not None]


def write(root: Path, files: list[Formatted]) -> list[Formatted]:
    """Write the files that differ, each whole or not at all; what may not be written comes back with the reason."""
    refused: list[Formatted] = []
    if not files:  # a hook of a change that is under way looks as well, and must not wait for it
        return refused
    with door(root, commits=False):
        for file in files:
            reason = _obstacle(root / file.path, file.before)
            if reason:
                refused.append(file._replace(after=file.before, reason=reason))
            else:
                save(root / file.path, file.after)
    return refused


def _obstacle(path: Path, before: bytes) -> str:
    """Why a file is not to be replaced."""
    try:
        if path.is_symlink() or path.read_bytes() != before:
            return "it was changed in the meantime: run this again"
        is_open = path.stat().st_mode & stat.S_IWUSR
    except OSError as error:
        return f"it cannot be read any more: {error.strerror}"
    return "" if is_open else "it is read-only: give yourself the permission to write it"


def _file(entry: Entry) -> Formatted | None:
    """A file formatted, or why not; None for what is no record."""
    verdict = verdict_on(entry)
    if verdict.folder is None:
        return None
    problem = misplaced(entry, verdict, entry.path)
    if problem is not None:
        return Formatted(entry.path, entry.data, entry.data, f"{problem.message}; {problem.hint}")
    try:
        return Formatted(entry.path, entry.data, _canonical(entry, verdict))
    except CannotFormat as refusal:
        return Formatted(entry.path, entry.data, entry.data, refusal.reason, refusal.line)


def _canonical(entry: Entry, verdict: Place) -> bytes:
    """The bytes of a record in canonical layout, which are the same record."""
    model = KINDS[verdict.folder] if verdict.folder else Community
    after = canonical(entry.data, model)
    if after != entry.data and _record(entry.data, model) != _record(after, model):
        raise CannotFormat("its fields would change")
    return after


def _record(data: bytes, model: type[Record]) -> Record | None:
    """The record that bytes hold; None where its fields do not fit the model."""
    reading = read("", data)
    return to_record(model, "id", reading.value or {}, reading.source)[0]
