"""A change as a reader may see it: private values, leaked addresses, and people who are gone are left out."""

from __future__ import annotations

from typing import Any

from cmtool.history.identity import Key, Present, model_of
from cmtool.history.redaction import redacted, redacted_at, redacted_record, unnamed
from cmtool.model.change import Change, Item, Path
from cmtool.model.fields import fields, visibility
from cmtool.model.record import Part, Record, Visibility
from cmtool.model.values import plain_text, renamed, renamed_value, seen, seen_value, shape_at


def shown(key: Key, change: Change, present: Present, limit: Visibility = Visibility.MEMBERS) -> Change:
    """The change of a record for a reader up to `limit`; `is_hidden` where its values are not for this reader."""
    model = model_of(key.folder)
    path = _path(model, change.field, present)
    names = tuple(part for part in change.field if not isinstance(part, Item))
    level = visibility(model, names) if model else Visibility.SENSITIVE
    if change.action in ("renamed", "unreadable") and not change.field:
        return Change((), change.action) if present.is_former(key) else change
    if present.is_former(key) or level > min(limit, Visibility.PRIVATE):
        return Change(path, change.action, is_hidden=True)
    shape = shape_at(model, change.field)
    if change.action == "reordered" and shape is not None and shape.part is not None:
        before, after = (_labels(model, change.field, value, present) for value in change[2:4])
    else:
        before, after = (_value(model, change.field, value, present, limit) for value in change[2:4])
    return Change(path, change.action, before, after)


def _path(model: type[Record] | None, path: Path, present: Present) -> Path:
    """The path with the ids of people who are gone taken out of it."""
    return tuple(_part(model, path[:at], part, present) for at, part in enumerate(path))


def _part(model: type[Record] | None, before: Path, part: str, present: Present) -> str:
    target = _target(model, before, is_item=isinstance(part, Item))
    told: str = redacted(_unnamed(before, present.shown_id(target, part) if target else part, present))
    return Item(told) if isinstance(part, Item) else told


def _unnamed(path: Path, value: Any, present: Present) -> Any:
    """Rules of review without the names of files of people who are gone."""
    return unnamed(value, lambda id: present.shown_id("members", id)) if path[:1] == ("review",) else value


def _target(model: type[Record] | None, path: Path, *, is_item: bool) -> str | None:
    """What the names of items at a path refer to."""
    shape = shape_at(model, path) if path else None
    if shape is None:
        return None
    if not is_item:
        return shape.key_ref
    part: type[Part] | None = shape.part
    return fields(part)[part.identity[0]].shape.ref if part and part.identity else shape.ref


def _labels(model: type[Record] | None, path: Path, labels: Any, present: Present) -> list[str]:
    target = _target(model, path, is_item=True)
    return [redacted(present.shown_id(target, label) if target else label) for label in labels]


def _value(model: type[Record] | None, path: Path, value: Any, present: Present, limit: Visibility) -> Any:
    if value is None:
        return None
    if not path:
        whole = plain_text(renamed(model, seen(model, value, limit), present.shown_id))
        return redacted_record(model, {name: _unnamed((name,), item, present) for name, item in whole.items()})
    shape = shape_at(model, path)
    if shape is not None:
        value = renamed_value(shape, seen_value(shape, value, limit), present.shown_id)
    return redacted_at(model, path, _unnamed(path, plain_text(value), present))
