"""What differs between two lists, in time that grows with their length and not with its square."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cmtool.model.change import Change


def came_and_went(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """The items that only the new list has, and those that only the old one has; any plain values."""
    olds, news = [_mark(item) for item in old], [_mark(item) for item in new]
    before, after = set(olds), set(news)
    came = [item for item, mark in zip(new, news, strict=True) if mark not in before]
    return came, [item for item, mark in zip(old, olds, strict=True) if mark not in after]


def _mark(value: Any) -> Any:
    """Something hashable that is equal where the values are."""
    if isinstance(value, list):
        return list, tuple(map(_mark, value))
    if isinstance(value, dict):
        return dict, frozenset((key, _mark(item)) for key, item in value.items())
    return value


def without(changes: Iterable[Change], told: Iterable[Change]) -> list[Change]:
    """The changes that are not told yet."""
    known = set(map(id, told))
    return [change for change in changes if id(change) not in known]
