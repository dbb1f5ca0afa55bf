"""What differs between two versions of a record, item by item: an item of a list is known by what identifies it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from json import dumps
from typing import Any

from cmtool.model.change import Change, Item, Path
from cmtool.model.fields import Shape, fields
from cmtool.model.record import Part
from cmtool.model.values import Values, plain_text

_UNKNOWN = Shape("one", None, None, None, (), (), True)


def changes(model: type[Part] | None, before: Values, after: Values) -> Iterator[Change]:
    """The changes from one version to another, in the order of the files. `model` says how lists are to be read."""
    return _fields((), model, before, after)


def _fields(path: Path, model: type[Part] | None, before: Values, after: Values) -> Iterator[Change]:
    known = fields(model) if model else {}
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if old != new:
            shape = known[name].shape if name in known else _UNKNOWN
            yield from _value((*path, name), shape, plain_text(old), plain_text(new))


def _value(path: Path, shape: Shape, old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    if shape.container == "dict" and _are(dict, old, new):
        inner = shape._replace(container="one")
        for key in {**(old or {}), **(new or {})}:
            yield from _value((*path, key), inner, (old or {}).get(key), (new or {}).get(key))
    elif shape.part and isinstance(old, dict) and isinstance(new, dict):
        yield from _fields(path, shape.part, old, new)
    elif shape.part and shape.container == "list" and _are(list, old, new):
        yield from _items(path, shape.part, old or [], new or [])
    elif isinstance(old, list) and isinstance(new, list) and sorted(map(dumps, old)) == sorted(map(dumps, new)):
        yield Change(path, "reordered", old, new)
    else:
        yield Change(path, "added" if old is None else "removed" if new is None else "changed", old, new)


def _are(kind: type, old: Any, new: Any) -> bool:
    """Both are of a kind, or one is and the other is nothing."""
    return all(value is None or isinstance(value, kind) for value in (old, new))


def _items(path: Path, part: type[Part], old: list[Any], new: list[Any]) -> Iterator[Change]:
    """Items removed, changed in place, added, and last whether those that stayed have another order."""
    pairs = _paired(part.identity, old, new)
    kept_old, kept_new = {at for at, _ in pairs}, {at for _, at in pairs}
    for at, item in enumerate(old):
        if at not in kept_old:
            yield Change((*path, _label(part, item)), "removed", item)
    for before, after in pairs:
        if old[before] != new[after]:
            inner = Shape("one", part, None, None, (), (), False)
            yield from _value((*path, _label(part, new[after])), inner, old[before], new[after])
    for at, item in enumerate(new):
        if at not in kept_new:
            yield Change((*path, _label(part, item)), "added", None, item)
    stayed = [before for before, _ in sorted(pairs, key=lambda pair: pair[1])]
    if stayed != sorted(stayed):
        labels = [_label(part, old[at]) for at in sorted(stayed)], [_label(part, old[at]) for at in stayed]
        yield Change(path, "reordered", *labels)


def _label(part: type[Part], item: Any) -> Item:
    """What a person would call an item; what is no text has no name."""
    named = item.get(part.identity[0]) if isinstance(item, dict) and part.identity else item
    return Item(named if isinstance(named, str) and named else "?")


def _paired(identity: tuple[str, ...], old: list[Any], new: list[Any]) -> list[tuple[int, int]]:
    """Positions of the same item in both lists: equal ones, then of one identity, then of one name."""
    ways = [dumps, *(_identified(identity[:count]) for count in range(len(identity), 0, -1))]
    left, right = dict(enumerate(old)), dict(enumerate(new))
    pairs: list[tuple[int, int]] = []
    for way in ways:
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        for at, item in left.items():
            waiting[way(item)].append(at)
        for at, item in list(right.items()):
            found = waiting.get(way(item))
            if found:
                before = found.pop(0)
                pairs.append((before, at))
                del left[before], right[at]
        if not left or not right:
            break
    return sorted(pairs)


def _identified(names: tuple[str, ...]) -> Any:
    def identified(item: Any) -> str:
        return dumps([item.get(name) for name in names] if isinstance(item, dict) else item)

    return identified
