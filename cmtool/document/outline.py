"""A file as an outline: its entries (pairs and items) with what is written and where, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

_DASH = re.compile(r"#[^\n]*|^(?:---|\.\.\.)(?=\s|\Z)|-", re.MULTILINE)


@dataclass(eq=False)
class Entry:
    """A pair of a mapping, an item of a list, or the whole file; with the comments that belong to it."""

    parent: Entry | None
    key: str | None
    """None for an item, and for the whole file."""
    key_text: str
    value: Any
    text: str
    """A scalar as it stands in the file."""
    start: int
    column: int
    is_flow: bool = False
    """Its value is a list or mapping in brackets."""
    entries: list[Entry] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """Comment lines before it; an empty text is an empty line."""
    beside: list[str] = field(default_factory=list)
    """Comments at the end of its line; one that goes on in the column below has lines."""
    below: list[str] = field(default_factory=list)
    """Comment lines after its last entry."""

    @property
    def is_item(self) -> bool:
        """It stands in a list."""
        return self.key is None and self.parent is not None

    def around(self) -> Iterator[Entry]:
        """It, and what it stands in, from the inside out."""
        entry: Entry | None = self
        while entry is not None:
            yield entry
            entry = entry.parent


class Mark(NamedTuple):
    """An offset where an entry begins, where its value does, or where its flow collection closes."""

    offset: int
    role: Literal["entry", "value", "close"]
    entry: Entry


class Outline(NamedTuple):
    """The whole file as an entry, the marks in the order of the text, and the scalars (and keys) as offset ranges."""

    root: Entry
    marks: list[Mark]
    leaves: list[tuple[int, int]]


def outline(text: str, value: dict[str, Any], spans: Sequence[int]) -> Outline:
    """The outline of a text that was read as `value` with these `spans` (see `source`)."""
    return _Outliner(text, spans).outline(value)


def is_block(text: str) -> bool:
    """A scalar as written is a literal or folded one."""
    return text[:1] in ("|", ">")


def keeps_end(text: str) -> bool:
    """A block scalar as written keeps the empty lines after it (`|+`)."""
    return is_block(text) and "+" in text[:3]


class _Outliner:
    """One walk over values and spans together."""

    def __init__(self, text: str, spans: Sequence[int]) -> None:
        self.text = text
        self.spans = spans
        self.marks: list[Mark] = []
        self.leaves: list[tuple[int, int]] = []
        self.dashes: Iterator[int] = iter(())

    def outline(self, value: dict[str, Any]) -> Outline:
        self.leaves = list(self._leaves(value, 0))
        self.dashes = iter(list(self._dashes()))
        root = Entry(None, None, "", value, "", 0, -1)
        self._fill(root, 0)
        return Outline(root, self.marks, self.leaves)

    def _leaves(self, value: Any, at: int) -> Iterator[tuple[int, int]]:
        """The scalars and keys; what is not written (null) is none."""
        start, end, stop = self.spans[at : at + 3]
        if not isinstance(value, dict | list):
            if end > start:
                text = self._scalar(start, end)
                yield start, end if keeps_end(text) else start + len(text)
            return
        at += 3
        for inner in value.values() if isinstance(value, dict) else value:
            if isinstance(value, dict):
                yield self.spans[at], self.spans[at + 1]
                at += 3
            yield from self._leaves(inner, at)
            at = self.spans[at + 2]
        assert at == stop, "values and spans are of one reading"  # noqa: S101

    def _scalar(self, start: int, end: int) -> str:
        """A scalar as written; of a block, the empty lines after it are no part unless it keeps them (`+`)."""
        text = self.text[start:end]
        if not is_block(text):
            return text
        header, *lines = text.split("\n")
        indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), default=len(text))
        if lines and lines[-1] == "":
            lines.pop()
        while lines and not keeps_end(text) and not lines[-1].strip(" ") and len(lines[-1]) <= indent:
            lines.pop()
        return "\n".join([header, *lines])

    def _dashes(self) -> Iterator[int]:
        """The dash of each item of a block list: whatever stands between scalars, and is no comment or marker."""
        ends = [0, *(end for _, end in self.leaves)]
        starts = [*(start for start, _ in self.leaves), len(self.text)]
        for end, start in zip(ends, starts, strict=True):
            for found in _DASH.finditer(self.text, end, start):
                if found.group() == "-":
                    yield found.start()

    def _fill(self, entry: Entry, at: int) -> None:
        """Give an entry what its value holds."""
        start, end, _ = self.spans[at : at + 3]
        value = entry.value
        if not isinstance(value, dict | list):
            entry.text = self._scalar(start, end)
            self.marks.append(Mark(start, "value", entry))
            return
        entry.is_flow = self.text[start : start + 1] == ("{" if isinstance(value, dict) else "[")
        if entry.is_flow:
            self.marks.append(Mark(start, "value", entry))
        (self._pairs if isinstance(value, dict) else self._items)(entry, at)
        if entry.is_flow:
            self.marks.append(Mark(end - 1, "close", entry))

    def _pairs(self, entry: Entry, at: int) -> None:
        at += 3
        for key, value in entry.value.items():
            start, end, at = self.spans[at : at + 3]
            self._add(entry, key, self.text[start:end], value, start, at)
            at = self.spans[at + 2]

    def _items(self, entry: Entry, at: int) -> None:
        at += 3
        for value in entry.value:
            start = self.spans[at] if entry.is_flow else next(self.dashes)
            self._add(entry, None, "", value, start, at)
            at = self.spans[at + 2]

    def _add(self, parent: Entry, key: str | None, key_text: str, value: Any, start: int, at: int) -> None:
        column = start - self.text.rfind("\n", 0, start) - 1
        entry = Entry(parent, key, key_text, value, "", start, column)
        parent.entries.append(entry)
        self.marks.append(Mark(start, "entry", entry))
        self._fill(entry, at)
