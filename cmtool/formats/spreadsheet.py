"""What a spreadsheet would change, and what is wrong in it, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from cmtool.formats.records import text_of
from cmtool.render.escape import visible

_MOST = 5
"""Rows that are named of those with the same trouble."""
_LISTED = 20
"""New records that are named; of 200 the number and the file tell more."""


class Told(NamedTuple):
    """A record that an import adds or changes: reference, rows, and its fields before and after."""

    ref: str
    rows: Sequence[int]
    is_new: bool
    changes: Sequence[tuple[str, Any, Any]]


def spreadsheet(
    head: str, records: Iterable[Told], problems: Iterable[tuple[int, str, str]], notes: Iterable[str]
) -> str:
    """What is new and what changes, then problems by row, then notes."""
    every = list(records)
    parts = [f"{head}\n", _added([one for one in every if one.is_new]), *_changed(every), _problems(problems)]
    parts += [f"note: {visible(note)}\n" for note in notes]
    return "".join(parts)


def _added(records: Sequence[Told]) -> str:
    lines = [f"  + {visible(one.ref)} ({rows(one.rows)})\n" for one in records[:_LISTED]]
    if len(records) > _LISTED:
        lines.append(f"  + {len(records) - _LISTED} more\n")
    return "".join(lines)


def _changed(records: Iterable[Told]) -> Iterable[str]:
    for one in records:
        if not one.is_new:
            yield f"  {visible(one.ref)} ({rows(one.rows)})\n"
            for field, before, after in one.changes:
                yield f"      {visible(field)}: {_value(before)} -> {_value(after)}\n"


def _value(value: Any) -> str:
    text = text_of(value if isinstance(value, str | list | bool) or value is None else str(value))
    return visible(text if len(text) <= 60 else f"{text[:57]}...") or "nothing"


def _problems(problems: Iterable[tuple[int, str, str]]) -> str:
    """Each trouble once, with the rows that have it."""
    found: dict[tuple[str, str], list[int]] = {}
    for row, column, text in problems:
        found.setdefault((column, text), []).append(row)
    lines = []
    for (column, text), numbers in sorted(found.items(), key=lambda item: item[1]):
        where = f"column '{_value(column)}': " if column else ""
        lines.append(f"problem in {rows(numbers)}: {where}{visible(text)}\n")
    return "".join(lines)


def rows(numbers: Sequence[int]) -> str:
    """Rows as a spreadsheet numbers them: `row 5`, `rows 5, 9`, `rows 5, 9, 12, 14, 15 and 40 more`."""
    every = sorted(set(numbers))
    told = ", ".join(map(str, every[:_MOST]))
    more = f" and {len(every) - _MOST} more" if len(every) > _MOST else ""
    return f"row{'' if len(every) == 1 else 's'} {told}{more}"
