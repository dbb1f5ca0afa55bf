"""Trailers of a commit message, such as `Cmtool-Record: members/amina-diallo`: hints, always held against the trees.

Only the last paragraph of a message counts, only if every line of it is a trailer, and never the subject: text in the
body cannot pose as one (safety.md G11).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from cmtool.history.identity import COMMUNITY, Key, Present, key_of
from cmtool.model.audience import FORMER

RECORD = "Cmtool-Record"
_TRAILER = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9-]*):[ \t]*(?P<value>.*)", re.DOTALL)
_BLANK = " \t\r\f\v"


def trailers(message: str) -> list[tuple[str, str]]:
    """Name and value of each trailer; a line that begins with a space goes on with the one before."""
    paragraphs: list[list[str]] = [[]]
    for line in message.split("\n"):
        if line.strip(_BLANK):
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    filled = [lines for lines in paragraphs if lines]
    return _read(filled[-1]) if len(filled) > 1 else []


def _read(lines: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in lines:
        told = _TRAILER.fullmatch(line)
        if told:
            found.append((told["name"], told["value"].strip(_BLANK)))
        elif found and line[0] in " \t":
            name, value = found[-1]
            found[-1] = name, f"{value} {line.strip(_BLANK)}"
        else:
            return []
    return found


def records(message: str) -> list[str]:
    """The records that a message says the commit changed."""
    return [value for name, value in trailers(message) if name.lower() == RECORD.lower()]


def essence(message: str) -> str:
    """A message cut down to the records that it names: of a long past nothing else is kept."""
    named = records(message)
    return "\n".join(["-", "", *(f"{RECORD}: {ref}" for ref in named)]) if named else ""


def mismatches(message: str, touched: Collection[Key], present: Present) -> Iterator[str]:
    """What the trailers say of the records of a commit and the trees do not, or the other way round."""
    named = [_key(ref) for ref in records(message)]
    if not named:
        return
    claimed, done = {present.now(key) for key in named if key}, {present.now(key) for key in touched}
    if None in named:
        yield "its trailers name something that is no record"
    for key in sorted(claimed - done):
        yield f"its trailers name {_shown(key, present)}, which it did not change"
    for key in sorted(done - claimed):
        yield f"its trailers do not name {_shown(key, present)}, which it changed"


def _key(ref: str) -> Key | None:
    """The record that a reference means; None for what is none."""
    if ref == COMMUNITY.ref:
        return COMMUNITY
    return key_of(f"{ref}.yaml") if ref.count("/") == 1 else None


def _shown(key: Key, present: Present) -> str:
    return FORMER if present.is_former(key) else key.ref
