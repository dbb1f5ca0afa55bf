"""Who came: boxes that are ticked, guests, and how many where names are not kept. Groups that sent regrets as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cmtool.exchange.minutes.desk import Desk
from cmtool.exchange.minutes.page import Line
from cmtool.exchange.minutes.people import named
from cmtool.exchange.minutes.sections import labelled
from cmtool.model.addresses import shown

_BOX = re.compile(r"(?:\[(?P<mark>[^\]]{0,3})\]|(?P<sign>[☐☑☒✓✔✅]))\s*(?P<rest>.*)")
_TICKED = frozenset("xX☑☒✓✔✅хХ")  # the last two are Cyrillic
_OPEN = frozenset(("", "☐"))
_SECOND_BOX = re.compile(r"\[[ xX✓✔хХ]\]\s*\w")
_ANY_BOX = re.compile(r"\[[ xX✓✔хХ]\]|[☐☑☒✓✔✅]")


class Box(NamedTuple):
    """A line with a box, and what stands behind it."""

    line: int
    is_ticked: bool
    words: str


def boxes(desk: Desk, lines: Iterable[Line], rest: list[Line]) -> Iterator[Box]:
    """The boxes of a section; other lines go to `rest`. An item of the list without a box says nothing sure."""
    for line in lines:
        words = line.bullet
        found = _BOX.fullmatch(words) if words else None
        if found is None:
            if words and not labelled(words)[0]:
                desk.trouble(line.number, f"{shown(words)} has no box: write [x] before it, or [ ], or take it out")
            elif _ANY_BOX.search(line.words):
                desk.trouble(line.number, f"{shown(line.words)}: write an item of a list, as - [x] Name (id)")
            else:
                rest.append(line)
            continue
        mark = (found["sign"] or found["mark"]).strip()
        if mark not in _TICKED and mark not in _OPEN:
            desk.trouble(line.number, f"the box holds {shown(mark)}: write [x] or [ ]")
        elif _SECOND_BOX.match(found["rest"]):
            desk.trouble(line.number, f"two boxes before {shown(found['rest'])}: leave one")
        elif found["rest"]:
            yield Box(line.number, mark in _TICKED, found["rest"])


def attendance(desk: Desk, lines: Sequence[Line]) -> dict[str, Any]:
    """`attended` and `guests` of the record."""
    rest: list[Line] = []
    came: dict[str, None] = {}
    guests = 0
    for box in boxes(desk, lines, rest):
        if named(box.words).is_guest:
            guests += box.is_ticked
            continue
        id = desk.member(box.words, box.line, "; of somebody from outside write (guest) behind the name")
        if id is not None and box.is_ticked:
            came[id] = None
    counts = _counts(desk, rest)
    return {"attended": _attended(desk, list(came), counts), "guests": _guests(desk, guests, counts)}


def regrets(desk: Desk, lines: Sequence[Line]) -> list[str]:
    """Groups that said that they could not come, those of the record first."""
    rest: list[Line] = []
    found = [desk.groups.find(box.words, box.line, desk.troubles) for box in boxes(desk, lines, rest) if box.is_ticked]
    desk.leave_out(rest)
    return _in_order(desk.meeting.regrets, [id for id in found if id is not None])


Counts = dict[str, tuple[int, int | None]]


def _counts(desk: Desk, rest: Iterable[Line]) -> Counts:
    """Numbers behind the two labels, each with its line."""
    counts: Counts = {}
    for line in rest:
        words = line.bullet if line.bullet is not None else line.words
        label, value = labelled(words)
        which = next((which for which in ("guests", "members") if label.startswith(f"{which} in all")), None)
        if which is None:
            desk.leave_out([line])
        else:
            counts[which] = (line.number, desk.number(value, line.number, f"{which} in all"))
    return counts


def _attended(desk: Desk, came: list[str], counts: Counts) -> list[str] | int | None:
    line, number = counts.get("members", (0, None))
    if number is not None and came and number != len(came):
        desk.trouble(line, f"{len(came)} are ticked, and here it says {number}: leave one of them out")
    if came:
        before = desk.meeting.attendees
        return _in_order(before, came)
    return number


def _guests(desk: Desk, ticked: int, counts: Counts) -> int | None:
    line, number = counts.get("guests", (0, None))
    if number is None:
        return ticked or None
    if number < ticked:
        desk.trouble(line, f"{ticked} guests are ticked by name, and here it says {number} in all")
    return number


def _in_order(before: Iterable[str], now: Sequence[str]) -> list[str]:
    """Those of before in their order, then who is new."""
    there = set(now)
    return list(dict.fromkeys([*(id for id in before if id in there), *now]))
