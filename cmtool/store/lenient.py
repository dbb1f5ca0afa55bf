"""Versions of a record that today's schema does not take: what does not fit a field is left out, the rest is kept."""

from __future__ import annotations

import copy
from typing import Any

from cmtool.model.community import SCHEMA
from cmtool.model.record import Record
from cmtool.model.values import Values
from cmtool.source import Field, Source
from cmtool.store.schema import to_record

_ROUNDS = 20
"""Leaving out a value can make another one wrong; after so many rounds the record is given up."""


def to_past_record(model: type[Record], id: str, values: Values, source: Source) -> Record | None:
    """A record from values of any age; None where what is left has not what every record needs."""
    values = copy.deepcopy(values)
    if not model.folder:
        values["schema"] = str(SCHEMA)
    for _ in range(_ROUNDS):
        record, findings = to_record(model, id, values, source)
        if record is not None:
            return record
        wrong = {_existing(values, finding.field) for finding in findings if finding.is_error}
        if () in wrong:
            return None
        for field in sorted(wrong, key=_from_the_end, reverse=True):
            _leave_out(values, field)
    return None


def _existing(values: Any, field: Field) -> Field:
    """What to leave out for a field that is wrong: its value, or where it is missing what it is missing in."""
    for depth, part in enumerate(field):
        is_there = part in values if isinstance(values, dict) else isinstance(part, int) and part < len(values or ())
        if not is_there:
            return field[:depth]
        values = values[part]
    return field


def _from_the_end(field: Field) -> tuple[tuple[int, str], ...]:
    """Later items of a list first, so that the positions of the others stay true."""
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in field)


def _leave_out(values: Any, field: Field) -> None:
    """Take a value out; it may be gone already, with what it stood in."""
    for part in field[:-1]:
        if isinstance(values, dict) and part not in values:
            return
        values = values[part]
    values.pop(field[-1], *([None] if isinstance(values, dict) else []))
