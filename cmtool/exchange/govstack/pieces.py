"""A file of GovStack's registry cut at its records, so that a long one is read and edited record by record.

It is cut only where it is written as GovStack writes it: `govstack:`, the namespace, a list, a dash a record. Each
piece is a whole YAML file of its own once the head stands before it; where a cut was wrong it cannot be read.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cmtool.exchange.govstack.shape import TOP

HEAD_LINES = 2
"""Lines that `alone` puts before a piece."""

_NOTHING = r"(?:[ ]*(?:#[^\n]*)?\r?\n)*+"
_REST = r"[ ]*(?:#[^\n]*)?\r?\n"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Piece(NamedTuple):
    """The text of one record with all that follows it up to the next one, and its first line, counted from 1."""

    text: str
    line: int


class Pieces(NamedTuple):
    """A file: the text before its first record, its records, and how deep the dashes and the namespace stand."""

    head: str
    records: list[Piece]
    key: str
    key_indent: int
    indent: int

    def alone(self, text: str) -> str:
        """A piece as a file of its own."""
        return f"{TOP}:\n{' ' * self.key_indent}{self.key}:\n{text}"


def cut(text: str, key: str) -> Pieces | None:
    """The pieces of a file; None where it holds no list, or is written in another way."""
    start = re.match(rf"(?:---{_REST}|{_NOTHING}){{0,3}}{TOP}:{_REST}{_NOTHING}(?P<in>[ ]+){key}:{_REST}", text)
    if start is None:
        return None
    begin = re.compile(rf"{_NOTHING}(?P<dash>[ ]*)- ").match(text, start.end())
    if begin is None or len(begin["dash"]) < len(start["in"]):
        return None
    indent, first = len(begin["dash"]), begin.start("dash")
    records = _records(text[first:], indent, text.count("\n", 0, first) + 1)
    return Pieces(text[:first], records, key, len(start["in"]), indent) if records is not None else None


def _records(text: str, indent: int, line: int) -> list[Piece] | None:
    dash = " " * indent + "-"
    starts: list[tuple[int, int]] = []
    offset = 0
    for number, found in enumerate(_LINE.finditer(text), line):
        words = found.group().rstrip()
        if words.startswith(f"{dash} ") or words == dash:
            starts.append((offset, number))
        elif words.lstrip(" ") and not words.lstrip(" ").startswith("#") and not words.startswith(" " * (indent + 1)):
            return None
        offset = found.end()
    ends = [*(start for start, _ in starts[1:]), len(text)]
    return [Piece(text[start:end], number) for (start, number), end in zip(starts, ends, strict=True)]
