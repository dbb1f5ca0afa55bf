"""Ids out of foreign names, each once; where two names want the same id, the second gets a number and it is told."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

from cmtool.store.layout import bad_id

_LENGTH = 64


def slug(text: str) -> str:
    """Lower-case words of ASCII letters and digits joined by hyphens, cut at a word; may be empty."""
    plain = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    words = re.findall(r"[a-z0-9]+", plain.casefold().replace("'", ""))
    cut = "-".join(words)[: _LENGTH + 1]
    return cut if len(cut) <= _LENGTH else cut.rpartition("-")[0] or cut[:_LENGTH]


class Ids:
    """The ids of one kind that are given away."""

    def __init__(self, kind: str, notices: list[str]) -> None:
        """`kind` in the singular stands before a name that makes no id of its own."""
        self._kind = kind
        self._notices = notices
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def take(self, name: str) -> str:
        """The id of a name, that no other name has."""
        wanted = slug(name)
        if bad_id(wanted)[0]:
            wanted = f"{self._kind}-{wanted}".rstrip("-")
        id = wanted
        while id in self._taken:
            number = self._numbers[wanted] = self._numbers.get(wanted, 1) + 1
            id = f"{wanted[: _LENGTH - 6].rstrip('-')}-{number}"
        if id != wanted:
            self._notices.append(f"the {self._kind} '{name}' has the id '{id}', because '{wanted}' was taken")
        self._taken.add(id)
        return id
