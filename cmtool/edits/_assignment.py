"""Assignments as people type them (`country=SN`, `members[amina-diallo].role=lead`), and the values that they mean.

What a word means is decided by the field it is given to: `NO` is a country, `1.10` a version, `5` a number, `today` a
date. Lists of words are split at commas, `[fr, wo]` and `{skill: openapi, level: 3}` are YAML on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any, Literal, NamedTuple

from cmtool.document.reader import read
from cmtool.document.screen import refused
from cmtool.edits._words import cut, holds_address
from cmtool.errors import CmtoolError
from cmtool.model.addresses import shown
from cmtool.model.change import Path, path_of
from cmtool.model.fields import Shape, fields
from cmtool.model.plain import Plain, plain

Sign = Literal["=", "+=", "-="]

_ASSIGNMENT = re.compile(r"((?:[^\[\]=]|\[[^\]]*\])+?)([+-]?=)(.*)", re.DOTALL)
_PATH = re.compile(r"[^.\[\]\s]+(?:\.[^.\[\]\s]+|\[[^\]\n]+\])*")
_TEXTUAL = (str, time)
"""Scalars that are written as texts; a time of day is quoted."""


class Assignment(NamedTuple):
    """A word of the command line taken apart: the field as messages name it, the way to it, the sign, and the text."""

    field: str
    path: Path
    sign: Sign
    text: str


def parsed(word: str) -> Assignment:
    """The parts of `field=value`, `field+=value`, `field-=value` or `field=`; the value is not looked at yet.

    CmtoolError for what is none, and for characters that no registry file may hold.
    """
    word = word.replace("\r\n", "\n")
    found = _ASSIGNMENT.fullmatch(word)
    field = found[1].strip() if found else ""
    if found is None or not _PATH.fullmatch(field):
        raise CmtoolError(f"{_beginning(word)} is not an assignment; expected field=value, as country=SN")
    refusal = refused(word)
    if not _is_text(word):
        raise CmtoolError(f"{shown(field) if _is_text(field) else 'the field'}: this is not UTF-8 text")
    if refusal is not None:
        what = refusal.message.split(" at byte ")[0]
        raise CmtoolError(f"{shown(field)}: {what}; {refusal.hint}")
    sign: Any = found[2]
    written = "this field" if holds_address(field) else cut(field)[1:-1]
    return Assignment(written, path_of(field), sign, found[3])


def _beginning(word: str) -> str:
    """What may be repeated of a word that is no assignment: not the value, which may be private."""
    first = re.match(r"[^\s:=]{0,40}", word)
    return shown(first[0]) if first and first[0] and _is_text(first[0]) else "the text"


def _is_text(word: str) -> bool:
    """Bytes of an argument that are not UTF-8 arrive as surrogates, which no file can hold."""
    return not any("\ud800" <= character <= "\udfff" for character in word)


def value_of(assignment: Assignment, shape: Shape | None, today: date, *, hidden: bool = False) -> Any:
    """The value that the text means for a field of this shape, as the reader gives it back.

    `shape` is None for keys of the community's own (`x-`). With `hidden` no message tells of the value.
    """
    given = _read(assignment, shape, hidden=hidden)
    return given if shape is None else fitted(shape, given, today)


def items_of(assignment: Assignment, shape: Shape, today: date, *, hidden: bool = False) -> list[Any]:
    """The items that the text means for a list of this shape: those of `[..]`, words between commas, or one."""
    given = _read(assignment, shape, hidden=hidden)
    listed = given if isinstance(given, list) else _split(shape, given) if isinstance(given, str) else [given]
    return [fitted(shape._replace(container="one"), item, today) for item in listed]


def _read(assignment: Assignment, shape: Shape | None, *, hidden: bool) -> Any:
    is_scalar = shape is not None and shape.container == "one" and shape.part is None
    text = assignment.text
    return text if is_scalar or text.lstrip()[:1] not in ("{", "[") else _flow(assignment.field, text.strip(), hidden)


def _flow(field: str, text: str, hidden: bool) -> Any:
    """The value of YAML on one line; all of the text must belong to it."""
    reading = read("the value", f"value: {text}\n".encode())
    if reading.value is None:
        told = "" if hidden else f": {reading.findings[0].message}"
        raise CmtoolError(f"'{field}': what is in brackets cannot be read{told}")
    if list(reading.value) != ["value"] or reading.source.locate(("value",))[1] != len(f"value: {text}"):
        raise CmtoolError(f"'{field}': expected one value in brackets and nothing after it")
    return reading.value["value"]


def fitted(shape: Shape, value: Any, today: date) -> Any:
    """A value with every scalar as its field writes it: texts as text, dates and numbers bare, `today` as a date.

    What fits no field stays as it is: it is judged later, in one place.
    """
    if isinstance(value, dict):
        return dict(_entries(shape, value, today))
    if isinstance(value, list):
        return [fitted(shape._replace(container="one"), item, today) for item in value]
    if value is None or (shape.part is not None and shape.container == "one"):
        return value
    text = value.text if isinstance(value, Plain) else value
    if shape.container == "list":
        return _listed(shape, text, today)
    return _scalar(shape, text, today)


def _entries(shape: Shape, values: dict[str, Any], today: date) -> Iterator[tuple[str, Any]]:
    known = fields(shape.part) if shape.part is not None and shape.container != "dict" else {}
    for name, value in values.items():
        inner = shape._replace(container="one") if shape.container == "dict" else None
        if name in known:
            inner = known[name].shape
        yield name, value if inner is None else fitted(inner, value, today)


def _listed(shape: Shape, text: str, today: date) -> Any:
    """Words of a list, or the one value that may stand in its place: `attended=12`."""
    if shape.alone and isinstance(plain(text), Plain):
        return _scalar(shape._replace(container="one", scalars=shape.alone), text, today)
    return [_scalar(shape, word, today) for word in _split(shape, text)]


def _split(shape: Shape, text: str) -> list[str]:
    """Words between commas; a text that is a good item as a whole, as any sentence, is one item."""
    is_item = str in shape.scalars and not shape.words and (not shape.pattern or re.search(shape.pattern, text))
    if is_item or shape.part is not None:
        return [text] if text.strip() else []
    return [word for part in text.split(",") if (word := part.strip())]


def _scalar(shape: Shape, text: str, today: date) -> Any:
    if text in shape.words:
        return text
    if date in shape.scalars and text == "today":
        return Plain(today.isoformat())
    if any(kind not in _TEXTUAL for kind in shape.scalars):
        read_bare = plain(text)
        return text if read_bare is None and text != "null" else read_bare
    return text
