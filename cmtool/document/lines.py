"""The short way through plain block style: a line at a time, without a parser.

Most files of a registry are `key: value` and `- item` lines, and most lines stand in thousands of files. This reader
takes them line by line from a memory of lines already judged, several times faster than any parser's events. It knows
only what it is sure of; at the first line or indent that is not of that kind it gives up, and the events decide.
Whatever it accepts, the events read as the same values at the same places (tests/document/test_lines.py holds it to
that).
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from cmtool.model.plain import plain

_KEY = r"(?P<key>[a-z0-9][a-z0-9_-]{0,63})"
_PLAIN = r"~|[^\W_](?:[^\s:#]|:(?=[^\s:#])|(?<=[^\s:])\#|\ (?=[^\s:#])){0,400}"
_VALUE = rf"(?:(?P<plain>{_PLAIN})|(?P<double>\"[^\"\\]{{0,400}}\")|(?P<single>'[^']{{0,400}}'))"
_ITEM_VALUE = _VALUE.replace("(?P<", "(?P<item_")
_LINE: Final = re.compile(
    rf"(?P<indent>\ *)(?:(?:(?P<dash>-\ )?{_KEY}:(?:\ {_VALUE})?|-\ {_ITEM_VALUE})(?:\ +\#.*)?|(?P<skip>(?:\#.*)?))"
)

_ENTRY, _ITEM, _ITEM_ENTRY, _SKIP = range(4)
_NOTHING: Final = object()
"""The value of `key:` alone: null, or a block on the next lines."""
_MAX_DEPTH = 12
_MAX_LINES = 4000
_MEMO_SIZE = 100_000
_MEMO_WIDTH = 200
"""Longer lines hardly come twice, and a hostile file may hold very long ones."""


class _Line(NamedTuple):
    """A line judged: its column, what it is, key and value, and where they stand in the line."""

    column: int
    kind: int
    key: str
    value: Any
    key_start: int
    key_end: int
    start: int
    end: int


_memo: dict[str, _Line | None] = {}
_UNSEEN: Final = object()


def read_lines(text: str, spans: list[int]) -> dict[str, Any] | None:
    """The fields of a file in plain block style, filling `spans` as `source` describes; None if it is not surely that.

    One loop without calls: it runs for every line of a registry.
    """
    lines = text.split("\n")
    if len(lines) > _MAX_LINES:
        return None
    root: dict[str, Any] = {}
    node: Any = root
    column, at = 0, 0
    pending: str | None = None
    stack: list[tuple[Any, int, int]] = []
    seen, add = _memo.get, spans.extend
    offset = end = size = 0
    for text_line in lines:
        line: Any = seen(text_line, _UNSEEN)
        if line is _UNSEEN:
            line = _remembered(text_line)
        if line is None:
            return None
        here, kind, key, value, key_start, key_end, start, stop = line
        if kind != _SKIP:
            if not size:
                if here or kind != _ENTRY:
                    return None
                add((offset, offset, 0))
                size = 3
            if pending is not None:
                if here > column or (here == column and kind != _ENTRY):
                    inner: Any = {} if kind == _ENTRY else []
                    stack.append((node, column, at))
                    node[pending] = inner
                    node, column, at = inner, here, size
                    add((offset + here, offset + here, 0))
                else:
                    node[pending] = None
                    add((end, end, size + 3))
                size += 3
                pending = None
            while here < column:
                spans[at + 1], spans[at + 2] = end, size
                node, column, at = stack.pop()
            if here != column or (kind == _ENTRY) != (node.__class__ is dict):
                if here != column or kind != _ENTRY or stack[-1][1] != column:
                    return None
                spans[at + 1], spans[at + 2] = end, size  # a list in the column of its key ends here
                node, column, at = stack.pop()
            if kind == _ITEM:
                end = offset + stop
                size += 3
                add((offset + start, end, size))
                node.append(value)
            else:
                if kind == _ITEM_ENTRY:
                    stack.append((node, column, at))
                    inner = {}
                    node.append(inner)
                    node, column, at = inner, here + 2, size
                    add((offset + key_start, offset + key_start, 0))
                    size += 3
                if key in node or len(stack) > _MAX_DEPTH:
                    return None
                if value is _NOTHING:
                    pending = key
                    end = offset + key_end + 1
                    size += 3
                    add((offset + key_start, offset + key_end, size))
                else:
                    end = offset + stop
                    size += 6
                    add((offset + key_start, offset + key_end, size - 3, offset + start, end, size))
                    node[key] = value
        offset += len(text_line) + 1
    if not size:
        return None
    if pending is not None:
        node[pending] = None
        size += 3
        add((end, end, size))
    for opened in (at, *(before for _, _, before in stack)):
        spans[opened + 1], spans[opened + 2] = end, size
    return root


def _remembered(line: str) -> _Line | None:
    if len(_memo) >= _MEMO_SIZE:
        _memo.clear()
    judged = _judged(line)
    if len(line) <= _MEMO_WIDTH:
        _memo[line] = judged
    return judged


def _judged(line: str) -> _Line | None:
    """A line taken apart, or None if it is not surely what it seems."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    column = len(found["indent"])
    if found["skip"] is not None:
        return _Line(column, _SKIP, "", None, 0, 0, 0, 0)
    if found["key"] is None:
        value, (start, end) = _value(found, "item_")
        return _Line(column, _ITEM, "", value, 0, 0, start, end)
    value, (start, end) = _value(found, "")
    return _Line(column, _ITEM_ENTRY if found["dash"] else _ENTRY, found["key"], value, *found.span("key"), start, end)


def _value(found: re.Match[str], prefix: str) -> tuple[Any, tuple[int, int]]:
    for form in ("plain", "double", "single"):
        text = found[prefix + form]
        if text is not None:
            return plain(text) if form == "plain" else text[1:-1], found.span(prefix + form)
    return _NOTHING, (0, 0)
