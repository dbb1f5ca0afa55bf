"""The values of a record as its file writes them, walked along the model: for versions that no model accepts any more.

Values are what the reader gives: dicts, lists, texts, `Plain`, None. What a model does not know is left as it is, and
is private.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cmtool.model.fields import Shape, fields
from cmtool.model.plain import Plain
from cmtool.model.record import Part, Visibility

Values = dict[str, Any]
Rename = Callable[[str, str], str]
"""Target of a reference (`members`) and id, to the id that stands for it."""


def plain_text(value: Any) -> Any:
    """Values with every scalar as text: how it was quoted does not count."""
    if value.__class__ is str or value is None:
        return value
    if value.__class__ is Plain:
        return value.text
    if isinstance(value, dict):
        return {key: plain_text(item) for key, item in value.items()}
    return [plain_text(item) for item in value]


def renamed(model: type[Part] | None, values: Values, rename: Rename) -> Values:
    """Values with every reference replaced."""
    if model is None:
        return values
    known = fields(model)
    return {
        name: renamed_value(known[name].shape, value, rename) if name in known else value
        for name, value in values.items()
    }


def renamed_value(shape: Shape, value: Any, rename: Rename) -> Any:
    """A value of a field, or of an item of it, with every reference replaced."""
    if isinstance(value, list):
        return [renamed_value(shape, item, rename) for item in value]
    if isinstance(value, dict):
        if shape.container != "dict":
            return renamed(shape.part, value, rename)
        inner = shape._replace(container="one")
        keyed = (lambda key: rename(shape.key_ref, key)) if shape.key_ref else (lambda key: key)
        return {keyed(key): renamed_value(inner, item, rename) for key, item in value.items()}
    if shape.ref and value is not None:
        return _renamed_text(shape.ref, value.text if isinstance(value, Plain) else value, rename)
    return value


def _renamed_text(target: str, text: str, rename: Rename) -> str:
    """A bare id, or in a field that may name anything (`*`) `folder/id`."""
    if target != "*":
        return rename(target, text)
    folder, slash, id = text.partition("/")
    return f"{folder}/{rename(folder, id)}" if slash else text


def mentioned(shape: Shape | None, value: Any) -> set[tuple[str, str]]:
    """Target and id of every reference in a value of a field."""
    found: set[tuple[str, str]] = set()

    def note(target: str, id: str) -> str:
        found.add((target, id))
        return id

    if shape is not None:
        renamed_value(shape, value, note)
    return found


def shape_at(model: type[Part] | None, path: tuple[str, ...]) -> Shape | None:
    """The shape at a path of names, keys and items; None where the model knows nothing."""
    shape: Shape | None = None
    for name in path:
        if shape is not None and shape.container != "one":
            shape = shape._replace(container="one")
        else:
            inside = model if shape is None else shape.part
            described = fields(inside).get(name) if inside else None
            if described is None:
                return None
            shape = described.shape
    return shape


def seen(model: type[Part] | None, values: Values, limit: Visibility) -> Values:
    """The values that a reader up to `limit` may see; sensitive ones never, unknown ones never."""
    if model is None:
        return {}
    known = fields(model)
    most = min(limit, Visibility.PRIVATE)
    return {
        name: seen_value(known[name].shape, value, limit)
        for name, value in values.items()
        if name in known and known[name].visibility <= most
    }


def seen_value(shape: Shape, value: Any, limit: Visibility) -> Any:
    """What a reader up to `limit` may see of the value of a field that this reader may see."""
    if isinstance(value, list):
        return [seen_value(shape, item, limit) for item in value]
    if isinstance(value, dict):
        if shape.container == "dict":
            inner = shape._replace(container="one")
            return {key: seen_value(inner, item, limit) for key, item in value.items()}
        return seen(shape.part, value, limit) if shape.part else {}
    return value


def ordered(model: type[Part] | None, values: Values) -> Values:
    """Values with the fields of every part in the order of the model; what it does not know comes last."""
    known = fields(model) if model else {}
    places = {name: place for place, name in enumerate(known)}
    names = sorted(values, key=lambda name: places.get(name, len(places)))
    return {name: _ordered(known[name].shape, values[name]) if name in known else values[name] for name in names}


def _ordered(shape: Shape, value: Any) -> Any:
    if isinstance(value, list):
        return [_ordered(shape, item) for item in value]
    if not isinstance(value, dict):
        return value
    if shape.container == "dict":
        inner = shape._replace(container="one")
        return {key: _ordered(inner, item) for key, item in value.items()}
    return ordered(shape.part, value)


def text_at(values: Values | None, *path: str) -> str | None:
    """The text at a path of names; None where there is none."""
    value: Any = values
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    value = plain_text(value)
    return value if isinstance(value, str) else None


def texts(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Plain):
        yield value.text
    elif value is not None:
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)
