"""An outline as text in the layout of new records: block style, a fact a line, items indented under their key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cmtool.document.outline import Entry, is_block, keeps_end
from cmtool.document.writer import text_lines
from cmtool.model.plain import Plain

_HEADER = re.compile(r"([|>])([-+1-9]*)")


class _Comments(NamedTuple):
    """Where the comments of an entry go: lines above it, lines beside it, lines below its last entry."""

    above: list[str]
    beside: list[str]
    below: list[str]


def layout(root: Entry) -> str:
    """The text of a file. What stands above the whole file stays there, with an empty line after it."""
    body = _block(root, 0, [*root.below, *_lines(root.beside)])
    if not root.entries:
        body = ["{}", *body]
    head = _tidied([*root.above, ""], is_first=True)
    return "\n".join([*(head if any(head) else []), *body]) + "\n"


def _block(entry: Entry, indent: int, below: list[str]) -> list[str]:
    """The entries of a list or mapping at an indent."""
    lines: list[str] = []
    is_first = True
    for inner in entry.entries:
        lines += _entry(inner, indent, is_first=is_first)
        is_first = _ends_open(inner)
    return lines + _indented(_tidied(below, is_first=is_first), indent)


def _ends_open(entry: Entry) -> bool:
    """The last text keeps the empty lines after it: none may be added."""
    while entry.entries and not entry.below:
        entry = entry.entries[-1]
    return keeps_end(entry.text)


def _entry(entry: Entry, indent: int, *, is_first: bool) -> list[str]:
    above, beside, below = _settled(entry)
    lines = _block(entry, indent + 2, below)
    if entry.is_item and entry.entries:
        # what stands above the first entry of an item has no place behind the dash, only above it
        lead = next(at for at, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
        above += [line.lstrip() for line in lines[:lead]]
        lines = [f"{' ' * indent}- {lines[lead].lstrip(' ')}", *lines[lead + 1 :]]
    else:
        first, *rest = _value(entry, indent)
        lines = [*_commented(first, beside), *rest, *lines]
    return _indented(_tidied(above, is_first=is_first), indent) + lines


def _settled(entry: Entry) -> _Comments:
    """The comments of an entry where its new layout has a place for them."""
    above, beside, below = list(entry.above), list(entry.beside), list(entry.below)
    if entry.entries and entry.is_item:
        return _Comments(above + _lines(beside), [], below)
    if entry.entries:
        return _Comments(above, _lines(beside[:1]), below + _lines(beside[1:]))
    if is_block(entry.text) and beside and "\n" in beside[-1]:
        return _Comments(above + _lines(beside), [], [])
    return _Comments(above + _lines(beside[:-1]) + below, _lines(beside[-1:]), [])


def _lines(comments: list[str]) -> list[str]:
    return [line for comment in comments for line in comment.split("\n")]


def _commented(line: str, beside: list[str]) -> Iterator[str]:
    """A line with what is said at its end, which goes on in the same column."""
    for comment in beside:
        yield f"{line}  {comment}"
        line = " " * len(line)
    if not beside:
        yield line


def _tidied(lines: list[str], *, is_first: bool) -> list[str]:
    """No two empty lines in a row, and none before what comes first."""
    return [line for at, line in enumerate(lines) if line or (lines[at - 1] if at else not is_first)]


def _indented(lines: list[str], indent: int) -> list[str]:
    return [f"{' ' * indent}{line}" if line else "" for line in lines]


def _value(entry: Entry, indent: int) -> list[str]:
    """A key or dash with the scalar, or the empty collection, behind it."""
    start = " " * indent + ("-" if entry.is_item else f"{entry.key_text}:")
    value = entry.value
    if entry.entries or (value is None and not entry.text):
        return [start]
    if isinstance(value, dict | list):
        return [f"{start} {'{}' if isinstance(value, dict) else '[]'}"]
    if is_block(entry.text):
        return _reindented(entry, start, indent + 2)
    if "\n" in entry.text:
        return list(text_lines(start, value, indent + 2)) if isinstance(value, str) else [f"{start} {value.text}"]
    return [f"{start} {entry.text}"]


def _reindented(entry: Entry, start: str, indent: int) -> list[str]:
    """A literal or folded text at another indent, in its style."""
    header, *lines = entry.text.split("\n")
    found = _HEADER.match(header)
    style, signs = found.groups() if found else ("|", "")
    digit = signs.strip("+-")
    first = next((line for line in lines if line.strip(" ")), "")
    if digit:
        before = entry.column + int(digit)
    else:
        before = len(first) - len(first.lstrip(" ")) if first else len(entry.text)
    chomping = signs.strip("123456789")
    value = entry.value.text if isinstance(entry.value, Plain) else entry.value
    if value and not value.endswith("\n"):
        chomping = "-"  # the file may have ended without a line end
    content = (line[before:] for line in lines)
    return [f"{start} {style}{'2' if digit else ''}{chomping}", *_indented(list(content), indent)]
