"""Taking values away without leaving `languages: []` or `availability: {}` behind."""

from __future__ import annotations

from typing import Any

from cmtool.model.fields import Shape, below, fields, whole
from cmtool.model.record import Part
from cmtool.model.values import Values
from cmtool.source import Field

NOWHERE = object()
"""Nothing stands at a place."""


def there_at(values: Any, field: Field) -> Any:
    """The value at a place; NOWHERE if there is none."""
    for part in field:
        if isinstance(part, int) or (isinstance(values, dict) and part in values):
            values = values[part]
        else:
            return NOWHERE
    return values


def emptied(model: type[Part], values: Values, field: Field) -> Field:
    """The place to take away with the one at `field`, so that no list or mapping stays empty which may be missing."""
    while len(field) > 1 and isinstance(field[-2], str) and len(there_at(values, field[:-1])) == 1:
        if not is_optional(model, field[:-1]):
            break
        field = field[:-1]
    return field


def is_optional(model: type[Part], field: Field) -> bool:
    """The model does not ask for the key at the end of a way."""
    shape: Shape | None = whole(model)
    for step in field[:-1]:
        shape = below(shape, step)
    if shape is None or shape.container != "one" or shape.part is None:
        return True
    described = fields(shape.part).get(str(field[-1]))
    return described is None or not described.info.is_required()
