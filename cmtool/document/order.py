"""What a model says of a place in a file: the order of its keys, and whether a scalar there is a text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from functools import cache, reduce
from typing import Any

from cmtool.model.fields import Shape, below, fields, whole
from cmtool.model.record import Part
from cmtool.source import Field

_TEXTUAL = (str, time)


def shape_at(model: type[Part] | None, field: Field) -> Shape | None:
    """The shape at a field; None where no model knows it."""
    return reduce(below, field, whole(model) if model else None)


def places(shape: Shape | None) -> Mapping[str, int]:
    """The place of each key that a model knows; none in a free mapping."""
    return _places(shape.part) if shape is not None and shape.part and shape.container == "one" else {}


@cache
def _places(model: type[Part]) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(fields(model))}


def place(value: Mapping[str, Any], name: str, shape: Shape | None) -> int:
    """After how many entries a new key stands: after the last that the model has before it, else at the end."""
    known = places(shape)
    if name not in known:
        return len(value)
    return max((at for at, key in enumerate(value, 1) if known.get(key, len(known)) < known[name]), default=0)


def is_text(shape: Shape | None) -> bool:
    """A scalar here is a text, a word or a time of day, and no date, number or flag."""
    if shape is None:
        return False
    kinds = shape.scalars if shape.container == "one" else shape.alone
    words = shape.words if shape.container == "one" else ()
    return bool(kinds or words) and all(kind in _TEXTUAL for kind in kinds)
