"""Bytes of a file of GovStack's registry as its records, each with the way back to its lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cmtool.document.foreign import read_foreign
from cmtool.document.reader import Reading
from cmtool.errors import CmtoolError
from cmtool.exchange.govstack.pieces import HEAD_LINES, Piece, Pieces, cut
from cmtool.exchange.govstack.shape import TOP, Kind
from cmtool.exchange.node import Misshaped, Node
from cmtool.source import Field, Source

MAX_BYTES = 20 * 1024 * 1024
MOST = 10
"""Problems that are told at once."""
_MOST_PADDING = 100_000
"""Lines put before a piece; a file of more lines is no longer read as one."""


class Found(NamedTuple):
    """A record as it stands in a file."""

    node: Node
    source: Source
    before: int
    """Lines of the file before the first one of `source`; less than none where a head was put before it."""

    def line(self, field: Field = ()) -> int:
        """The line of a field of the file, or of the record."""
        return self.source.span(*self.source.locate(field or self.node.field)).line + self.before


class Records(NamedTuple):
    """The records of a file, and the lines of characters in it that nobody sees."""

    kind: Kind
    path: str
    """The file, for people."""
    found: list[Found]
    unseen: list[int]


def records_of(kind: Kind, path: str, data: bytes) -> Records:
    """The records of a file, in its order. CmtoolError, with lines, where it is none that can be read."""
    if len(data) > MAX_BYTES:
        raise CmtoolError(f"{path}: larger than {MAX_BYTES // 2**20} MiB, which no file of GovStack's registry is")
    pieces = cut(_decoded(path, data), kind.key)
    if pieces is None:
        reading, unseen = read_foreign(path, data)
        return Records(kind, path, _whole(kind, path, reading), unseen)
    found, every, problems = [], list[int](), list[str]()
    for piece in pieces.records:
        before = piece.line - 1 - HEAD_LINES
        reading, unseen = read_foreign(path, pieces.alone(piece.text).encode())
        every += [line + before for line in unseen]
        if reading.value is None:
            problems += _problems(path, *_padded(path, pieces, piece, reading))
        else:
            found += _listed(kind, path, reading, before)
        if len(problems) >= MOST:
            break
    if problems:
        raise CmtoolError("\n".join(problems[:MOST]))
    return Records(kind, path, found, every)


def _padded(path: str, pieces: Pieces, piece: Piece, reading: Reading) -> tuple[Reading, int]:
    """A piece that cannot be read, read again at its own line: messages name lines as well."""
    before = piece.line - 1 - HEAD_LINES
    if not 0 < before < _MOST_PADDING:
        return reading, before
    return read_foreign(path, ("\n" * before + pieces.alone(piece.text)).encode()).reading, 0


def _decoded(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CmtoolError(f"{path}:{line}: not UTF-8; save the file as UTF-8") from None


def _whole(kind: Kind, path: str, reading: Reading) -> list[Found]:
    """The records of a file that is written in another way; a file of nothing but comments holds none."""
    if not any(line.strip(" -\r") for line in reading.source.text.split("\n") if not line.lstrip().startswith("#")):
        return []
    if problems := list(_problems(path, reading, 0)):
        raise CmtoolError("\n".join(problems[:MOST]))
    return _listed(kind, path, reading, 0)


def _problems(path: str, reading: Reading, before: int) -> Iterator[str]:
    for finding in reading.findings:
        line = max(1, reading.source.span(*(finding.offsets or (0, 0))).line + before)
        yield f"{path}:{line}: {finding.message}; {finding.hint}".removesuffix("; ")


def _listed(kind: Kind, path: str, reading: Reading, before: int) -> list[Found]:
    top = Node(reading.value or {})
    try:
        _alone(top, TOP)
        space = top.get(TOP)
        if space is None:
            return []
        _alone(space, kind.key)
        return [Found(node, reading.source, before) for node in space.items(kind.key)]
    except Misshaped as error:
        line = Found(top, reading.source, before).line(error.field)
        raise CmtoolError(f"{path}:{line}: expected {error.expected}; {_hint(kind)}") from None


def _alone(node: Node, name: str) -> None:
    """A mapping of this one field."""
    for other in node.names():
        if other != name:
            raise Misshaped((*node.field, other), f"'{name}:' and nothing beside it")


def _hint(kind: Kind) -> str:
    """What a file of this kind is."""
    return f"is this the {kind.file} of GovStack's registry? Its records stand in a list under '{TOP}: {kind.key}:'"


def text_of(value: Any) -> str:
    """A scalar as it is written, nothing for what is none."""
    return value if isinstance(value, str) else str(getattr(value, "text", ""))
