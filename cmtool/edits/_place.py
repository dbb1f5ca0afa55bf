"""Where an assignment leads: the way through a record by names, keys and items of lists, along its model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from cmtool.edits._assignment import Assignment
from cmtool.edits._words import cut
from cmtool.errors import CmtoolError
from cmtool.model.change import Item
from cmtool.model.fields import Shape, fields, visibility, whole
from cmtool.model.record import Part, Record, Visibility
from cmtool.model.values import Values, plain_text
from cmtool.source import Field
from cmtool.suggestion import did_you_mean, nearest

_FEW = 12
"""A message lists as many items."""
_SHORT = 40
"""The names of fields are no longer."""
_WAYS_TO_REACH = frozenset({"email", "e-mail", "mail", "phone", "telephone", "tel", "mobile", "whatsapp"})


class Place(NamedTuple):
    """A place in a record: its field, its shape (None below a key that starts with `x-`), and who may see it.

    `keys` holds the references that keys on the way are: target and id.
    """

    field: Field
    shape: Shape | None
    seen_by: Visibility
    keys: tuple[tuple[str, str], ...] = ()

    @property
    def is_private(self) -> bool:
        """No message repeats what stands here. Keys of the community's own are nobody's private field."""
        return self.shape is not None and self.seen_by >= Visibility.PRIVATE


def place(model: type[Part], values: Values, assignment: Assignment) -> Place:
    """The place of an assignment in a record with these values; CmtoolError if there is no such field or item."""
    shape: Shape | None = whole(model)
    value: Any = values
    field: list[str | int] = []
    keys: list[tuple[str, str]] = []
    for part in assignment.path:
        if isinstance(part, Item):
            step: str | int = _position(shape, value, part, assignment.field)
            shape = shape and shape._replace(container="one")
        else:
            step = str(part)
            if shape is not None and shape.container == "dict" and shape.key_ref:
                keys.append((shape.key_ref, step))
            shape = _below(shape, step, assignment.field)
        value = _at(value, step)
        field.append(step)
    return Place(tuple(field), shape, visibility(model, tuple(field)), tuple(keys))


def _at(value: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return value[step]
    return value.get(step) if isinstance(value, dict) else None


def _below(shape: Shape | None, name: str, written: str) -> Shape | None:
    """The shape of a field of a part, or of a value under a key."""
    if shape is None or (shape.part is not None and name.startswith("x-") and shape.container == "one"):
        return None
    if shape.container == "dict":
        return shape._replace(container="one")
    if shape.container == "list":
        inner = name if len(name) <= _SHORT and "@" not in name else "field"
        raise CmtoolError(f"'{written}': an item of the list is named in brackets, as list[item].{inner}")
    if shape.part is None:
        raise CmtoolError(f"'{written}': nothing stands below a single value")
    known = fields(shape.part)
    if name not in known:
        raise CmtoolError(f"no field {cut(name)} here{_instead(shape.part, name)}")
    return known[name].shape


def _instead(part: type[Part], name: str) -> str:
    """What to write instead of an unknown field."""
    known = fields(part)
    guess = nearest(name, known)
    if guess:
        return did_you_mean(guess)
    if name == "id" and issubclass(part, Record):
        return ": the id is the name of the file, which cmtool rename changes"
    if name.casefold() in _WAYS_TO_REACH:
        return ": mail addresses and phone numbers stand nowhere in a registry, the shared mailbox knows them"
    return f"; fields: {', '.join(name for name, it in known.items() if it.visibility < Visibility.PRIVATE)}"


def _position(shape: Shape | None, items: Any, item: str, written: str) -> int:
    if (shape is not None and shape.container != "list") or not isinstance(items, list):
        raise CmtoolError(f"'{written}': there is no list to find an item in")
    return the_one(shape, items, item, written)


def the_one(shape: Shape | None, items: Sequence[Any], item: str, written: str) -> int:
    """The position of the item of that name; CmtoolError if there is none, or several."""
    found = positions(shape, items, item)
    if len(found) == 1:
        return found[0]
    if not found:
        labels = list(dict.fromkeys(label for known in items if (label := _label(shape, known, 1))))
        guess = nearest(item, labels)
        told = did_you_mean(guess) if guess else f"; there: {_few(labels)}"
        raise CmtoolError(f"'{written}': no item {cut(item)}{told}")
    raise CmtoolError(f"'{written}': {cut(item)} stands for several; write one of: {_few(_apart(shape, items, found))}")


def positions(shape: Shape | None, items: Sequence[Any], item: str) -> list[int]:
    """The positions of the items that a name may mean.

    An item is named by what identifies it, `amina-diallo`; where that is several fields by all, `amina-diallo,lead`;
    else by its position as `validate` tells it, `3`.
    """
    for count in (1, len(_identity(shape))):
        found = [at for at, known in enumerate(items) if _label(shape, known, count) == item]
        if found:
            return found
    at = int(item) if re.fullmatch(r"[0-9]{1,9}", item, re.ASCII) else len(items)
    return [at] if at < len(items) else []


def _identity(shape: Shape | None) -> tuple[str, ...]:
    return shape.part.identity if shape is not None and shape.part is not None else ()


def _label(shape: Shape | None, item: Any, count: int) -> str | None:
    """What names an item, by the first fields of its identity."""
    item = plain_text(item)
    if isinstance(item, dict):
        texts = [item.get(name) for name in _identity(shape)[:count]]
        return ",".join(text for text in texts if isinstance(text, str)) or None
    return item if isinstance(item, str) else None


def _apart(shape: Shape | None, items: Sequence[Any], found: Sequence[int]) -> list[str]:
    """A name for each of several items that one name means."""
    count = len(_identity(shape))
    wholes = {at: _label(shape, items[at], count) or "" for at in found}
    often = Counter(wholes.values())
    return [f"[{whole}]" if often[whole] == 1 else f"[{at}]" for at, whole in wholes.items()]


def _few(words: Sequence[str]) -> str:
    more = f" and {len(words) - _FEW} more" if len(words) > _FEW else ""
    return (", ".join(words[:_FEW]) or "(nothing yet)") + more
