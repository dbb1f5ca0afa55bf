"""What is wrong with a file before its fields are judged, and its values as a record: registry and overlay alike."""

from __future__ import annotations

from collections.abc import Callable

from cmtool.document.reader import Reading
from cmtool.finding import Finding
from cmtool.model.record import Record
from cmtool.model.values import Values
from cmtool.source import Source
from cmtool.store.entries import Entry
from cmtool.store.layout import Place, folder_place, place
from cmtool.store.schema import to_record

Past = Callable[[type[Record], str, Values], Values]
"""Makes the values of a past version, of a model and id, those that today would write."""


_OUT_OF_PLACE = {
    "link": ("a symbolic link: links are never followed", "put what it points at here, and remove the link"),
    "special": ("neither a file nor a folder, but a device, pipe or socket", "remove it"),
    "repository": ("this folder holds a git repository, so nothing in it is read", "move it out of the registry"),
    "closed": ("cannot be opened", "give yourself the permission to read it"),
}


def as_record(model: type[Record], id: str, reading: Reading, past: Past | None) -> tuple[Record | None, list[Finding]]:
    """A record of what was read, and what is wrong with it; leniently with `past`."""
    values = reading.value or {}
    if past is not None:
        values = past(model, id, values)
    record, findings = to_record(model, id, values, reading.source)
    if record is None and past is not None:
        # only the past is read like this: for today, a record that does not fit is a finding and not a guess
        from cmtool.store.lenient import to_past_record

        record = to_past_record(model, id, values, reading.source)
    return record, findings


def verdict_on(entry: Entry) -> Place:
    """The verdict on a file or folder by its path."""
    is_folder = entry.kind == "folder" or (entry.kind != "file" and "." not in entry.path and "/" not in entry.path)
    return folder_place(entry.path) if is_folder else place(entry.path)


def misplaced(entry: Entry, verdict: Place, shown: str, *, private: bool = False) -> Finding | None:
    """What is wrong about a file before it is read."""
    ref = f"{verdict.folder}/{verdict.id}" if verdict.folder and not verdict.problem else ""
    if entry.kind in _OUT_OF_PLACE:
        return at_path("FIL102", shown, *_OUT_OF_PLACE[entry.kind], ref, private=private)
    return (
        at_path(verdict.code, shown, verdict.problem, verdict.hint, ref, private=private) if verdict.problem else None
    )


def at_path(code: str, path: str, message: str, hint: str, record: str = "", *, private: bool = False) -> Finding:
    """A finding about a whole file."""
    return Finding(code, Source(path, private=private), (), message, hint, record, "error")
