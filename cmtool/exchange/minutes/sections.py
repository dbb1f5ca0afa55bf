"""A filled form cut into its sections."""

from __future__ import annotations

from typing import NamedTuple

from cmtool.exchange.minutes.headings import Heading, Titles, heading
from cmtool.exchange.minutes.page import Line, Page

_INSIDE = ("slot", "added")


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


def labelled(words: str) -> tuple[str, str]:
    """A label and what stands behind it: `Notes by`, `Joseph Mugisha`; no label where there is no colon."""
    label, colon, value = words.replace("：", ":", 1).partition(":")
    return (label.strip().casefold(), value.strip()) if colon else ("", words)
