"""Which ids a record mentions, where, and which of them nobody knows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar

from cmtool.model.fields import fields
from cmtool.model.record import Part
from cmtool.source import Field

R = TypeVar("R", bound=Part)


class Mention(NamedTuple):
    """An id at a field: what kind of thing it must be, and whether it is the key of a mapping."""

    field: Field
    target: str
    id: str
    is_key: bool = False


class _Step(NamedTuple):
    attribute: str
    name: str
    container: str
    ref: str | None
    key_ref: str | None
    part: type[Part] | None


@cache
def _plan(model: type[Part]) -> tuple[_Step, ...]:
    """The fields of a model that hold references, themselves or deeper."""
    steps = []
    for field in fields(model).values():
        shape = field.shape
        part = shape.part if shape.part is not None and _plan(shape.part) else None
        if shape.ref or shape.key_ref or part:
            steps.append(_Step(field.attribute, field.name, shape.container, shape.ref, shape.key_ref, part))
    return tuple(steps)


def mentions(part: Part, prefix: Field = ()) -> Iterator[Mention]:
    """Every id that a record mentions, in the order of its fields."""
    values = part.__dict__
    for attribute, name, container, ref, key_ref, inner in _plan(type(part)):
        value = values[attribute]
        if not value:
            continue
        if value.__class__ is list:
            for index, item in enumerate(value):
                if ref:
                    yield Mention((*prefix, name, index), ref, item)
                elif inner:
                    yield from mentions(item, (*prefix, name, index))
        elif container == "dict":
            for key, item in value.items():
                if key_ref:
                    yield Mention((*prefix, name, key), key_ref, key, True)
                if ref:
                    yield Mention((*prefix, name, key), ref, item)
                elif inner:
                    yield from mentions(item, (*prefix, name, key))
        elif ref and value.__class__ is str:
            yield Mention((*prefix, name), ref, value)
        elif inner:
            yield from mentions(value, (*prefix, name))


class _Asked(NamedTuple):
    """A field that mentions, with the ids that its values and its keys may be."""

    attribute: str
    known: Container[str] | None
    known_keys: Container[str] | None
    inner: tuple[_Asked, ...]


def unknown(records: Iterable[R], known: Mapping[str, Container[str]]) -> Iterator[tuple[R, Mention]]:
    """Mentions of records of one kind whose id is not known; targets that `known` does not name are not judged.

    Nearly all records mention nothing unknown: they are asked without making a single path.
    """
    asked: tuple[_Asked, ...] | None = None
    for record in records:
        if asked is None:
            asked = _bound(type(record), known)
        if not _all_known(record.__dict__, asked):
            for mention in mentions(record):
                if mention.target in known and mention.id not in known[mention.target]:
                    yield record, mention


def _bound(model: type[Part], known: Mapping[str, Container[str]]) -> tuple[_Asked, ...]:
    found = []
    for step in _plan(model):
        inner = _bound(step.part, known) if step.part else ()
        values, keys = known.get(step.ref or ""), known.get(step.key_ref or "")
        if values is not None or keys is not None or inner:
            found.append(_Asked(step.attribute, values, keys, inner))
    return tuple(found)


def _all_known(values: Mapping[str, Any], asked: tuple[_Asked, ...]) -> bool:
    for attribute, known, known_keys, inner in asked:
        value = values[attribute]
        if not value:
            continue
        kind = value.__class__
        if kind is str:
            if known is not None and value not in known:
                return False
            continue
        if kind is dict:
            if known_keys is not None and not all(key in known_keys for key in value):
                return False
            value = value.values()
        elif kind is not list:
            value = (value,) if inner else ()
        if known is not None:
            for item in value:
                if item not in known:
                    return False
        elif inner:
            for item in value:
                if not _all_known(item.__dict__, inner):
                    return False
    return True
