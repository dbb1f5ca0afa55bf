"""What a person did, for who wants to thank them: dated facts in a few words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.metrics.deeds import deeds
from cmtool.model.registry import Registry

MOST = 3
"""Facts of a person that are told; of more how many there are."""
_LONGEST = 160
_WORDS = {
    "contribution": "{what}",
    "spoke": "{what} ({where})",
    "release": "{what}, as an author",
    "answer": "Answered a query: {what}",
}
"""How each kind is told; who only led through a meeting is thanked there."""


def did(registry: Registry, member: str, since: date, day: date) -> dict[str, Any]:
    """What a member contributed after a day, the latest first: some of it, and how much more there is."""
    found = [fact for fact in _facts(registry, member) if since < fact[0] <= day]
    found.sort(key=lambda fact: (-fact[0].toordinal(), fact[1]))
    return {"told": [{"date": when, "what": what} for when, what in found[:MOST]], "more": len(found[MOST:])}


def _facts(registry: Registry, member: str) -> Iterator[tuple[date, str]]:
    for deed in deeds(registry, member):
        if deed.kind in _WORDS:
            yield deed.date, _WORDS[deed.kind].format(what=short(deed.what), where=deed.where)


def short(text: str) -> str:
    """The first line of a text, cut where it is long."""
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
