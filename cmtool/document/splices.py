"""An edit of a place as splices of the text: what is cut, and what stands there instead. Block style; see `brackets`.

Each question gives ways to do it, the best first; the editor takes the first one whose result reads as intended.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cmtool.document import placing
from cmtool.document.nodes import (
    Document,
    Entry,
    Node,
    column,
    header,
    is_first,
    line_end,
    line_start,
    next_line,
    with_comments,
)
from cmtool.document.placing import Placed


class Splice(NamedTuple):
    """Cut the text from `start` to `end`, and put this there."""

    start: int
    end: int
    text: str


Way = list[Splice]


def spliced(text: str, way: Way) -> str:
    """The text after the splices, which do not overlap."""
    parts, at = [], 0
    for start, end, new in sorted(way, key=lambda splice: splice[:2]):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def put(doc: Document, entry: Entry, value: Any) -> Iterator[Way]:
    """Another value behind a key or dash."""
    node = entry.node
    if node.form == "text" and isinstance(value, str):
        same = placing.same_block_scalar(doc, node, value)
        if same is not None:
            yield _placed(doc, entry, same)
        yield _placed(doc, entry, Placed(placing.one_line(doc, value), []))
        return
    indents = placing.style(doc, node)
    if isinstance(value, str) or not _becomes_block(doc, node, value):
        indent = column(doc.text, entry.start)
        yield _placed(doc, entry, placing.behind(doc, value, indent, indents, node))
        yield _placed(doc, entry, Placed(placing.one_line(doc, value, node), []))
        return
    yield _placed(doc, entry, _block(doc, entry, value, indents))


def _becomes_block(doc: Document, node: Node, value: Any) -> bool:
    return isinstance(value, dict | list) and bool(value) and not placing.is_one_line_flow(doc, node)


def _block(doc: Document, entry: Entry, value: Any, indents: placing.Style) -> Placed:
    """A collection in block style: below a key, behind a dash or, as found, below it."""
    node = entry.node
    own_line = entry.key is not None or (node.form == "block" and is_first(doc.text, node.start))
    indent = column(doc.text, entry.start)
    if node.form == "block" and (not own_line or type(value) is type(node.value)):
        indent = column(doc.text, node.start)
    elif entry.key is None:
        indent += indents.behind
    else:
        indent += indents.fields if isinstance(value, dict) else indents.dashes
    lines = placing.block(doc, value, indent, indents, node)
    return Placed("", lines) if own_line else Placed(lines[0].lstrip(" "), lines[1:])


def _placed(doc: Document, entry: Entry, new: Placed) -> Way:
    """The value goes, on its key's line and below; comments on the lines that stay are kept."""
    text, node = doc.text, entry.node
    below = "".join(doc.eol + line for line in new.lines)
    same_line = line_start(text, node.start) == line_start(text, entry.opened)
    if node.form == "text":
        body = line_end(text, node.start)
        return [_head(entry, node.start + len(header(text, node.start)), new.head), Splice(body, node.end, below)]
    if node.form == "block" and same_line:
        end = node.end if "\n" not in text[node.start : node.end] else line_end(text, node.end)
        return [Splice(node.start, end, new.head + below)]
    if same_line:
        end = line_end(text, node.end)
        return [_head(entry, node.end, new.head), Splice(end, end, below)]
    if node.form != "block" and not new.lines:
        return [Splice(node.start, node.end, new.head)]
    end = line_end(text, node.end)
    if node.form != "block" and text[node.end : end].strip():  # its comment stays, on a line of its own
        return [_head(entry, entry.opened, new.head), Splice(node.start, node.end, ""), Splice(end, end, below)]
    return [_head(entry, entry.opened, new.head), _region(doc, node, below)]


def _head(entry: Entry, end: int, head: str) -> Splice:
    """What stands behind the key or dash on its line; the spaces before it are kept."""
    if not head or entry.node.start >= end or entry.opened == end:
        return Splice(entry.opened, end, f" {head}" if head else "")
    return Splice(entry.node.start, end, head)


def _region(doc: Document, node: Node, below: str) -> Splice:
    """The lines of a value below its key, with the line end before them."""
    start = line_start(doc.text, node.start) if below or node.form != "block" else with_comments(doc, node.start)
    before = start - len(doc.eol) if doc.text[:start].endswith(doc.eol) else start - 1
    return Splice(before, line_end(doc.text, node.end), below)


def add(doc: Document, holder: Node, after: int, name: str, value: Any) -> Iterator[Way]:
    """A new key of a mapping, after this many of its entries."""
    indent = column(doc.text, holder.entries[0].start)
    indents = placing.style(doc, holder)
    yield _below(doc, holder, after, placing.field(doc, name, value, indent, indents))
    yield _below(doc, holder, after, [f"{' ' * indent}{placing.pair(doc, name, value)}"])


def insert(doc: Document, holder: Node, at: int, value: Any) -> Iterator[Way]:
    """A new item of a list, in the style of the one before it, or after it if it is to be the first."""
    indent = column(doc.text, holder.entries[0].start)
    like = holder.entries[max(at - 1, 0)]
    indents = placing.style(doc, holder)
    yield _below(doc, holder, at, placing.item(doc, value, indent, indents, like))
    yield _below(doc, holder, at, [f"{' ' * indent}- {placing.one_line(doc, value, like.node)}"])


def _below(doc: Document, holder: Node, after: int, lines: list[str]) -> Way:
    """Lines after an entry of a collection; before its first one, they stand above its comments."""
    text, eol = doc.text, doc.eol
    if after:
        end = line_end(text, holder.entries[after - 1].node.end)
        return [Splice(end, end, "".join(eol + line for line in lines))]
    first = holder.entries[0].start
    if is_first(text, first):
        start = with_comments(doc, first)
        return [Splice(start, start, "".join(line + eol for line in lines))]
    indent = " " * column(text, first)
    return [Splice(first, first, "".join(line + eol for line in lines).lstrip(" ") + indent)]


def drop(doc: Document, holder: Node, at: int) -> Iterator[Way]:
    """One of several entries goes, with the comments directly above it and on its lines."""
    text, entry = doc.text, holder.entries[at]
    after = next_line(text, entry.node.end)
    if not is_first(text, entry.start):  # it stands behind a dash, where the next one moves to
        while text[after] in " \r\n":
            after += 1
        yield [Splice(entry.start, after, "")]
        return
    start = with_comments(doc, entry.start)
    if after == len(text) and not text.endswith("\n"):  # it ends in the line before, which then ends the file
        yield [Splice(line_end(text, len(text[:start].rstrip(" \r\n"))), after, "")]
    yield [Splice(start, after, "")]
