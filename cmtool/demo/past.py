"""What the records of the sample said before, where no date in them tells: `history.yaml`, read and applied.

A period tells of one record what differed from today up to a day: `was` holds other values (a mapping is merged, null
takes a field out), `also` more items of its lists, `id` the name of its file then.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from cmtool.document.reader import read
from cmtool.model.plain import Plain

Values = dict[str, Any]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNT = re.compile(r"[0-9]+")


class Occasion(NamedTuple):
    """A commit of the sample: the day, the member who made it, and the message."""

    day: date
    by: str
    message: str
    """The first line, and after an empty one what happened, by reference: no name stands in it."""


class Past(NamedTuple):
    """The commits, the numbers in their authors' GitHub addresses, and the periods of each record, latest first."""

    occasions: list[Occasion]
    numbers: dict[str, int]
    periods: dict[str, list[Values]]

    @property
    def today(self) -> date:
        """The day of the last commit."""
        return self.occasions[-1].day

    def id(self, ref: str, day: date) -> str:
        """The id of a record of today on a day."""
        id = ref.rpartition("/")[2]
        for period in self._held(ref, day):
            id = period.get("id", id)
        return id

    def values(self, ref: str, values: Values, day: date) -> Values:
        """The values of a record of today on a day, as far as no date in them tells."""
        for period in self._held(ref, day):
            values = merged(values, period.get("was", {}))
            for name, items in period.get("also", {}).items():
                values = {**values, name: _among(values.get(name, []), items)}
        return values

    def _held(self, ref: str, day: date) -> list[Values]:
        return [period for period in self.periods.get(ref, []) if day <= period["until"]]


def past(history: bytes) -> Past:
    """The history of the sample."""
    values = values_of("history.yaml", history)
    return Past(
        [Occasion(**occasion) for occasion in values["commits"]],
        values["authors"],
        {ref: sorted(periods, key=_until, reverse=True) for ref, periods in values["records"].items()},
    )


def values_of(path: str, data: bytes) -> Values:
    """The values of a file of the sample, with days, numbers and flags as Python has them."""
    reading = read(path, data)
    if reading.value is None:
        raise ValueError(f"{path}: {reading.findings[0].message}")
    values: Values = _typed(reading.value)
    return values


def merged(values: Mapping[str, Any], other: Mapping[str, Any]) -> Values:
    """Values with others put over them: mappings are merged, null takes a field out, all else is replaced."""
    made = dict(values)
    for name, value in other.items():
        if value is None:
            made.pop(name, None)
        elif isinstance(value, dict) and isinstance(made.get(name), dict):
            made[name] = merged(made[name], value)
        else:
            made[name] = value
    return made


def _among(items: list[Values], more: list[Values]) -> list[Values]:
    """More items of a list, each before those of the same name, so that nothing changes places when it goes."""
    made = list(items)
    for item in more:
        name, value = next(iter(item.items()))
        made.insert(next((at for at, other in enumerate(made) if other[name] == value), len(made)), item)
    return made


def _until(period: Values) -> date:
    until: date = period["until"]
    return until


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    return _scalar(value.text) if isinstance(value, Plain) else value


def _scalar(text: str) -> Any:
    """An unquoted scalar as the sample uses them; a time of day stays text."""
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if _COUNT.fullmatch(text):
        return int(text)
    return {"true": True, "false": False}.get(text, text)
