"""Edits as plain data: what somebody wants changed, in terms of records and fields; files and git come later.

Values are what a reader gives (texts, `Plain`, None, lists and dicts) or what a program has at hand (dates, times,
numbers, flags), which `as_read` turns into the former.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any, NamedTuple

from cmtool.model.plain import Plain
from cmtool.model.values import Values
from cmtool.source import Field


class Put(NamedTuple):
    """Give the value at `field` this value; a key that is not there is added, with the mappings above it.

    The last part may be the position of an item of a list that is there.
    """

    field: Field
    value: Any


class Insert(NamedTuple):
    """Put an item into the list at `field`, before the one at position `before`, at the end by default.

    A list that is not there, or null, begins with it.
    """

    field: Field
    value: Any
    before: int | None = None


class Drop(NamedTuple):
    """Take away the key with its value, or the item, at `field`. A list or mapping that it empties stays, empty."""

    field: Field


class RenameKey(NamedTuple):
    """Give the key at the end of `field` another name; its value and place stay."""

    field: Field
    key: str


Edit = Put | Insert | Drop | RenameKey


class ChangeSet(NamedTuple):
    """One intention, in terms of records: references to what is done with them. It becomes one commit, or nothing.

    The edits of a record are made one after the other, each in the state that those before it left.
    """

    verb: str
    """The command: `retire`."""
    subject: str
    """What a commit says of it, ids and words of ours only: `members/amina-diallo: retired`."""
    edits: Mapping[str, Sequence[Edit]] = {}
    """By reference (`groups/payments`, `community`), the one before a move."""
    new: Mapping[str, Values] = {}
    moved: Mapping[str, str] = {}
    """Records that get another id: reference of then to that of now."""
    removed: Sequence[str] = ()
    notes: Sequence[str] = ()
    """What the person should know or do beside it; told after the change."""
    overlay: Mapping[str, Sequence[Edit]] = {}
    """Edits of the overlay's files, by reference."""
    overlay_moved: Mapping[str, str] = {}
    overlay_removed: Sequence[str] = ()

    @property
    def records(self) -> list[str]:
        """Every record that it touches, under the ids of before and after."""
        named = (*self.edits, *self.new, *self.moved, *self.moved.values(), *self.removed)
        return list(dict.fromkeys(named))


def as_read(value: Any) -> Any:
    """A value as the reader gives it back once it is written."""
    if isinstance(value, dict):
        return {key: as_read(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_read(item) for item in value]
    if isinstance(value, bool):
        return Plain("true" if value else "false")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and math.isfinite(value):
        return Plain(f"{value:.9f}".rstrip("0").rstrip("."))
    if isinstance(value, int):
        return Plain(str(value))
    if isinstance(value, date) and not isinstance(value, datetime):
        return Plain(value.isoformat())
    if value is None or isinstance(value, str | Plain):
        return value
    raise TypeError(f"a record holds no {type(value).__name__}")


def applied(values: Values, edits: Sequence[Edit]) -> Values:
    """The values after the edits; those given stay as they are.

    LookupError or TypeError for a place that is not there, or that is no list or mapping.
    """
    values = deepcopy(values)
    for edit in edits:
        *way, last = edit.field
        holder = _at(values, way, makes=isinstance(edit, Put | Insert))
        if isinstance(edit, Put):
            _put(holder, last, as_read(edit.value))
        elif isinstance(edit, Insert):
            _insert(holder, last, as_read(edit.value), edit.before)
        elif isinstance(edit, Drop):
            del holder[last]
        else:
            _rename(holder, last, edit.key)
    return values


def _at(value: Any, way: Sequence[str | int], *, makes: bool) -> Any:
    for part in way:
        if makes and isinstance(value, dict) and isinstance(part, str) and value.get(part) is None:
            value[part] = {}
        value = value[part]
    return value


def _put(holder: Any, last: Any, value: Any) -> None:
    if isinstance(holder, list):
        _ = holder[last]  # an item that is not there is a LookupError
    elif not isinstance(holder, dict) or not isinstance(last, str):
        raise TypeError(f"no fields to put '{last}' into")
    holder[last] = value


def _insert(holder: Any, last: Any, value: Any, before: int | None) -> None:
    if isinstance(holder, dict) and holder.get(last) is None:
        holder[last] = []
    items = holder[last]
    if not isinstance(items, list):
        raise TypeError(f"'{last}' is no list")
    items.insert(len(items) if before is None else before, value)


def _rename(holder: Any, last: Any, key: str) -> None:
    if not isinstance(holder, dict) or key in holder:
        raise TypeError(f"the key '{last}' cannot become '{key}'")
    _ = holder[last]
    pairs = [(key if name == last else name, value) for name, value in holder.items()]
    holder.clear()
    holder.update(pairs)
