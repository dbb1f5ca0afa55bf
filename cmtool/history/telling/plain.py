"""Any change of any field, in plain words: `timezone: Africa/Dakar (was Europe/Paris)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cmtool.history.telling.lists import came_and_went
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import SHORT, joined, label, line, quoted, was
from cmtool.model.change import Action, Change, Item, Path
from cmtool.model.fields import Shape
from cmtool.model.values import shape_at

_FEW = 6
"""Lists of so few items together are told whole, before and after."""


def plain(scene: Scene, change: Change, owner: str = "", name: str = "") -> str:
    """One change as a sentence. `owner` is the item that the field belongs to, `name` another name for the field."""
    shape = shape_at(scene.model, change.field)
    place = name or _place(change.field, owner)
    if change.is_hidden:
        return f"{place} {_DONE[change.action]}"
    if change.action == "reordered":
        return f"{place} in another order"
    if change.action == "unreadable":
        return f"{place} cannot be read"
    if change.field and isinstance(change.field[-1], Item):
        return f"{place} {_DONE[change.action]}{_details(scene, shape, change)}"
    if change.before is None or change.action == "added":
        return f"{place}: {scene.said(shape, change.after)}"
    if change.after is None:
        return f"{place} removed{_was(scene, shape, change.before)}"
    return _changed(scene, shape, place, change)


_DONE: dict[Action, str] = {
    "added": "added",
    "removed": "removed",
    "changed": "changed",
    "reordered": "in another order",
    "renamed": "renamed",
    "unreadable": "cannot be read",
}


def _place(path: Path, owner: str) -> str:
    """`url`, `scope region`, `minutes of 'Payments update'`, `agenda 'Payments update'`."""
    items = [at for at, part in enumerate(path) if isinstance(part, Item)]
    if items and items[-1] == len(path) - 1:
        return f"{label(path[-2]) if len(path) > 1 else 'item'} {owner or quoted(path[-1])}"
    if items:
        owner = owner or quoted(path[items[-1]])
        path = path[items[-1] + 1 :]
    name = " ".join(label(part) for part in path) or "record"
    return f"{name} of {owner}" if owner else name


def _details(scene: Scene, shape: Shape | None, change: Change) -> str:
    """What an item says beside its name."""
    value = change.before if change.after is None else change.after
    if not isinstance(value, dict):
        return "" if line(value) == line(change.field[-1]) else f": {scene.said(shape, value)}"
    rest = {name: item for name, item in value.items() if item != change.field[-1]}
    return f": {scene.said(shape, rest)}" if rest else ""


def _changed(scene: Scene, shape: Shape | None, place: str, change: Change) -> str:
    old, new = change.before, change.after
    if isinstance(old, list) and isinstance(new, list) and len(old) + len(new) > _FEW:
        told = _apart(scene, shape, old, new)
        if told:
            return f"{place}: {told}"
    if len(line(old)) > SHORT:
        return f"{place} changed: {scene.said(shape, new)}"
    return f"{place}: {scene.said(shape, new)}{_was(scene, shape, old)}"


def _apart(scene: Scene, shape: Shape | None, old: list[Any], new: list[Any]) -> str:
    """What came and what went."""
    came, went = ([scene.said(shape, item) for item in items] for items in came_and_went(old, new))
    return ", ".join([*([f"also {joined(came)}"] if came else []), *([f"no longer {joined(went)}"] if went else [])])


def _was(scene: Scene, shape: Shape | None, before: Any) -> str:
    return was(line(scene.said(shape, before), SHORT))


def hidden(changes: Sequence[Change]) -> Iterator[Told]:
    """Changes whose values are not for this reader: which fields, no values."""
    by_action: dict[Action, list[Change]] = {}
    for change in changes:
        by_action.setdefault(change.action, []).append(change)
    for action, found in by_action.items():
        names = list(dict.fromkeys(_place(tuple(p for p in c.field if not isinstance(p, Item)), "") for c in found))
        yield Told(f"{joined(names)} {_DONE[action]}", found)
