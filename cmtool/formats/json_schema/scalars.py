"""Single values as JSON Schema: as YAML 1.2 tools hand them on, which read a date as text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any, Final

from pydantic import BeforeValidator, StringConstraints

from cmtool.formats.json_schema.words import Schema, Words
from cmtool.model.record import Ref
from cmtool.model.scalars import EXPECTED, LONGEST, to_minutes

_DAY: Final[Schema] = {
    "type": "string",
    "format": "date",
    "pattern": "^(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$",
    "patternErrorMessage": "Expected a date, as 2026-03-01",
}
_CLOCK: Final[Schema] = {
    "type": "string",
    "pattern": "^(?:[01]?[0-9]|2[0-3]):[0-5][0-9]$",
    "patternErrorMessage": 'Expected a time of day, as "14:30"',
}
_KNOWN: Final[dict[type, Schema]] = {
    date: _DAY,
    time: _CLOCK,
    int: {"type": "integer", "minimum": 0},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
}


def scalar(kind: type, marks: Sequence[Any], words: Words) -> Schema:
    """The schema of a single value, by its type and what is annotated to it."""
    if kind is str:
        return _text(marks, words)
    bounds = {"maximum": LONGEST} if any(_is_minutes(mark) for mark in marks) else {}
    return {**_KNOWN[kind], **bounds}


def _is_minutes(mark: Any) -> bool:
    return isinstance(mark, BeforeValidator) and mark.func is to_minutes


def _text(marks: Sequence[Any], words: Words) -> Schema:
    target = next((mark.target for mark in marks if isinstance(mark, Ref)), "")
    listed = words.get(target, {})
    if "enum" in listed:
        return {"type": "string", **listed}
    form: Schema = {"type": "string"}
    for mark in marks:
        if isinstance(mark, StringConstraints):
            form |= form_of(mark)
    return form | listed


def form_of(mark: StringConstraints) -> Schema:
    """The form of a text: pattern and length."""
    pattern = str(mark.pattern) if mark.pattern is not None else ""
    form: Schema = {"pattern": ecma(pattern)} if pattern else {}
    if pattern in EXPECTED:
        form["patternErrorMessage"] = f"Expected {EXPECTED[pattern]}"
    lengths = {"minLength": mark.min_length, "maxLength": mark.max_length}
    return form | {name: length for name, length in lengths.items() if length is not None}


def ecma(pattern: str) -> str:
    r"""A pattern as ECMA 262 has it, where `\"` is no escape."""
    return pattern.replace('\\"', '"')
