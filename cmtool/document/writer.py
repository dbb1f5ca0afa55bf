"""New records as canonical YAML text: block style, a fact a line, items indented under their key.

Every scalar is written so that our reader, YAML 1.1 and YAML 1.2 tools read the same value: what one of them would take
for something else is quoted, and characters that nobody can see are escaped. The same values give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cmtool.document.scalar import bare, scalar
from cmtool.document.screen import refused

WIDTH = 100
"""Texts longer than this are folded at this column."""

_BREAK = re.compile(r"(?<=[^\s]) (?=[^\s])")


def write(values: Mapping[str, Any]) -> str:
    """The text of a file with these fields: texts, dates, times, numbers, flags, nulls, lists and mappings of them."""
    return "\n".join(_fields(values, 0)) + "\n" if values else "{}\n"


def _fields(values: Mapping[str, Any], indent: int) -> Iterator[str]:
    for name, value in values.items():
        yield from _placed(f"{' ' * indent}{scalar(name)}:", value, indent)


def _items(values: Sequence[Any], indent: int) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping | list | tuple) and value:
            inside = _fields(value, indent + 2) if isinstance(value, Mapping) else _items(value, indent + 2)
            yield f"{' ' * indent}- {next(inside).lstrip(' ')}"
            yield from inside
        else:
            yield from _placed(f"{' ' * indent}-", value, indent)


def _placed(start: str, value: Any, indent: int) -> Iterator[str]:
    """A value behind its key or dash: on the same line, or on the lines below it."""
    if isinstance(value, Mapping | list | tuple):
        if not value:
            yield f"{start} {'{}' if isinstance(value, Mapping) else '[]'}"
            return
        yield start
        yield from _fields(value, indent + 2) if isinstance(value, Mapping) else _items(value, indent + 2)
    elif isinstance(value, str):
        yield from text_lines(start, value, indent + 2)
    else:
        yield f"{start} {bare(value)}"


def text_lines(start: str, text: str, indent: int) -> Iterator[str]:
    """A text: folded or literal where it is long or has lines and comes back unchanged, else a scalar on its line."""
    style, lines = ("|-", text.split("\n")) if "\n" in text else (">-", _folded(text, WIDTH - indent))
    if len(lines) > 1 and _is_block(lines):
        yield f"{start} {style}"
        yield from (f"{' ' * indent}{line}" if line else "" for line in lines)
    else:
        yield f"{start} {scalar(text)}"


def _folded(text: str, width: int) -> list[str]:
    """The text broken at single spaces, each of which folding gives back."""
    if len(text) <= WIDTH:
        return [text]
    lines, line = [], ""
    for word in _BREAK.split(text):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _is_block(lines: list[str]) -> bool:
    """No line of the text is lost or changed in a block scalar."""
    if not lines[0] or not lines[-1] or any(line != line.strip() for line in lines):
        return False
    return all(refused(line) is None for line in lines)
