"""Where a record stands in its file: positions packed while reading, lines and columns computed when shown.

`spans` holds three numbers for each node in the order of the text (a key is a node of its own): where it starts, where
it ends (code points, end exclusive), and the index in `spans` just past everything inside it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

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

    __slots__ = ("path", "private", "spans", "text")

    def __init__(self, path: str, text: str = "", spans: Sequence[int] = (), *, private: bool = False) -> None:
        self.path = path
        self.text = text
        self.spans = array("I", spans)
        self.private = private

    def locate(self, field: Field, *, key: bool = False) -> tuple[int, int]:
        """Start and end of the value at `field` (of its key, with `key`), or of the nearest parent that exists."""
        if not self.spans:
            return (0, 0)
        at, found = 0, self._first_line(0)
        for part in field:
            step = self._item(at, part) if isinstance(part, int) else self._entry(at, part)
            if step is None:
                return found
            name, at = step
            found = (self.spans[name], self.spans[name + 1])
        if not field or key:
            return found
        start, end = self.spans[at], self.spans[at + 1]
        return (start, end) if end > start else found

    def span(self, start: int, end: int) -> Span:
        """Lines and columns of an offset range; the end of a value is never shown past its last character."""
        line = self.text.count("\n", 0, start) + 1
        end_line = line + self.text.count("\n", start, end)
        return Span(line, self._column(start), end_line, self._column(end))

    def _column(self, offset: int) -> int:
        return offset - self.text.rfind("\n", 0, offset)

    def _first_line(self, at: int) -> tuple[int, int]:
        """The first key or item of a collection stands for it: a caret under a whole file says nothing."""
        start = self.spans[at]
        return (self.spans[at + 3], self.spans[at + 4]) if self.spans[at + 2] > at + 3 else (start, self.spans[at + 1])

    def _entry(self, at: int, wanted: str) -> tuple[int, int] | None:
        stop, child = self.spans[at + 2], at + 3
        while child < stop:
            key, value = child, self.spans[child + 2]
            if value >= stop:
                return None
            if self.text[self.spans[key] : self.spans[key + 1]].strip("'\"") == wanted:
                return key, value
            child = self.spans[value + 2]
        return None

    def _item(self, at: int, wanted: int) -> tuple[int, int] | None:
        stop, child = self.spans[at + 2], at + 3
        for _ in range(wanted):
            if child >= stop:
                return None
            child = self.spans[child + 2]
        return (child, child) if child < stop else None
