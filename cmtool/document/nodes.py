"""A file as nodes: every value with its place in the text, its key or dash, and the comments between them.

Built from what the reader gives: values and packed positions (`source`). The editor splices text at these places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from cmtool.document.reader import Reading

_GAP = re.compile(r"(?:\s|#[^\n]*+)*+")
"""What may stand between two signs of YAML."""
_COMMENT = re.compile(r"#[^\r\n]*")
_HEADER = re.compile(r"[|>][-+0-9]*")


class Node(NamedTuple):
    """A value: where it starts and where its last character ends; what is inside it, if it is a collection."""

    value: Any
    start: int
    end: int
    form: Literal["scalar", "text", "block", "flow"]
    """`text` is a block scalar (`|`, `>`), whose lines of nothing at the end are not part of it, but for `|+`."""
    entries: tuple[Entry, ...] = ()


class Entry(NamedTuple):
    """A value with what opens it: a key or a dash, or nothing in a list in brackets."""

    start: int
    opened: int
    """Just after the colon or the dash."""
    node: Node
    key: tuple[int, int] | None


class Document(NamedTuple):
    """A text, its nodes, and where its comments stand."""

    text: str
    root: Node
    comments: dict[int, str]
    eol: str


def document(reading: Reading) -> Document:
    """The nodes of a file that the reader accepts."""
    text, spans = reading.source.text, reading.source.spans
    root = _node(text, spans, 0, reading.value, in_flow=False)
    return Document(text, root, dict(_comments(text, root)), "\r\n" if "\r\n" in text else "\n")


def _node(text: str, spans: Sequence[int], at: int, value: Any, *, in_flow: bool) -> Node:
    start, end = spans[at], spans[at + 1]
    if not isinstance(value, dict | list):
        if not in_flow and text[start : start + 1] in ("|", ">") and start < end:
            return Node(value, start, _end_of_text(text, start, end), "text")
        return Node(value, start, end, "scalar")
    flow = in_flow or text.startswith(("[", "{"), start)
    inside = _pairs if isinstance(value, dict) else _items
    entries = tuple(inside(text, spans, at, value, flow))
    if entries and not flow:
        end = entries[-1].node.end
    return Node(value, start, end, "flow" if flow else "block", entries)


def _pairs(text: str, spans: Sequence[int], at: int, value: Any, flow: bool) -> Iterator[Entry]:
    at += 3
    for inner in value.values():
        start, end, below = spans[at], spans[at + 1], spans[at + 2]
        colon = gap_end(text, end)
        opened = colon + 1 if text.startswith(":", colon) else end
        yield Entry(start, opened, _node(text, spans, below, inner, in_flow=flow), (start, end))
        at = spans[below + 2]


def _items(text: str, spans: Sequence[int], at: int, value: Any, flow: bool) -> Iterator[Entry]:
    dash = spans[at]
    at += 3
    for inner in value:
        node = _node(text, spans, at, inner, in_flow=flow)
        if flow:
            yield Entry(node.start, node.start, node, None)
        else:
            yield Entry(dash, dash + 1, node, None)
            dash = gap_end(text, max(spans[at + 1], dash + 1))
        at = spans[at + 2]


def _end_of_text(text: str, start: int, end: int) -> int:
    """The end of the last line of a block scalar, without its line end."""
    lines = text[start:end].removesuffix("\n").split("\n")
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip(" \r")), default=end)
    while "+" not in header(text, start) and not lines[-1].strip(" \r") and len(lines[-1].rstrip("\r")) <= indent:
        lines.pop()
    return start + len("\n".join(lines).removesuffix("\r"))


def header(text: str, start: int) -> str:
    """The sign of a block scalar: `|-`."""
    found = _HEADER.match(text, start)
    return found.group() if found else ""


def _comments(text: str, root: Node) -> Iterator[tuple[int, str]]:
    """Comments by where they stand: what is between the scalars holds signs, spaces and comments only."""
    for start, end in gaps(text, root):
        for found in _COMMENT.finditer(text, start, end):
            yield found.start(), found.group()


def gaps(text: str, root: Node) -> Iterator[tuple[int, int]]:
    """What is not the text of a key or scalar: signs, spaces, comments and empty lines."""
    at = 0
    for start, end in _scalars(text, root):
        yield at, start
        at = end
    yield at, len(text)


def _scalars(text: str, node: Node) -> Iterator[tuple[int, int]]:
    """Where keys and scalars stand; the first line of a block scalar may end with a comment."""
    for entry in node.entries:
        if entry.key is not None:
            yield entry.key
        yield from _scalars(text, entry.node)
    if node.form == "text":
        yield node.start, node.start + len(header(text, node.start))
        keeps_end = "+" in header(text, node.start)
        yield line_end(text, node.start), next_line(text, node.end) if keeps_end else node.end
    elif node.form == "scalar" and node.start < node.end:
        yield node.start, node.end


def gap_end(text: str, at: int) -> int:
    """Where the next sign or scalar stands, past spaces, line ends and comments."""
    found = _GAP.match(text, at)
    return found.end() if found else at


def line_start(text: str, at: int) -> int:
    """Where the line of this place begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line of this place ends, before its line end."""
    end = text.find("\n", at)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1 : end] == "\r" else end


def next_line(text: str, at: int) -> int:
    """Where the line below this place begins; the end of the text if there is none."""
    return text.find("\n", at) + 1 or len(text)


def column(text: str, at: int) -> int:
    """How far from the start of its line a place is."""
    return at - line_start(text, at)


def is_first(text: str, at: int) -> bool:
    """Only spaces stand before this place on its line."""
    return not text[line_start(text, at) : at].strip()


def with_comments(doc: Document, at: int) -> int:
    """Where the line of a key or item begins, with the comment lines directly above it, which belong to it."""
    start, limit = line_start(doc.text, at), column(doc.text, at)
    while start:
        above = line_start(doc.text, start - 1)
        indent = len(doc.text[above:start]) - len(doc.text[above:start].lstrip(" "))
        if above + indent not in doc.comments or indent > limit:
            break
        start = above
    return start
