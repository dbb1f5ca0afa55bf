"""Ids of new records: proposed out of what is known, and refused where they are taken."""

from __future__ import annotations

from datetime import date
from typing import Any

from cmtool.errors import CmtoolError
from cmtool.model.addresses import addresses, named
from cmtool.model.kinds import KINDS
from cmtool.model.registry import Registry
from cmtool.model.scalars import to_day
from cmtool.model.values import Values, plain_text
from cmtool.store.layout import bad_id, id_of

_FORM = "2 to 64 lower-case letters (a-z), digits and single hyphens"


def proposed(registry: Registry, folder: str, values: Values) -> str:
    """The id for a record with these values: its name, of a meeting the date and what meets; empty if none is told."""
    texts = plain_text(values)
    if folder != "meetings":
        return id_of(_text(texts, "name"))
    series, day = _text(texts, "series"), _day(values.get("date"))
    group, _, own = series.partition("/")
    if series == "event":
        words = id_of(_text(texts, "title") or _text(texts.get("event"), "name"))
        return _dated(day, words)
    short = _dated(day, id_of(group))
    return _dated(day, id_of(f"{group} {own}")) if own and short and registry.is_known(folder, short) else short


def _text(values: Any, name: str) -> str:
    value = values.get(name) if isinstance(values, dict) else None
    return value if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    try:
        return to_day(value)
    except ValueError:
        return None


def _dated(day: date | None, words: str) -> str:
    return id_of(f"{day} {words}") if day and words else ""


def free_id(registry: Registry, folder: str, id: str) -> str:
    """The id, without its folder; CmtoolError if it is no id, is taken, or once was somebody else's."""
    id = id.removeprefix(f"{folder}/")
    problem, hint, _ = bad_id(id)
    if problem.startswith("file name"):
        guess = id_of(id) if next(addresses(id), None) is None else ""
        raise CmtoolError(f"id {named(id)} cannot be: use {_FORM}" + (f", as {guess}" if guess else ""))
    if problem:
        raise CmtoolError(f"{problem}: {hint}")
    if registry.is_known(folder, id):
        raise CmtoolError(
            f"{folder}/{id} is there already: change it with 'cmtool set {folder}/{id} field=value', "
            f"or give another id: cmtool add {KINDS[folder].singular} ID ..."
        )
    holder = registry.formerly(folder, id)
    if holder is not None:
        raise CmtoolError(f"'{id}' was the id of {holder.ref}, and still leads there: choose another one")
    return id
