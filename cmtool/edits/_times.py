"""Entries that hold for a time: whether two of them meet, and the time that they cover together."""

from __future__ import annotations

from datetime import date
from typing import Any

from cmtool.model.fields import fields
from cmtool.model.record import Part
from cmtool.model.values import Values, plain_text


def has_times(part: type[Part]) -> bool:
    """An item of this kind has a first and a last day."""
    return {"since", "until"} <= fields(part).keys()


def overlap(ours: Values, theirs: Values) -> bool:
    """Both hold on some day; an end on an unknown day says nothing about the time."""
    if "unknown" in (ours.get("until"), theirs.get("until")):
        return False
    first, second = sorted((_day(entry, "since", date.min), _day(entry, "until", date.max)) for entry in (ours, theirs))
    return second[0] <= first[1]


def _day(entry: Values, name: str, otherwise: date) -> str:
    return plain_text(entry.get(name)) or otherwise.isoformat()


def covered(ours: Values, theirs: Values) -> tuple[Any, Any]:
    """The earlier first day, a known one before none, and the later last day or none."""
    begun = [entry["since"] for entry in (ours, theirs) if entry.get("since") is not None]
    ends = [entry.get("until") for entry in (ours, theirs)]
    return min(begun, key=plain_text, default=None), None if None in ends else max(ends, key=plain_text)
