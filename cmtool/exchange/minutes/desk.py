"""What every part of the reading needs: the registry around the meeting, and where trouble is collected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from cmtool.document.screen import refused
from cmtool.exchange.minutes.page import Line
from cmtool.exchange.minutes.people import Directory
from cmtool.exchange.minutes.trouble import Trouble
from cmtool.model.addresses import addresses, shown
from cmtool.model.meeting import Meeting
from cmtool.model.scalars import Url, to_day

T = TypeVar("T")

LONGEST = 2000
"""Characters of a text that stands on one line."""

_URL = TypeAdapter(Url)
_LINKED = re.compile(r".*\((https?://[^\s()]+)\)")
_HYPHENS = str.maketrans("‐‑‒–−", "-----")
_MARK = re.compile("^[*+•●] ")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "‑": "-", "‐": "-", "…": "..."})


class Desk(NamedTuple):
    """The meeting as its record has it, who and what may be named, and what cannot be read."""

    meeting: Meeting
    people: Directory
    groups: Directory
    shared: str | None
    """The one mail address that may stand in a public registry; None where any may."""
    troubles: list[Trouble]
    left_out: list[int]

    def trouble(self, line: int, text: str) -> None:
        """A line that cannot be read."""
        self.troubles.append(Trouble(line, text))

    def leave_out(self, lines: Iterable[Line]) -> None:
        """Lines that nothing is made of."""
        self.left_out.extend(line.number for line in lines if not line.is_bare)

    def text(self, words: str, line: int, *, longest: int = LONGEST) -> str | None:
        """A text for the record; None where there is none, or none that may stand there."""
        refusal = refused(words)
        ways = [found.what for found in addresses(words) if words[found.start : found.end].casefold() != self.shared]
        if refusal is not None:
            self.trouble(line, f"{refusal.message}: take it out")
        elif ways and self.shared is not None:
            self.trouble(line, f"a {ways[0]}: everybody can read this registry, so take it out (PRV101)")
        elif len(words) > longest:
            self.trouble(line, f"longer than {longest} characters: say it shorter")
        else:
            return words or None
        return None

    def member(self, words: str, line: int, otherwise: str = "") -> str | None:
        """The id of the member that is named; None where nobody is, or nobody known, with what else to write."""
        return self.people.find(words, line, self.troubles, otherwise) if words else None

    def once(self, before: T | None, now: T | None, line: int, label: str) -> T | None:
        """What a label says; a label that says two things says neither."""
        if before is not None and now is not None and before != now:
            self.trouble(line, f"a second '{label}', and it says something else: leave one of them")
        return before if now is None else now

    def day(self, words: str, line: int, what: str) -> date | None:
        """An ISO date; None where there is none, or none that can be read."""
        words = words.translate(_HYPHENS)
        if not words:
            return None
        try:
            return to_day(words)
        except ValueError as error:
            expected = getattr(error, "message", lambda: "a date, as 2026-03-01")()
            self.trouble(line, f"{what} {shown(words)}: write {expected}")
            return None

    def number(self, words: str, line: int, what: str, *, most: int = 999_999) -> int | None:
        """A whole number; None where there is none, or none that can be read."""
        if not words:
            return None
        if not re.fullmatch(r"[0-9]{1,6}", words, re.ASCII):
            self.trouble(line, f"{what} {shown(words)}: write a number, as 4")
            return None
        if int(words) > most:
            self.trouble(line, f"{what} {words}: at most {most}")
            return None
        return int(words)

    def url(self, words: str, line: int) -> str | None:
        """An address of the web, also out of a link."""
        found = _LINKED.fullmatch(words)
        address = self.text(found[1] if found else words, line)
        if address is None:
            return None
        try:
            return _URL.validate_python(address)
        except ValidationError:
            self.trouble(line, f"{shown(words)} is no address: write one, as https://docs.example.org/minutes")
            return None


def kept(before: str | None, told: str | None) -> str | None:
    """The text that counts: the one there already, where none is told or an editor only changed quotes and spaces."""
    if told is None or (before is not None and likeness(before) == likeness(told)):
        return before
    return told


def likeness(text: str) -> str:
    """What two texts have in common that differ only by what an editor does unasked: quotes, spaces, marks of lists."""
    lines = (" ".join(line.translate(_QUOTES).split()) for line in text.splitlines())
    return "\n".join(_MARK.sub("- ", line) for line in lines if line)
