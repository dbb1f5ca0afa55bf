"""Ids of new records: proposed out of what is known, and refused where they are taken."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final
from unicodedata import combining, normalize

from cmtool.errors import CmtoolError
from cmtool.model.addresses import addresses, named
from cmtool.model.kinds import KINDS
from cmtool.model.registry import Registry
from cmtool.model.scalars import to_day
from cmtool.model.values import Values, plain_text
from cmtool.store.layout import bad_id

_LENGTH = 64
_FORM = "2 to 64 lower-case letters (a-z), digits and single hyphens"
_UNFOLDED: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "ng"}
)
"""Latin letters that Unicode does not take apart."""
_APOSTROPHES: Final = re.compile("['\u2019\u02bb\u02bc`\u00b4]")


def folded(text: str) -> str:
    """A text without case and diacritics, so that two ways to write a name are the same."""
    plain = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return " ".join(plain.casefold().translate(_UNFOLDED).split())


def slug(text: str) -> str:
    """An id made of a text, cut at a word; empty where letters would be lost, as those of another script."""
    plain = _APOSTROPHES.sub("", folded(_APOSTROPHES.sub("", text)))
    if any(letter.isalnum() and not letter.isascii() for letter in plain):
        return ""
    cut = "-".join(re.findall(r"[a-z0-9]+", plain))[: _LENGTH + 1]
    cut = cut if len(cut) <= _LENGTH else cut.rpartition("-")[0] or cut[:_LENGTH]
    return "" if bad_id(cut)[0] else cut


def proposed(registry: Registry, folder: str, values: Values) -> str:
    """The id for a record with these values: its name, of a meeting the date and what meets; empty if none is told."""
    texts = plain_text(values)
    if folder != "meetings":
        return slug(_text(texts, "name"))
    series, day = _text(texts, "series"), _day(values.get("date"))
    group, _, own = series.partition("/")
    if series == "event":
        words = slug(_text(texts, "title") or _text(texts.get("event"), "name"))
        return _dated(day, words)
    short = _dated(day, slug(group))
    return _dated(day, slug(f"{group} {own}")) if own and short and registry.is_known(folder, short) else short


def _text(values: Any, name: str) -> str:
    value = values.get(name) if isinstance(values, dict) else None
    return value if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    try:
        return to_day(value)
    except ValueError:
        return None


def _dated(day: date | None, words: str) -> str:
    return slug(f"{day} {words}") if day and words else ""


def free_id(registry: Registry, folder: str, id: str) -> str:
    """The id, without its folder; CmtoolError if it is no id, is taken, or once was somebody else's."""
    id = id.removeprefix(f"{folder}/")
    problem, hint, _ = bad_id(id)
    if problem.startswith("file name"):
        guess = slug(id) if next(addresses(id), None) is None else ""
        raise CmtoolError(f"id {named(id)} cannot be: use {_FORM}" + (f", as {guess}" if guess else ""))
    if problem:
        raise CmtoolError(f"{problem}: {hint}")
    if registry.is_known(folder, id):
        raise CmtoolError(
            f"{folder}/{id} is there already: change it with 'cmtool set {folder}/{id} field=value', "
            f"or give another id: cmtool add {KINDS[folder].singular} ID ..."
        )
    holder = next((record.ref for record in registry.records[folder].values() if id in record.formerly), None)
    if holder is not None:
        raise CmtoolError(f"'{id}' was the id of {holder}, and still leads there: choose another one")
    return id
