"""New bytes of a file of GovStack's registry: only the records that differ change, and only where they do.

A record that the file has stays, known or not, with its comments and its place. New ones stand at the end, by id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cmtool.document.editor import CannotEdit, edited
from cmtool.document.writer import write
from cmtool.errors import CmtoolError
from cmtool.exchange.govstack.pieces import HEAD_LINES, Pieces, cut
from cmtool.exchange.govstack.reading import Found, records_of, text_of
from cmtool.exchange.govstack.shape import TOP, Kind
from cmtool.exchange.node import Misshaped
from cmtool.model.edit import Edit, Put
from cmtool.source import Field

Values = Mapping[str, Any]
Differs = Callable[[Values, Field], Sequence[Edit]]
"""What makes a record as it stands the one that is wanted; the field is the way to it."""

_MOST_EDITS = 100
"""Edits of a file that cannot be cut: each of them reads it whole."""


class Merged(NamedTuple):
    """A file as it shall be (None: none is needed), and how many records of it are new or changed."""

    data: bytes | None
    added: int
    changed: int


class Existing(NamedTuple):
    """A file that is there, or not; its records by id, in its order."""

    kind: Kind
    path: str
    data: bytes | None
    records: Mapping[str, Found]


def existing(kind: Kind, path: str, data: bytes | None) -> Existing:
    """The file as it stands. CmtoolError, with the line, where it cannot be read or an id stands twice."""
    by_id = dict[str, Found]()
    for found in records_of(kind, path, data).found if data is not None else ():
        try:
            id = found.node.need("id").text()
        except Misshaped as error:
            raise CmtoolError(f"{path}:{found.line(error.field)}: expected {error.expected}") from None
        if id in by_id:
            raise CmtoolError(f"{path}:{found.line()}: this id stands in line {by_id[id].line()} already; keep one")
        by_id[id] = found
    return Existing(kind, path, data, by_id)


def merged(file: Existing, new: Sequence[Values], edits: Mapping[str, Differs]) -> Merged:
    """The file with new records, and with what `edits` makes of those that it has."""
    changes = {id: edits[id](found.node.value, found.node.field) for id, found in file.records.items() if id in edits}
    changes = {id: found for id, found in changes.items() if found}
    if not new and not changes:
        return Merged(file.data, 0, 0)
    try:
        return Merged(_bytes(file, new, changes), len(new), len(changes))
    except CannotEdit as error:
        raise CmtoolError(f"{file.path}: {error}") from None


def _bytes(file: Existing, new: Sequence[Values], changes: Mapping[str, Sequence[Edit]]) -> bytes:
    kind, data = file.kind, file.data
    if data is None:
        return write({TOP: {kind.key: new}}).encode()
    text = data.decode("utf-8")
    if not file.records:
        return _first(kind, text, new)
    pieces = cut(text, kind.key)
    if pieces is not None:
        return _pieced(file, pieces, new, changes).encode()
    every = [edit for found in changes.values() for edit in found]
    if new or len(every) > _MOST_EDITS:
        raise CmtoolError(
            f"{file.path}: not written as GovStack writes it; bring it into block style: '{TOP}:', below it "
            f"'{kind.key}:', then a dash a record"
        )
    return edited(data, every, kind.form)


def _first(kind: Kind, text: str, new: Sequence[Values]) -> bytes:
    """The first records of a file that has none: nothing, comments, or an empty list."""
    if any(line.strip(" -\r") for line in text.split("\n") if not line.lstrip().startswith("#")):
        return edited(text.encode(), [Put((TOP, kind.key), list(new))], kind.form)
    return (text + ("\n" if text and not text.endswith("\n") else "") + write({TOP: {kind.key: new}})).encode()


def _pieced(file: Existing, pieces: Pieces, new: Sequence[Values], changes: Mapping[str, Sequence[Edit]]) -> str:
    eol = "\r\n" if "\r\n" in pieces.head else "\n"
    texts = [pieces.head]
    for piece, id in zip(pieces.records, file.records, strict=True):
        texts.append(_edited(file, pieces, piece.text, changes[id], piece.line) if id in changes else piece.text)
    if new and not texts[-1].endswith("\n"):
        texts.append(eol)
    return "".join([*texts, *(line + eol for record in new for line in _lines(record, pieces.indent))])


def _edited(file: Existing, pieces: Pieces, text: str, edits: Iterable[Edit], line: int) -> str:
    """A piece after the edits, alone with a head before it, which is taken off again."""
    head = pieces.alone("")
    try:
        after = edited(pieces.alone(text).encode(), tuple(edits), file.kind.form).decode()
    except CannotEdit as error:
        raise CmtoolError(f"{file.path}:{line + error.line - 1 - HEAD_LINES}: {error.reason}") from None
    return after.removeprefix(head)


def _lines(record: Values, indent: int) -> list[str]:
    """A new record as an item of the list."""
    lines = write({"records": [record]}).splitlines()[1:]
    return [" " * indent + line[2:] if line.strip() else line for line in lines]


def fields_differ(wanted: Values) -> Differs:
    """A group: each field that is told otherwise, and no other."""

    def edits(here: Values, field: Field) -> Sequence[Edit]:
        return [Put((*field, n), v) for n, v in wanted.items() if v.split() != text_of(here.get(n)).split()]

    return edits
