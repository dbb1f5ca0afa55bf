"""Ids of new records: proposed out of what is known, and refused where they are taken."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from cmtool.edits._words import cut, holds_address
from cmtool.errors import CmtoolError
from cmtool.model.folders import FOLDERS
from cmtool.model.kinds import KINDS
from cmtool.model.names import LONGEST
from cmtool.model.registry import Registry
from cmtool.model.scalars import to_day
from cmtool.model.values import Values, plain_text
from cmtool.store.layout import bad_id, id_of

_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_NUMBER = re.compile(r"[0-9]+(?:-[0-9]+)*", re.ASCII)
_COMPACT_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])", re.ASCII)
_PHONE_WORD = re.compile(r"(?:tel|telephone|phone|mobile|fax|whatsapp)(?![a-z])")
_EVENTS = ("requests", "activities", "spotlights")
"""Kinds whose ids begin with a day."""
_FORM = "2 to 64 lower-case letters (a-z), digits and single hyphens"


def proposed(registry: Registry, folder: str, values: Values) -> str:
    """The id for a record with these values: its name, of an event the date and what it is; empty if none is told."""
    texts = plain_text(values)
    if folder in _EVENTS:
        return _first_free(registry, folder, _event(folder, texts, values))
    if folder != "meetings":
        return id_of(_text(texts, "name") or _text(texts, "title"))
    series, day = _text(texts, "series"), _day(values.get("date"))
    group, _, own = series.partition("/")
    if series == "event":
        words = id_of(_text(texts, "title") or _text(texts.get("event"), "name"))
        return _dated(day, words)
    short = _dated(day, id_of(group))
    return _dated(day, id_of(f"{group} {own}")) if own and short and registry.is_known(folder, short) else short


def _event(folder: str, texts: Any, values: Values) -> str:
    """The id of a request, an activity, a spotlight: its day, and what is known by."""
    if folder == "requests":
        return _dated(_day(values.get("received")), id_of(_text(texts, "ticket")) or _text(texts, "kind"))
    whom = _text(texts, "member") or _text(texts, "group")
    if folder == "spotlights":
        return _dated(_day(values.get("planned")), whom)
    named = [*(texts.get("members") or ()), *(texts.get("groups") or ())]
    return _dated(_day(values.get("date")), " ".join([_text(texts, "kind"), *map(str, named[:1])]))


def _first_free(registry: Registry, folder: str, id: str) -> str:
    """The id, or where it is taken the first one with a number: two of a kind come on one day."""
    numbered = (f"{id[: LONGEST - 4]}-{number}" for number in range(2, 1000))
    taken = id and (registry.is_known(folder, id) or registry.formerly(folder, id))
    return next((one for one in numbered if not registry.is_known(folder, one)), id) if taken else id


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


def without_folder(folder: str, id: str) -> str:
    """An id that may stand behind the folder of its kind; CmtoolError for the folder of another one."""
    named_folder, slash, own = id.partition("/")
    if not slash or named_folder not in (*FOLDERS, *FOLDERS.values()):
        return id
    if named_folder not in (folder, FOLDERS[folder]):
        raise CmtoolError(f"{cut(id)} is no id of a {FOLDERS[folder]}: write it without '{named_folder}/'")
    return own


def refuse_phone(folder: str, id: str) -> None:
    """No new id is a phone number, whatever stands around it."""
    runs = _NUMBER.findall(id) if folder == "members" or _PHONE_WORD.match(id) else _DIGITS.findall(id)
    if any(holds_address(f"+{run}") for run in runs if not _COMPACT_DAY.fullmatch(run.replace("-", ""))):
        raise CmtoolError("an id cannot hold a phone number: phone numbers stand nowhere in a registry")


def free_id(registry: Registry, folder: str, id: str) -> str:
    """The id, without its folder; CmtoolError if it is no id, is taken, or once was somebody else's."""
    id = without_folder(folder, id)
    refuse_phone(folder, id)
    problem, hint, _ = bad_id(id)
    if problem.startswith("file name"):
        guess = "" if holds_address(id) else id_of(id)
        raise CmtoolError(f"id {cut(id)} cannot be: use {_FORM}" + (f", as {guess}" if guess else ""))
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
