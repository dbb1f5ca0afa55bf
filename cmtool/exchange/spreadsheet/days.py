"""Dates as people write them in cells, and the order of day and month that a column shows. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

Order = Literal["day-first", "month-first", "iso"]
ORDERS: tuple[Order, ...] = ("day-first", "month-first", "iso")

_TIME = r"(?:[T, ]\s*[0-9]{1,2}[:.][0-9]{2}.{0,30})?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}", re.ASCII)
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}){_TIME}", re.ASCII)
_SHORT_YEAR = re.compile(rf"[0-9]{{1,2}}([-/.])[0-9]{{1,2}}\1[0-9]{{2}}{_TIME}", re.ASCII)
_DAY_WORD = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]*([a-z]+)[ .,-]*([0-9]{4})", re.ASCII)
_WORD_DAY = re.compile(r"([a-z]+)[ .-]*([0-9]{1,2})(?:st|nd|rd|th)?[ .,-]+([0-9]{4})", re.ASCII)
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?", re.ASCII)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


class NoDay(ValueError):
    """A cell that names no day; the text says why and what to write."""


def order_of(cells: Iterable[str]) -> Order | None:
    """`day-first` where a day above 12 in the column proves it, and nothing speaks against it; else None.

    Only dates with slashes and hyphens are asked: dates with full stops are written day first everywhere.
    """
    pairs = [(int(f[1]), int(f[3])) for cell in cells if (f := _YEAR_LAST.fullmatch(cell)) and f[2] != "."]
    days_first = any(first > 12 for first, _ in pairs)
    months_first = any(second > 12 for _, second in pairs)
    return "day-first" if days_first and not months_first else None


def day_of(text: str, order: Order | None) -> date:
    """The day that a cell names; `NoDay` where it names none, or two."""
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if order == "iso":
        raise NoDay("expected a date as 2026-03-01")
    if found := _YEAR_LAST.fullmatch(text):
        return _ordered(int(found[1]), int(found[3]), int(found[4]), "day-first" if found[2] == "." else order)
    words = text.casefold()
    if found := _DAY_WORD.fullmatch(words):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    if found := _WORD_DAY.fullmatch(words):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    if _SHORT_YEAR.fullmatch(text):
        raise NoDay("a year of two digits; write all four, as 2026-03-01")
    if _SERIAL.fullmatch(text):
        raise NoDay("a number, not a date; format the column as a date (2026-03-01) and export it again")
    raise NoDay("expected a date as 2026-03-01")


def _ordered(first: int, second: int, year: int, order: Order | None) -> date:
    if order == "month-first":
        return _day(year, first, second)
    if order == "day-first" or first == second:
        return _day(year, second, first)
    if second > 12:
        raise NoDay("looks as if the month stood first; say 'dates: month-first' in the map file")
    if first > 12:
        return _day(year, second, first)
    raise NoDay("is the day first, or the month? say 'dates: day-first' or 'dates: month-first' in the map file")


def _month(word: str) -> int:
    found = [at for at, name in enumerate(_MONTHS, 1) if len(word) >= 3 and name.startswith(word)]
    if not found:
        raise NoDay("expected a date as 2026-03-01")
    return found[0]


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoDay("no such day in the calendar") from None
