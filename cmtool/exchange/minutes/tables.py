"""The tables of a form: decisions and actions, in whatever order their columns stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from cmtool.exchange.minutes.desk import Desk
from cmtool.exchange.minutes.page import Line
from cmtool.model.addresses import shown
from cmtool.model.names import folded

_BAR = re.compile(r"(?<!\\)\|")
_DIVIDER = re.compile(r"[\s|:\\-]*")
_DECISIONS = {"what was decided": "what", "decision": "what", "what": "what", "for": "for", "against": "against"}
_ACTIONS = {"what": "what", "who": "who", "due": "due", "done": "done"}


class Voted(NamedTuple):
    """A row of the table of decisions."""

    line: int
    title: str
    votes_for: int | None
    against: int | None


class Promised(NamedTuple):
    """A row of the table of actions."""

    line: int
    what: str
    who: str
    due: date | None
    done: date | None


def decisions(desk: Desk, lines: Iterable[Line]) -> Iterator[Voted]:
    """What was decided."""
    for line, cells in _rows(desk, lines, _DECISIONS, ("what", "for", "against")):
        title = desk.text(cells["what"], line)
        votes = desk.number(cells["for"], line, "votes for"), desk.number(cells["against"], line, "votes against")
        if not cells["for"] and votes[1] is not None:
            desk.trouble(line, f"votes against it, but none for {shown(cells['what'])}: write how many")
        if title is not None:
            yield Voted(line, title, *votes)
        elif not cells["what"]:
            desk.trouble(line, "votes, but not what was decided: write it, or empty the row")


def actions(desk: Desk, lines: Iterable[Line]) -> Iterator[Promised]:
    """What was promised. Each has one who does it."""
    for line, cells in _rows(desk, lines, _ACTIONS, ("what", "who", "due", "done")):
        what = desk.text(cells["what"], line)
        due, done = desk.day(cells["due"], line, "due"), desk.day(cells["done"], line, "done")
        who = desk.member(cells["who"], line)
        is_preparation = due is not None and due <= desk.meeting.date
        if done is not None and done < desk.meeting.date and not is_preparation:
            told = f"done on {done}, before the meeting: write the day of the meeting, {desk.meeting.date}, or none"
            desk.trouble(line, f"{told} (REF105)")
        if not cells["what"]:
            desk.trouble(line, "an action without words: write what is to be done, or empty the row")
        elif not cells["who"]:
            desk.trouble(line, f"nobody does {shown(cells['what'])}: write one person under Who")
        elif what is not None and who is not None:
            yield Promised(line, what, who, due, done)


def _rows(
    desk: Desk, lines: Iterable[Line], known: dict[str, str], usual: Sequence[str]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows that hold something, their cells by column."""
    words = {folded(name): column for name, column in known.items()}
    order = list(usual)
    for line in lines:
        if line.is_bare or _DIVIDER.fullmatch(line.text):
            continue
        if not _BAR.search(line.text):
            row = " | ".join(usual)
            desk.trouble(line.number, f"no row of the table: write it as | {row} |, or take it out")
            continue
        cells = _cells(line)
        columns = [words.get(folded(cell)) for cell in cells]
        if "what" in columns and all(columns):
            order = [column for column in columns if column]
        elif len(cells) > len(order):
            told = "write \\| for a bar that belongs to a text"
            desk.trouble(line.number, f"{len(cells)} cells under {len(order)} headings: {told}")
        elif any(cells):
            yield line.number, dict.fromkeys(usual, "") | dict(zip(order, cells, strict=False))


def _cells(line: Line) -> list[str]:
    """The words of each cell; bars at both ends make none."""
    text = line.text.strip()
    parts = _BAR.split(text)
    parts = parts[1:] if text.startswith("|") else parts
    parts = parts[:-1] if parts and not parts[-1].strip() else parts
    return [Line(line.number, part).words for part in parts]
