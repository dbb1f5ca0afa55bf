"""The full names of members in a text: where a person is named who should not be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cmtool.model.member import Member
from cmtool.model.names import plain

_WORD = re.compile(r"[^\W_]+")


class Index(NamedTuple):
    """The full names of some members, so that a text is looked through once, and not once for each of them."""

    members: dict[tuple[str, ...], str]
    """By the words of the name in order of letters: `Berg, Jonas` is the same."""
    lengths: tuple[int, ...]
    """How many words such a name has, the longest first."""
    words: frozenset[str]


def index(members: Iterable[Member]) -> Index:
    """The names of at least two words; one word alone may be any word."""
    found: dict[tuple[str, ...], str] = {}
    for member in members:
        name = _words(member.name or "")
        if len(name) >= 2:
            found.setdefault(tuple(sorted(name)), member.id)
    lengths = sorted({len(name) for name in found}, reverse=True)
    return Index(found, tuple(lengths), frozenset(word for name in found for word in name))


def named(text: str, known: Index) -> Iterator[str]:
    """The ids of members whose full name stands in a text, in its order; not those that only a longer name holds."""
    spoken = _words(text)
    end = 0
    for at, word in enumerate(spoken):
        if word not in known.words:
            continue
        for length in known.lengths:
            spot = spoken[at : at + length]
            member = known.members.get(tuple(sorted(spot)))
            if member is not None and at + len(spot) > end:
                end = at + len(spot)
                yield member
                break


def _words(text: str) -> list[str]:
    """The words of a text for comparison: case, accents and punctuation do not count."""
    return _WORD.findall(plain(text))
