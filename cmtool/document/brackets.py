"""Edits inside brackets as splices: commas, spaces and lines as they are found. The counterpart of `splices`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cmtool.document import placing
from cmtool.document.nodes import (
    Document,
    Entry,
    Node,
    column,
    gap_end,
    is_first,
    line_end,
    next_line,
    with_comments,
)
from cmtool.document.splices import Splice, Way


def put(doc: Document, entry: Entry, value: Any) -> Iterator[Way]:
    """Another value of a key or item; a key that had none may have had no colon."""
    node, new = entry.node, placing.one_line(doc, value, entry.node, in_flow=True)
    if node.end > node.start:
        yield [Splice(node.start, node.end, new)]
    elif doc.text.startswith(":", entry.opened - 1):
        yield [Splice(entry.opened, entry.opened, f" {new}")]
    else:
        yield [Splice(entry.opened, entry.opened, f": {new}")]


def add(doc: Document, holder: Node, after: int, name: str, value: Any) -> Iterator[Way]:
    """A new key of a mapping, after this many of its entries. A pair without braces gets them."""
    new = placing.pair(doc, name, value)
    if doc.text.startswith("{", holder.start):
        yield from _inserted(doc, holder, after, new)
    elif after:
        yield [Splice(holder.start, holder.start, "{"), Splice(holder.end, holder.end, f", {new}}}")]
    else:
        yield [Splice(holder.start, holder.start, f"{{{new}, "), Splice(holder.end, holder.end, "}")]


def insert(doc: Document, holder: Node, at: int, value: Any) -> Iterator[Way]:
    """A new item of a list, in the style of the one beside it."""
    like = holder.entries[max(at - 1, 0)].node
    yield from _inserted(doc, holder, at, placing.one_line(doc, value, like, in_flow=True))


def _inserted(doc: Document, holder: Node, at: int, new: str) -> Iterator[Way]:
    text, entries = doc.text, holder.entries
    if at < len(entries):
        start = entries[at].start
        if is_first(text, start):
            above = with_comments(doc, start)
            yield [Splice(above, above, f"{' ' * column(text, start)}{new},{doc.eol}")]
        yield [Splice(start, start, f"{new}, ")]
        return
    last = entries[-1]
    if is_first(text, last.start):
        yield _on_a_line(doc, last, new)
    yield [Splice(last.node.end, last.node.end, f", {new}")]


def _on_a_line(doc: Document, last: Entry, new: str) -> Way:
    """Below the last entry, which has a line of its own; with a comma at the end if that one has one."""
    text, end = doc.text, last.node.end
    comma = _comma(text, end)
    after = end if comma is None else comma + 1
    line = f"{doc.eol}{' ' * column(text, last.start)}{new}"
    if not _is_last(doc, after):
        return [Splice(after, after, f"{'' if comma else ','}{line}")]
    below = line_end(text, after)
    return [Splice(below, below, f"{line},")] if comma else [Splice(end, end, ","), Splice(below, below, line)]


def drop(doc: Document, holder: Node, at: int) -> Iterator[Way]:
    """One of several entries goes, with its comma; one with a line of its own goes with its comments."""
    text, entry = doc.text, holder.entries[at]
    end = entry.node.end
    comma = _comma(text, end)
    after = end if comma is None else comma + 1
    own_line = is_first(text, entry.start) and _is_last(doc, after)
    lines = [Splice(with_comments(doc, entry.start), next_line(text, after), "")]
    if comma is not None:
        yield lines if own_line else [_with_spaces(doc, entry.start, after)]
        return
    before = _comma(text, holder.entries[at - 1].node.end)
    if before is None:
        return
    if own_line:
        yield [Splice(before, before + 1, ""), *lines]
    if not any(before < comment < entry.start for comment in doc.comments):
        yield [Splice(before, end, "")]
    yield [Splice(before, before + 1, ""), Splice(entry.start, end, "")]


def _with_spaces(doc: Document, start: int, end: int) -> Splice:
    """The spaces between two entries go once: those before the last entry of a line, else those after the comma."""
    text = doc.text
    stop = end + len(text[end:]) - len(text[end:].lstrip(" "))
    if _is_last(doc, end) or text[stop : stop + 1] in ("]", "}"):
        return Splice(len(text[:start].rstrip(" ")) if not is_first(text, start) else start, end, "")
    return Splice(start, stop, "")


def _is_last(doc: Document, at: int) -> bool:
    """Nothing but a comment stands behind this place on its line."""
    rest = doc.text[at : line_end(doc.text, at)]
    return not rest.strip() or at + len(rest) - len(rest.lstrip(" ")) in doc.comments


def _comma(text: str, end: int) -> int | None:
    comma = gap_end(text, end)
    return comma if text.startswith(",", comma) else None
