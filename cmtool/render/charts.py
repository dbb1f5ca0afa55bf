"""Geometry of charts: numbers to plain shapes in the units of a `viewBox`, which a template draws.

A chart takes rows of plain data and says what stands where; its words and its table are the template's. Coordinates
have at most one decimal, so the same rows give the same bytes. No function calls what it gets.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from unicodedata import east_asian_width

from cmtool.render.filters import day as in_words

MOST = 40
"""Bars or columns of a chart; who has more rows chooses."""

_WIDTH = 360
_COLUMN_HEIGHT = 120
_TOP, _FOOT = 20, 34
_BAR, _BAR_STEP = 12, 38
_CELL, _LABEL, _HEAD = 26, 214, 24
_GRID = 450


def columns(rows: list[dict[str, Any]], value: str, part: str = "") -> dict[str, Any]:
    """Columns by date: `value` of each row, of which `part` is drawn apart at the bottom. None is no column.

    A row has a `date`. The tallest column reaches the top; the base line is 0.
    """
    shown = rows[-MOST:]
    top = max([row[value] or 0 for row in shown], default=0)
    step = _WIDTH / max(len(shown), 4)
    return {
        "width": _WIDTH,
        "height": _TOP + _COLUMN_HEIGHT + _FOOT,
        "base": _TOP + _COLUMN_HEIGHT,
        "columns": [_column(row, value, part, index, step, top) for index, row in enumerate(shown)],
    }


def _column(row: dict[str, Any], value: str, part: str, index: int, step: float, top: int) -> dict[str, Any]:
    total, base = row[value], _TOP + _COLUMN_HEIGHT
    width = min(step * 0.62, 34)
    height = _scaled(total, top, _COLUMN_HEIGHT)
    some = _scaled(row[part], top, _COLUMN_HEIGHT) if part else 0
    return {
        "x": _r(index * step + (step - width) / 2),
        "width": _r(width),
        "middle": _r(index * step + step / 2),
        "y": _r(base - height),
        "height": _r(height),
        "part_y": _r(base - some),
        "part_height": _r(some),
        "value": total,
        "month": _month(row["date"]),
        "year": str(row["date"].year) if step >= 28 else f"{row['date'].year % 100:02}",
    }


def bars(rows: list[dict[str, Any]], value: str, of: str = "") -> dict[str, Any]:
    """Horizontal bars under their names: `value` of each row, within a track as long as `of` if that is known."""
    shown = rows[:MOST]
    top = max([max(row[value] or 0, (row[of] or 0) if of else 0) for row in shown], default=0)
    return {
        "width": _WIDTH,
        "height": _BAR_STEP * len(shown) or 1,
        "bars": [
            {
                "name": clipped(row["name"], 46),
                "text_y": index * _BAR_STEP + 13,
                "y": index * _BAR_STEP + 19,
                "height": _BAR,
                "length": _r(_scaled(row[value], top, _WIDTH - 2)),
                "track": _r(_scaled(row[of], top, _WIDTH - 2)) if of else 0,
                "value": row[value],
                "of": row[of] if of else None,
            }
            for index, row in enumerate(shown)
        ],
    }


def grid(names: list[str], cells: list[dict[str, Any]], value: str, mark: str = "", star: str = "") -> dict[str, Any]:
    """Pairs as a triangle: each cell in the row of its `second` and the column of its `first`, which are numbered.

    A cell has a level from 0 (nothing) to 3 (most of what there is); it is `marked` and `starred` where those keys of
    its row say so.
    """
    top = max([cell[value] for cell in cells], default=0)
    size = len(names)
    return {
        "width": max(_LABEL + _CELL * max(size - 1, 1) + 2, _GRID),
        "height": _HEAD + _CELL * max(size, 1) + 2,
        "cell": _CELL,
        "rows": [
            {"number": index + 1, "name": clipped(name, 30), "y": _HEAD + index * _CELL + 17}
            for index, name in enumerate(names)
        ],
        "heads": [{"number": index + 1, "x": _LABEL + index * _CELL + _CELL // 2} for index in range(size - 1)],
        "cells": [
            {
                "x": _LABEL + cell["first"] * _CELL,
                "y": _HEAD + cell["second"] * _CELL,
                "value": cell[value],
                "level": _level(cell[value], top),
                "marked": bool(mark and cell[mark]),
                "starred": bool(star and cell[star]),
            }
            for cell in cells
        ],
    }


def clipped(text: str, units: int) -> str:
    """Text cut to a width in letters, wide ones counting twice: what is drawn cannot wrap."""
    used = 0
    for index, letter in enumerate(text):
        used += 2 if east_asian_width(letter) in "WF" else 1
        if used > units:
            return f"{text[: max(index - 1, 1)].rstrip()}…"
    return text


def _level(value: int, top: int) -> int:
    return 0 if not value else 1 + min(2, (value - 1) * 3 // max(top, 3))


def _scaled(value: int | None, top: int, length: float) -> float:
    return length * value / top if value and top else 0


def _month(day: date) -> str:
    return in_words(day).split(" ")[1][:3]


def _r(number: float) -> float:
    """One decimal, and no `.0`."""
    found = round(number, 1)
    return int(found) if found == int(found) else found
