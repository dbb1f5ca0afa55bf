"""What happened to a person in the records of others: the part of their changes that names the person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cmtool.history.compare import changes
from cmtool.history.identity import Key, model_of
from cmtool.model.change import Action, Change, Item
from cmtool.model.fields import fields
from cmtool.model.record import Record
from cmtool.model.values import mentioned, plain_text, shape_at


def concerning(key: Key, change: Change, people: set[Key]) -> Iterator[Change]:
    """The change, or the parts of it, that are about one of these records."""
    model = model_of(key.folder)
    if model is None:
        return
    if not change.field:
        if change.action in ("added", "removed"):
            for part in changes(model, change.before or {}, change.after or {}):
                yield from concerning(key, part, people)
        return
    about = any(_stands_for(model, change.field[:at], part, people) for at, part in enumerate(change.field))
    if about or (change.action != "reordered" and _names(model, change, people)):
        yield change if about else _only(model, change, people)


def _stands_for(model: type[Record], before: tuple[str, ...], part: str, people: set[Key]) -> bool:
    """A name of an item or key on the way is the id of one of them."""
    shape = shape_at(model, before) if before else None
    if shape is None:
        return False
    if isinstance(part, Item):
        inner = shape.part
        target = fields(inner)[inner.identity[0]].shape.ref if inner and inner.identity else None
    else:
        target = shape.key_ref
    if target == "*":
        folder, _, id = part.partition("/")
        return Key(folder, id) in people
    return target is not None and Key(target, part) in people


def _names(model: type[Record], change: Change, people: set[Key]) -> bool:
    """One of the values names one of them, and the other not in the same way."""
    shape = shape_at(model, change.field)
    before, after = (
        {Key(target, id) for target, id in mentioned(shape, value)} & people for value in (change.before, change.after)
    )
    if isinstance(change.before, list) and isinstance(change.after, list):
        return before != after
    return bool(before | after)


def _only(model: type[Record], change: Change, people: set[Key]) -> Change:
    """Of a list of names, only theirs."""
    shape = shape_at(model, change.field)
    target = shape.ref if shape else None

    def kept(value: Any) -> Any:
        if target is None or not isinstance(value, list):
            return value
        return [item for item in plain_text(value) if isinstance(item, str) and Key(target, item) in people] or None

    before, after = kept(change.before), kept(change.after)
    action: Action = "added" if before is None else "removed" if after is None else "changed"
    return Change(change.field, action if target else change.action, before, after)
