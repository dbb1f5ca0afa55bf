"""Rows of a table as values of fields; every cell that cannot be taken is told, and the row goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from cmtool.exchange.spreadsheet.cells import Refused, Saying, value_of
from cmtool.exchange.spreadsheet.mapping import Assignment, Mapped
from cmtool.exchange.spreadsheet.people import AGREEING, is_spelling
from cmtool.exchange.spreadsheet.reading import Row, Table
from cmtool.exchange.spreadsheet.targets import ID, TIMESTAMP
from cmtool.exchange.spreadsheet.words import Words


class Problem(NamedTuple):
    """A row that cannot be taken as it is: what is wrong, in which column, and what to do."""

    row: int
    column: str
    text: str


class Answer(NamedTuple):
    """What one or several rows say of one thing: values by the names of their fields; blank cells say nothing."""

    rows: tuple[int, ...]
    values: Mapping[str, Any]
    said: date | None
    """The day of the row's timestamp."""


def answers_of(table: Table, mapping: Assignment, words: Words, today: date) -> tuple[list[Answer], list[Problem]]:
    """The values of every row without trouble, and the troubles of the others."""
    found, problems = [], []
    stamp = mapping.timestamp()
    scope = "community" if mapping.kind == "members" else "group"
    for row in table.rows:
        wrong = _ragged(row, table)
        said = _said(stamp, row, wrong, Saying(words, stamp.order if stamp else None, today, None))
        values: dict[str, Any] = {}
        for one in mapping.columns:
            text = row.cells[one.column.position]
            if text and one.target.name != TIMESTAMP:
                value = _value(one, row, wrong, Saying(words, one.order, today, said, scope))
                if value is not None:
                    values[one.target.name] = value
        if wrong:
            problems += wrong
        elif values:
            found.append(Answer((row.number,), values, said))
    return found, problems


def _ragged(row: Row, table: Table) -> list[Problem]:
    if row.number not in table.longer:
        return []
    number = table.longer[row.number]
    return [
        Problem(row.number, "", f"{number} cells under {len(row.cells)} headers: quote a cell that holds a delimiter")
    ]


def _said(stamp: Mapped | None, row: Row, wrong: list[Problem], saying: Saying) -> date | None:
    if stamp is None or not row.cells[stamp.column.position]:
        return None
    value = _value(stamp, row, wrong, saying)
    return value if isinstance(value, date) else None


def _value(one: Mapped, row: Row, wrong: list[Problem], saying: Saying) -> Any:
    try:
        return value_of(one.target, row.cells[one.column.position], one.answers, saying)
    except Refused as error:
        wrong.append(Problem(row.number, one.name, str(error)))
        return None


class Merged(NamedTuple):
    """Two answers about one thing as one, and the fields in which they speak against each other."""

    answer: Answer
    conflicts: list[str]


def merged(first: Answer, second: Answer) -> Merged:
    """Both answers as one. The later one counts where both have a timestamp; else what differs is a conflict.

    A consent stays given on its first day. Lists are one value.
    """
    by_time = first.said is not None and second.said is not None
    turned = by_time and (first.said or date.min) > (second.said or date.min)
    early, late = (second, first) if turned else (first, second)
    values, conflicts = dict(early.values), []
    for name, value in late.values.items():
        before = values.get(name, value)
        if before == value:
            values[name] = value
        elif name.startswith("consents.") and isinstance(before, date) and isinstance(value, date):
            values[name] = min(before, value)
        elif is_spelling(name, before, value):
            values[name] = value if before.islower() or before.isupper() else before
        elif name == "joined" and by_time:
            values[name] = min(before, value, key=str)
        else:
            values[name] = value
            if not by_time or name == ID:
                conflicts.append(name)
    return Merged(Answer((*first.rows, *second.rows), values, late.said), conflicts)


def agree(first: Answer, second: Answer) -> bool:
    """Something that tells people of one name apart is the same in both, and nothing of that kind differs."""
    shared = _telling(first, second)
    return bool(shared) and all(_same(first.values[n], second.values[n]) for n in shared)


def disagree(first: Answer, second: Answer) -> bool:
    """Something that tells people of one name apart differs."""
    return any(not _same(first.values[n], second.values[n]) for n in _telling(first, second))


def _telling(first: Answer, second: Answer) -> list[str]:
    """What tells people of one name apart, where both speak of it; the day of joining is often that of an answer."""
    has_time = first.said is not None and second.said is not None
    shared = [n for n in first.values if n in second.values and (n in AGREEING or n.startswith("links."))]
    return [name for name in shared if not (has_time and name == "joined")]


def _same(value: Any, other: Any) -> bool:
    return str(value).casefold() == str(other).casefold()


def joined_told(groups: Iterable[Sequence[int]]) -> list[str]:
    """That rows speak of one thing, in one line."""
    every = [rows_told(rows) for rows in groups]
    if len(every) < 2:
        return [f"{rows} are one and were joined" for rows in every]
    more = f"; and {len(every) - 10} more" if len(every) > 10 else ""
    return [f"rows that are one and were joined: {'; '.join(every[:10])}{more}"]


def rows_told(rows: Sequence[int] | Iterable[int]) -> str:
    """Rows for a sentence: `row 5`, `rows 5 and 9`, `rows 5, 9, 12 and 40 more`."""
    numbers = sorted(set(rows))
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    if len(numbers) > 6:
        return f"rows {', '.join(map(str, numbers[:5]))} and {len(numbers) - 5} more"
    return f"rows {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
