"""Headings of a form: which section or slot each one begins, whatever its level and whatever an editor made of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from cmtool.exchange.minutes.page import Line
from cmtool.model.meeting import AgendaItem
from cmtool.model.names import folded

Part = Literal["head", "help", "who", "regrets", "said", "decisions", "actions", "slot", "added", "unknown"]

_SECTIONS: dict[str, Part] = {
    folded("How to fill this in"): "help",
    folded("Who came"): "who",
    folded("Regrets"): "regrets",
    folded("What was said"): "said",
    folded("Decisions"): "decisions",
    folded("Actions"): "actions",
}
_MARK = re.compile(r"\s*(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*")
_ANCHOR = re.compile(r"\s*\\?\{\\?#[^{}]*\\?\}\s*$")
_BOLD = re.compile(r"\s*(\*\*|__)(?!\s)([^*_]+|.+?)\1:?\s*")
_NUMBERED = re.compile(r"([0-9]{1,4})[.)]\s+(.+)")
_ADDED = re.compile(r"added\s*[:：]\s*(.*)", re.IGNORECASE)
_DETAILS = re.compile(r"(.*\S)\s*\(\s*([a-z]+(?:[ -][a-z]+)*)\s*,\s*([0-9]{1,5})\s*(?:min|mins|minutes)?\.?\s*\)", re.I)


class Heading(NamedTuple):
    """What a heading begins. A slot has its position in the agenda, an added one the kind and length that it says."""

    part: Part
    line: int
    level: int
    title: str
    position: int | None = None
    kind: str = ""
    minutes: int | None = None


Titles = Mapping[str, Sequence[int]]
"""The positions of slots by their title, as titles are compared."""


def by_title(agenda: Sequence[AgendaItem]) -> Titles:
    """The slots of an agenda by title; most have one of their own."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(agenda):
        found[folded(item.title)].append(at)
    return found


def heading(line: Line, titles: Titles) -> Heading | None:
    """The heading in a line; None where it is none. A line in bold is one only where it says what a form says."""
    if not line.text.lstrip(" \t").startswith(("#", "**", "__")):
        return _bare(line, titles)
    line = Line(line.number, " ".join(line.text.split()))
    mark = _MARK.fullmatch(_ANCHOR.sub("", line.text))
    if mark is not None:
        words = Line(line.number, mark[2] or "").words
        return _meant(words, line.number, len(mark[1]), titles)
    if _BOLD.fullmatch(line.text) is None and not line.text.startswith("#"):
        return None
    found = _meant(line.words.lstrip("#").removesuffix(":"), line.number, 7, titles)
    return None if found.part == "unknown" or (found.part == "slot" and found.position is None) else found


def _bare(line: Line, titles: Titles) -> Heading | None:
    """The heading of a slot that lost its mark: a line of exactly its number, title, kind and length."""
    if not line.text.rstrip().endswith(")") or not _NUMBERED.fullmatch(words := line.words):
        return None
    found = _meant(words, line.number, 3, titles)
    return found if found.position is not None and found.minutes is not None else None


def _meant(words: str, line: int, level: int, titles: Titles) -> Heading:
    number, title = 0, words
    numbered = _NUMBERED.fullmatch(words)
    if numbered is not None:
        number, title = int(numbered[1]), numbered[2]
    if not number and folded(words) in _SECTIONS:
        return Heading(_SECTIONS[folded(words)], line, level, words)
    if not number and words.casefold().startswith("minutes:"):
        return Heading("head", line, level, words)
    added = None if folded(_detailed(title)[0]) in titles else _ADDED.fullmatch(title)
    title, kind, minutes = _detailed(added[1] if added else title)
    if added:
        return Heading("added", line, level, title, None, kind, minutes)
    position = _position(title, number, titles)
    if position is None and words != title:
        position = _position(numbered[2] if numbered else words, number, titles)
    if position is None and not number and folded(title) not in titles:
        return Heading("unknown", line, level, words)
    return Heading("slot", line, level, title, position, kind, minutes)


def _detailed(title: str) -> tuple[str, str, int | None]:
    """A title, and the kind and length in brackets behind it."""
    found = _DETAILS.fullmatch(title)
    if found is None:
        return title, "", None
    return found[1], found[2].casefold().replace(" ", "-"), int(found[3])


def _position(title: str, number: int, titles: Titles) -> int | None:
    """The slot of that title; of several that of the number."""
    at = titles.get(folded(title), ())
    return number - 1 if number - 1 in at else at[0] if len(at) == 1 else None
