"""Where a new key stands among those of its mapping: in the order of the model, as `fmt` has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cmtool.model.fields import fields
from cmtool.model.record import Part
from cmtool.source import Field


def part_at(model: type[Part] | None, field: Field) -> type[Part] | None:
    """The model of the mapping at a field, if it has one."""
    is_keyed = False
    for part in field:
        if model is None:
            return None
        if isinstance(part, int) or is_keyed:
            is_keyed = False
            continue
        described = fields(model).get(part)
        if described is None:
            return None
        model, is_keyed = described.shape.part, described.shape.container == "dict"
    return None if is_keyed else model


def place(value: Mapping[str, Any], name: str, model: type[Part] | None) -> int:
    """After how many entries a new key stands: after the last that the model has before it, else at the end."""
    order = list(fields(model)) if model is not None else []
    if name not in order:
        return len(value)
    before = set(order[: order.index(name)])
    return max((at for at, key in enumerate(value, 1) if key in before), default=0)
