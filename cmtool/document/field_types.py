"""What a model expects at a place of a file: the order of the keys, and whether a scalar is a text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from cmtool.model.fields import fields
from cmtool.model.record import Part

Types = tuple[Any, ...]
"""The types that a value may have, taken out of unions and annotations; none where no model knows the place."""

_NO_TEXT = (date, int, float, bool)


@cache
def types(annotation: Any) -> Types:
    """A type taken apart into those that it is one of."""
    if _origin(annotation) is Annotated:
        return types(get_args(annotation)[0])
    if _origin(annotation) in (Union, UnionType):
        return tuple(inner for argument in get_args(annotation) for inner in types(argument))
    return (annotation,)


@cache
def of_item(expected: Types) -> Types:
    """The types of an item of a list."""
    return _all(get_args(type_)[0] for type_ in expected if _origin(type_) is list)


def of_key(expected: Types, key: str) -> Types:
    """The types of the value behind a key."""
    return (*_free(expected), *_known(expected).get(key, ()))


@cache
def order(expected: Types) -> dict[str, int]:
    """The place of each key that a model knows; none in a free mapping."""
    return {name: place for place, name in enumerate(_known(expected))}


@cache
def is_text(expected: Types) -> bool:
    """A scalar here is a text, a word or a time of day, and no date, number or flag."""
    texts = any(type_ in (str, time) or _origin(type_) is Literal for type_ in expected)
    return texts and not any(type_ in _NO_TEXT for type_ in expected)


@cache
def _free(expected: Types) -> Types:
    return _all(get_args(type_)[1] for type_ in expected if _origin(type_) is dict)


@cache
def _known(expected: Types) -> dict[str, Types]:
    parts = [type_ for type_ in expected if isinstance(type_, type) and issubclass(type_, Part)]
    return {name: _all([described.info.annotation]) for part in parts for name, described in fields(part).items()}


def _origin(type_: Any) -> Any:
    return get_origin(type_)


def _all(annotations: Iterable[Any]) -> Types:
    return tuple(type_ for annotation in annotations for type_ in types(annotation))
