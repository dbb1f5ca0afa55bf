"""Where a record stands in its file: positions packed while reading, lines and columns computed when shown.

`spans` holds three numbers for each node in the order of the text (a key is a node of its own): where it starts, where
it ends (code points, end exclusive), and the index in `spans` just past everything inside it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MANY = 3 * 100
"""A larger collection is indexed at the first question: a hostile file may have a finding for every item."""
_LONG = 16 * 1024
"""A text of more characters is indexed by line, for the same reason."""

Field = tuple[str | int, ...]
"""The way from a record to a value: `("members", 3, "role")`."""


class Span(NamedTuple):
    """A piece of a file: lines and columns from 1, columns in code points, end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Source:
    """A file as it was read: its path for people, its text, and where each value stands in it."""

    __slots__ = ("_children", "_line_ends", "path", "private", "spans", "text")

    def __init__(self, path: str, text: str = "", spans: Sequence[int] = (), *, private: bool = False) -> None:
        self.path = path
        self.text = text
        self.spans = array("I", spans)
        self.private = private
        self._children: dict[int, dict[str | int, tuple[int, int]]] = {}
        self._line_ends: array[int] | None = None

    def locate(self, field: Field, *, key: bool = False) -> tuple[int, int]:
        """Start and end of the value at `field` (of its key, with `key`), or of the nearest parent that exists."""
        if not self.spans:
            return (0, 0)
        at, found = 0, self._first_line(0)
        for part in field:
            step = self._step(at, part)
            if step is None:
                return found
            name, at = step
            found = (self.spans[name], self.spans[name + 1])
        if not field or key:
            return found
        start, end = self.spans[at], self.spans[at + 1]
        return (start, end) if end > start else found

    def top_keys(self) -> list[str]:
        """The keys at the top of the file, those of the community (`x-`) as well."""
        return [name for name, _ in self._pairs(0)] if self.spans else []

    def span(self, start: int, end: int) -> Span:
        """Lines and columns of an offset range; the end of a value is never shown past its last character."""
        return Span(*self._line_column(start), *self._line_column(end))

    def _line_column(self, offset: int) -> tuple[int, int]:
        if len(self.text) <= _LONG:
            return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)
        ends = self._ends()
        line = bisect_left(ends, offset)
        return line + 1, offset - (ends[line - 1] if line else -1)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end; nothing past the last one."""
        if len(self.text) <= _LONG:
            lines = self.text.split("\n", number)
            return lines[number - 1].rstrip("\r") if number <= len(lines) else ""
        ends = self._ends()
        start = ends[number - 2] + 1 if 1 < number <= len(ends) + 1 else 0 if number == 1 else len(self.text)
        stop = ends[number - 1] if number <= len(ends) else len(self.text)
        return self.text[start:stop].rstrip("\r")

    def _ends(self) -> array[int]:
        if self._line_ends is None:
            self._line_ends = array("I", (at for at, character in enumerate(self.text) if character == "\n"))
        return self._line_ends

    def _first_line(self, at: int) -> tuple[int, int]:
        """The first key or item of a collection stands for it: a caret under a whole file says nothing."""
        start = self.spans[at]
        return (self.spans[at + 3], self.spans[at + 4]) if self.spans[at + 2] > at + 3 else (start, self.spans[at + 1])

    def _step(self, at: int, wanted: str | int) -> tuple[int, int] | None:
        """Where the key (the item itself) and the value of an entry of a collection stand in `spans`."""
        children = self._pairs(at) if isinstance(wanted, str) else self._items(at)
        if self.spans[at + 2] - at <= _MANY:
            return next((nodes for name, nodes in children if name == wanted), None)
        if at not in self._children:
            self._children[at] = {}
            for name, nodes in children:
                self._children[at].setdefault(name, nodes)
        return self._children[at].get(wanted)

    def _pairs(self, at: int) -> Iterator[tuple[str, tuple[int, int]]]:
        stop, key = self.spans[at + 2], at + 3
        while key < stop:
            value = self.spans[key + 2]
            if value >= stop:
                return
            yield _key(self.text[self.spans[key] : self.spans[key + 1]]), (key, value)
            key = self.spans[value + 2]

    def _items(self, at: int) -> Iterator[tuple[int, tuple[int, int]]]:
        stop, child, index = self.spans[at + 2], at + 3, 0
        while child < stop:
            yield index, (child, child)
            child, index = self.spans[child + 2], index + 1


def _key(text: str) -> str:
    """A key without its quotes; one with escapes is not found, and its parent stands for it."""
    if text[:1] == "'":
        return text[1:-1].replace("''", "'")
    return text[1:-1] if text[:1] == '"' else text
