"""A file as an outline: its entries (pairs and items) with what is written and where, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from cmtool.document import nodes


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
    """The whole file as an entry, and the marks in the order of the text."""

    root: Entry
    marks: list[Mark]


def outline(doc: nodes.Document) -> Outline:
    """The outline of a file."""
    root = Entry(None, None, "", doc.root.value, "", 0, -1)
    marks: list[Mark] = []
    _fill(doc.text, root, doc.root, marks)
    return Outline(root, marks)


def _fill(text: str, entry: Entry, node: nodes.Node, marks: list[Mark]) -> None:
    """Give an entry what its value holds."""
    if not isinstance(node.value, dict | list):
        entry.text = text[node.start : node.end]
        marks.append(Mark(node.start, "value", entry))
        return
    entry.is_flow = text.startswith("{" if isinstance(node.value, dict) else "[", node.start)
    if entry.is_flow:
        marks.append(Mark(node.start, "value", entry))
    names = list(node.value) if isinstance(node.value, dict) else [None] * len(node.entries)
    for name, opened in zip(names, node.entries, strict=True):
        key_text = text[slice(*opened.key)] if opened.key else ""
        column = nodes.column(text, opened.start)
        inner = Entry(entry, name, key_text, opened.node.value, "", opened.start, column)
        entry.entries.append(inner)
        marks.append(Mark(opened.start, "entry", inner))
        _fill(text, inner, opened.node, marks)
    if entry.is_flow:
        marks.append(Mark(node.end - 1, "close", entry))


def is_block(text: str) -> bool:
    """A scalar as written is a literal or folded one."""
    return text[:1] in ("|", ">")


def keeps_end(text: str) -> bool:
    """A block scalar as written keeps the empty lines after it (`|+`)."""
    return is_block(text) and "+" in text[:3]
