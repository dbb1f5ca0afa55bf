"""What is not kept where two entries become one, in words: nothing that somebody said goes without being told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cmtool.model.addresses import addresses
from cmtool.model.fields import FieldOf, fields
from cmtool.model.record import Part, Visibility
from cmtool.model.values import Values, plain_text

_LONG = 60
"""A text that is told is cut to as many characters."""


def losses(part: type[Part], entries: Sequence[Values], result: Values) -> str:
    """`level 3 stays, level 2 is dropped`: the fields in which entries differ; empty where nothing is lost.

    Lists of parts are left out: each of their items is told by itself.
    """
    known = fields(part)
    stays: list[str] = []
    dropped: list[str] = []
    for name in dict.fromkeys(name for entry in entries for name in entry):
        if _is_told_by_itself(known.get(name)):
            continue
        now = plain_text(result.get(name))
        lost = list(_lost([plain_text(entry.get(name)) for entry in entries], now))
        dropped += [_words(name, value, known) for value in lost]
        stays += [_words(name, now, known)] if lost and now is not None else []
    return ", ".join(clause for clause in (_clause(stays, "stay"), _clause(dropped, "dropped")) if clause)


def _is_told_by_itself(field: FieldOf | None) -> bool:
    return field is not None and field.shape.container == "list" and field.shape.part is not None


def _lost(values: Sequence[Any], now: Any) -> Iterator[Any]:
    told: list[Any] = []
    for value in values:
        if not _is_kept(value, now) and value not in told:
            told.append(value)
            yield value


def _is_kept(value: Any, now: Any) -> bool:
    """Nothing of the value is missing in what stands there now."""
    if isinstance(value, dict) and isinstance(now, dict):
        return all(_is_kept(inner, now.get(key)) for key, inner in value.items())
    if isinstance(value, list) and isinstance(now, list):
        return all(item in now for item in value)
    return value in (None, [], {}) or value == now


def _words(name: str, value: Any, known: dict[str, FieldOf]) -> str:
    """A field with its value, as far as a message may repeat it."""
    is_shown = name in known and known[name].visibility < Visibility.PRIVATE
    if not is_shown or not _is_told(value):
        return f"a value of '{name}'" if name in known else "a value of an own key"
    return f"{name} {value}" if len(value) <= _LONG else f"{name} '{value[: _LONG - 3]}...'"


def _is_told(value: Any) -> bool:
    return isinstance(value, str) and "\n" not in value and next(addresses(value), None) is None


def _clause(words: Sequence[str], verb: str) -> str:
    if not words:
        return ""
    ending = {"stay": ("stays", "stay"), "dropped": ("is dropped", "are dropped")}[verb][len(words) > 1]
    return f"{' and '.join(words)} {ending}"
