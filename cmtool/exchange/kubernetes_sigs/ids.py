"""Ids out of foreign names, each once; where two names want the same id, the second gets a number and it is told."""

from __future__ import annotations

from collections.abc import Iterable

from cmtool.model.names import LONGEST, slug
from cmtool.store.layout import bad_id

__all__ = ["Ids", "slug", "wanted_id"]


def wanted_id(kind: str, name: str) -> str:
    """The id that a name makes; `kind` in the singular stands before one that makes none of its own."""
    id = slug(name)
    return f"{kind}-{id}".rstrip("-") if bad_id(id)[0] else id


class Ids:
    """The ids of one kind that are given away."""

    def __init__(self, kind: str, notices: list[str], taken: Iterable[str] = ()) -> None:
        """`taken` are those that were given away before."""
        self._kind = kind
        self._notices = notices
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def take(self, name: str) -> str:
        """The id of a name, that no other name has."""
        id = wanted = wanted_id(self._kind, name)
        while id in self._taken:
            number = self._numbers[wanted] = self._numbers.get(wanted, 1) + 1
            id = f"{wanted[: LONGEST - 6].rstrip('-')}-{number}"
        if id != wanted:
            self._notices.append(f"the {self._kind} '{name}' has the id '{id}', because '{wanted}' was taken")
        self._taken.add(id)
        return id
