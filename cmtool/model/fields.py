"""The models described: each field with its type, visibility and references. Docs and messages are made from it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from cmtool.model.record import Part, Ref, Visibility


class Shape(NamedTuple):
    """A type taken apart: the container, the parts inside, references of values and of keys, allowed words, scalars."""

    container: Literal["one", "list", "dict"]
    part: type[Part] | None
    ref: str | None
    key_ref: str | None
    words: tuple[str, ...]
    key_words: tuple[str, ...]
    optional: bool
    scalars: tuple[type, ...] = ()
    """The types of single values, inside the container if there is one: date, time, int, float, bool, str."""
    alone: tuple[type, ...] = ()
    """The types of a value that may stand instead of the list or mapping: `attended: 12`."""
    pattern: str | None = None
    """The form of a single text."""


class FieldOf(NamedTuple):
    """A field of a model: its name in Python and in YAML, who may see it, and its shape."""

    attribute: str
    name: str
    visibility: Visibility
    shape: Shape
    info: FieldInfo


@cache
def fields(model: type[Part]) -> dict[str, FieldOf]:
    """The fields of a model by their name in YAML, in order; `formerly` comes last."""
    if not model.__pydantic_complete__:
        model.model_rebuild()
    found = {}
    for attribute, info in model.model_fields.items():
        name = info.alias or attribute
        annotation = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
        visibility = next((m for m in info.metadata if isinstance(m, Visibility)), Visibility.PRIVATE)
        found[name] = FieldOf(attribute, name, visibility, _shape(annotation), info)
    if "formerly" in found:
        found["formerly"] = found.pop("formerly")
    return found


def whole(model: type[Part]) -> Shape:
    """The shape of a record, or part, of a model."""
    return Shape("one", model, None, None, (), (), optional=False)


def below(shape: Shape | None, step: str | int) -> Shape | None:
    """The shape of an item, or of the value behind a key; None where no model knows it."""
    if shape is None or (shape.container == "list") != isinstance(step, int):
        return None
    if shape.container != "one":
        return shape._replace(container="one")
    described = fields(shape.part).get(str(step)) if shape.part else None
    return described.shape if described else None


def visibility(model: type[Part], field: tuple[str | int, ...]) -> Visibility:
    """Who may see the value at a path: the strictest of the fields on the way; unknown fields are private."""
    strictest = Visibility.PUBLIC
    inside: type[Part] | None = model
    for part in field:
        if isinstance(part, int) or inside is None:
            continue
        described = fields(inside).get(part)
        if described is None:
            return Visibility.PRIVATE
        strictest = max(strictest, described.visibility)
        inside = None if described.shape.container == "dict" else described.shape.part
    return strictest


def _shape(annotation: Any) -> Shape:
    container: Literal["one", "list", "dict"] = "one"
    part: type[Part] | None = None
    ref = key_ref = None
    words: tuple[str, ...] = ()
    key_words: tuple[str, ...] = ()
    optional = False
    pattern: str | None = None
    scalars: list[tuple[str, type]] = []
    for leaf, metadata, holder in _leaves(annotation, "one"):
        if leaf is NoneType:
            optional = True
            continue
        target = next((m.target for m in metadata if isinstance(m, Ref)), None)
        if holder == "key":
            key_ref = target
            key_words = get_args(leaf) if get_origin(leaf) is Literal else ()
            continue
        if holder != "one":
            container = holder
        ref = target or ref
        if get_origin(leaf) is Literal:
            words = get_args(leaf)
        elif isinstance(leaf, type) and issubclass(leaf, Part):
            part = leaf
        elif isinstance(leaf, type):
            scalars.append((holder, leaf))
            pattern = pattern or _pattern(metadata)
    held = tuple(leaf for holder, leaf in scalars if holder == container)
    alone = tuple(leaf for holder, leaf in scalars if holder != container)
    return Shape(container, part, ref, key_ref, words, key_words, optional, held, alone, pattern)


def _pattern(metadata: tuple[Any, ...]) -> str | None:
    found = (m.pattern for m in metadata if isinstance(m, StringConstraints))
    return next((str(pattern) for pattern in found if pattern is not None), None)


def _leaves(annotation: Any, holder: Any) -> Iterator[tuple[Any, tuple[Any, ...], Any]]:
    """The innermost types with their metadata and what holds them: one, list, dict or key."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        for leaf, metadata, held in _leaves(arguments[0], holder):
            yield leaf, (*metadata, *arguments[1:]), held
    elif origin in (Union, UnionType):
        for argument in arguments:
            yield from _leaves(argument, holder)
    elif origin is list:
        yield from _leaves(arguments[0], "list")
    elif origin is dict:
        yield from _leaves(arguments[0], "key")
        yield from _leaves(arguments[1], "dict")
    else:
        yield annotation, (), holder
