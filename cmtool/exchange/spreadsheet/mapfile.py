"""The map file: which column is which field, and what answers mean; YAML, with the reader of the registry.

    kind: members
    dates: day-first
    columns:
      - header: May we list you publicly? (yes/no)
        field: consents.listing
        values:
          "Yes": timestamp
          "No": declined
    defaults:
      status: onboarding

Headers and answers that are short may also be keys: `columns: {Name: name}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cmtool.document.reader import read
from cmtool.errors import CmtoolError
from cmtool.exchange.spreadsheet.days import ORDERS, Order
from cmtool.model.plain import Plain
from cmtool.suggestion import did_you_mean, nearest

Answers = Mapping[str, str | None]
_TOP = ("kind", "columns", "dates", "defaults")
_ENTRY = ("header", "column", "field", "values")
_ANSWER = ("answer", "means")


class Entry(NamedTuple):
    """One line of the map: a header, or the letter of a column, its field (None: left out), and what answers mean."""

    header: str
    letter: str
    field: str | None
    answers: Answers | None

    @property
    def name(self) -> str:
        """How a message names the column."""
        return f"'{self.header}'" if self.header else self.letter


class MapFile(NamedTuple):
    """What a map file says."""

    kind: str | None = None
    entries: tuple[Entry, ...] = ()
    dates: Order | None = None
    defaults: Mapping[str, str] = {}


def read_map(path: str, data: bytes) -> MapFile:
    """The map in a file; CmtoolError with its line where it is none."""
    reading = read(path, data)
    if reading.value is None:
        first = reading.findings[0]
        raise CmtoolError(f"{path}:{first.span.line}: {first.message}" + (f"; {first.hint}" if first.hint else ""))
    try:
        return _map(reading.value)
    except _Wrong as error:
        raise CmtoolError(f"{path}: {error}") from None


class _Wrong(ValueError):
    """What is wrong with the map."""


def _map(values: dict[str, Any]) -> MapFile:
    _known(values, _TOP, "the map")
    dates = _text(values.get("dates"), "dates")
    if dates is not None and dates not in ORDERS:
        raise _Wrong(f"dates: expected {', '.join(ORDERS)}{did_you_mean(nearest(dates, ORDERS))}")
    order = next((order for order in ORDERS if order == dates), None)
    defaults = {name: _text(value, name) or "" for name, value in _mapping(values.get("defaults"), "defaults").items()}
    return MapFile(_text(values.get("kind"), "kind"), tuple(_entries(values.get("columns"))), order, defaults)


def _entries(value: Any) -> Iterator[Entry]:
    if value is None:
        return
    if isinstance(value, dict):
        for header, meant in value.items():
            inner = {**meant} if isinstance(meant, dict) else {"field": meant}
            yield _entry({"header": header, **inner})
    elif isinstance(value, list):
        for item in value:
            yield _entry(_mapping(item, "columns"))
    else:
        raise _Wrong("columns: expected 'header: field' pairs, or a list of 'header', 'field' and 'values'")


def _entry(value: dict[str, Any]) -> Entry:
    _known(value, _ENTRY, "a column")
    header, letter = _text(value.get("header"), "header") or "", _text(value.get("column"), "column") or ""
    if not header and not letter:
        raise _Wrong("a column needs its 'header', or with 'column' its letter (A, B, ...)")
    field = _text(value.get("field"), "field")
    return Entry(header, letter.upper(), field, _answers(value["values"]) if "values" in value else None)


def _answers(value: Any) -> Answers:
    """What answers mean, by the answer in lower case."""
    if isinstance(value, list):
        pairs = []
        for item in value:
            _known(_mapping(item, "values"), _ANSWER, "a value")
            pairs.append((_text(item.get("answer"), "answer") or "", _text(item.get("means"), "means")))
    else:
        pairs = [(answer, _text(meant, answer)) for answer, meant in _mapping(value, "values").items()]
    return {" ".join(answer.split()).casefold(): meant for answer, meant in pairs}


def _known(value: Mapping[str, Any], names: tuple[str, ...], where: str) -> None:
    for name in value:
        if name not in names:
            raise _Wrong(
                f"unknown key '{name}' in {where}{did_you_mean(nearest(name, names))}; expected {', '.join(names)}"
            )


def _mapping(value: Any, where: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _Wrong(f"{where}: expected keys with values, one a line: 'key: ...'")
    return value


def _text(value: Any, where: str) -> str | None:
    if isinstance(value, Plain):
        return value.text
    if value is None or isinstance(value, str):
        return value
    raise _Wrong(f"{where}: expected one word or text")
