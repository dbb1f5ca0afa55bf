"""The canonical layout of a record file: the same facts and comments, in the form in which new records are written.

Keys stand in the order of the model, those it does not know (`x-`) after them; free mappings keep theirs. What stands
in brackets is opened: a registry is written one fact a line, so that a diff shows one fact. A text that other YAML
tools would take for a number, a flag or a time is quoted; otherwise quotes, nulls and long lines stay as somebody wrote
them, and block texts keep their style. Every comment stays with what it is about (see `comments`).

The result is read again before anybody sees it: it holds the same values and the same comments, and formatting it
again changes nothing. A file of which that is not true is refused, never damaged.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from cmtool.document.comments import attach
from cmtool.document.layout import layout
from cmtool.document.nodes import document
from cmtool.document.order import is_text, places
from cmtool.document.outline import Entry, outline
from cmtool.document.reader import Reading, read
from cmtool.document.scalar import quoted, scalar
from cmtool.errors import CmtoolError
from cmtool.model.fields import Shape, below, whole
from cmtool.model.plain import Plain, plain
from cmtool.model.record import Record
from cmtool.model.values import plain_text

_ONLY_IN_BRACKETS = ("-", "?")
"""Texts that may stand without quotes in brackets, but not on a line of their own."""


class CannotFormat(CmtoolError):
    """The file stays as it is: why, and the line (0 for the whole file)."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"cannot be formatted: {reason}")
        self.reason = reason
        self.line = line


def canonical(data: bytes, model: type[Record] | None) -> bytes:
    """The bytes of a file in canonical layout; without a model, keys and scalars stay as they are."""
    reading = _read(data.replace(b"\r\n", b"\n"))
    text, expected = _formatted(reading, model)
    if text != reading.source.text:
        _verify(reading, _again(text), expected, model)
    if b"\r" in data and plain_text(_read(data).value) != plain_text(expected):
        raise CannotFormat("its line ends are part of a text; end lines with a line feed alone")
    return text.encode()


def _read(data: bytes) -> Reading:
    reading = read("", data)
    if reading.value is None:
        finding = reading.findings[0]
        raise CannotFormat(f"{finding.message}; `cmtool validate` says more", finding.span.line)
    return reading


def _formatted(reading: Reading, model: type[Record] | None) -> tuple[str, dict[str, Any]]:
    """The text in canonical layout, and the values that it should hold."""
    doc = document(reading)
    outlined = outline(doc)
    attach(doc, outlined)
    root = outlined.root
    _keep_head(root)
    _arrange(root, whole(model) if model else None)
    return layout(root), _values(root)


def _keep_head(root: Entry) -> None:
    """What stands above the first key, up to the last empty line, is about the file and not about the key."""
    if not root.entries:
        return
    above = root.entries[0].above
    size = len(above) - above[::-1].index("") if "" in above else 0
    root.above += above[:size]
    del above[:size]


def _arrange(entry: Entry, shape: Shape | None) -> None:
    """Bring keys in the order of the model, and quote what is a text and does not look like one."""
    if isinstance(entry.value, Plain) and is_text(shape):
        entry.value = entry.value.text
        entry.text = quoted(entry.value)
    elif entry.text in _ONLY_IN_BRACKETS:
        entry.text = quoted(entry.text)
    known = places(shape)
    entry.entries.sort(key=lambda inner: known.get(inner.key or "", len(known)))
    for inner in entry.entries:
        if inner.key is None:
            _arrange(inner, below(shape, 0))
        else:
            if "\n" in inner.key_text or (inner.key_text == inner.key and not isinstance(plain(inner.key), str)):
                inner.key_text = scalar(inner.key)
            _arrange(inner, below(shape, inner.key))


def _values(entry: Entry) -> Any:
    if isinstance(entry.value, dict):
        return {inner.key: _values(inner) for inner in entry.entries}
    if isinstance(entry.value, list):
        return [_values(inner) for inner in entry.entries]
    return entry.value


def _again(text: str) -> Reading:
    reading = read("", text.encode())
    if reading.value is None:
        raise CannotFormat(f"in canonical layout, {reading.findings[0].message}")
    return reading


def _verify(before: Reading, after: Reading, expected: dict[str, Any], model: type[Record] | None) -> None:
    """The result says the same, with the same comments, and is final."""
    if after.value != expected:
        raise CannotFormat("a value would change; put it into quotes on one line")
    if _said(after) != _said(before):
        raise CannotFormat("a comment stands where the canonical layout has no place for it")
    if _formatted(after, model)[0] != after.source.text:
        raise CannotFormat("a comment or text would move again the next time; simplify what stands around it")


def _said(reading: Reading) -> Counter[str]:
    """The comments of a file."""
    return Counter(comment.rstrip() for comment in document(reading).comments.values())
