"""A filled form cut into its sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cmtool.exchange.minutes.headings import Heading, Titles, heading
from cmtool.exchange.minutes.page import Line, Page
from cmtool.model.decisions import is_only_decided
from cmtool.model.meeting import AgendaItem
from cmtool.model.names import folded

_INSIDE = ("slot", "added")
_ALWAYS = {"who": "Who came", "regrets": "Regrets", "decisions": "Decisions", "actions": "Actions"}
_FILLED = re.compile(r"\[[xX✓✔хХ]\]|[☑☒✓✔✅]|\|[^|\w]*\w")


class Section(NamedTuple):
    """What stands under a heading."""

    heading: Heading
    lines: list[Line]


def sections(page: Page, titles: Titles) -> list[Section]:
    """The sections in their order; what stands above the first heading is the head.

    A heading that a form does not know belongs to the text of a slot if it is deeper than the slot's own; beside slots
    it is one that nobody knows.
    """
    found = [Section(Heading("head", 0, 0, ""), [])]
    for line in page.lines:
        new = heading(line, titles)
        here = found[-1].heading
        if new is None:
            found[-1].lines.append(line)
        elif new.part == "unknown" and here.part in _INSIDE and new.level > here.level:
            found[-1].lines.append(Line(line.number, line.text.lstrip(" \t#")))
        else:
            is_slot = new.part == "unknown" and here.part in _INSIDE and new.level == here.level
            found.append(Section(new._replace(part="slot") if is_slot else new, []))
    return found


def missing(found: Iterable[Section], agenda: Sequence[AgendaItem] = ()) -> list[str]:
    """The titles of sections and slots that a form has and this one has not: perhaps it was cut off."""
    there = [section.heading for section in found]
    parts, slots = {heading.part for heading in there}, {folded(heading.title) for heading in there}
    at = {heading.position for heading in there}
    gone = [title for part, title in _ALWAYS.items() if part not in parts]
    for number, item in enumerate(agenda):
        if number not in at and folded(item.title) not in slots and not is_only_decided(item):
            gone.append(item.title)
    return gone


def stray(section: Section) -> bool:
    """A ticked box or a row of a table stands in it."""
    return any(_FILLED.search(line.text) for line in section.lines)


def labelled(words: str) -> tuple[str, str]:
    """A label and what stands behind it: `Notes by`, `Joseph Mugisha`; no label where there is no colon."""
    label, colon, value = words.replace("：", ":", 1).partition(":")
    return (label.strip().casefold(), value.strip()) if colon else ("", words)
