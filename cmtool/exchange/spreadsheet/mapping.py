"""Which column of a table is which field: by the map file, by the field's own name, or by a common synonym."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.exchange.spreadsheet.days import Order, order_of
from cmtool.exchange.spreadsheet.headers import PRIVATE, advice, named_target, question
from cmtool.exchange.spreadsheet.mapfile import Answers, Entry, MapFile
from cmtool.exchange.spreadsheet.reading import Column, Table
from cmtool.exchange.spreadsheet.targets import (
    IMPORTED,
    MEMBER_SKILLS,
    MEMBERS,
    MEMBERSHIPS,
    TIMESTAMP,
    Target,
    target_of,
    targets,
)
from cmtool.model.addresses import addresses, shown
from cmtool.model.folders import FOLDERS
from cmtool.suggestion import did_you_mean, nearest

_ADDRESS_HEADER = re.compile(
    r"\b(?:e-?mails?|mail address|phone|telephone|tel|mobile|cell ?phone|whatsapp|postal address)\b", re.IGNORECASE
)
_SHORT = 40
"""A longer header that speaks of mail is a question, as whether one may write to the person."""
_BY_FIELDS: Final = (
    ({"planned", "channels"}, "spotlights"),
    ({"member", "group", "role"}, MEMBERSHIPS),
    ({"member", "group"}, MEMBERSHIPS),
    ({"member", "skill"}, MEMBER_SKILLS),
    ({"series", "mode"}, "meetings"),
    ({"received", "source"}, "requests"),
    ({"title", "type", "opened"}, "needs"),
    ({"kind", "date", "text"}, "activities"),
    ({"name", "kind"}, "groups"),
    ({"name", "category"}, "skills"),
    ({"name", "about"}, "skills"),
    ({"name"}, MEMBERS),
    ({"links.github"}, MEMBERS),
    ({"links.linkedin"}, MEMBERS),
)
"""The first of these sets that the headers hold tells the kind of the sheet."""


class Mapped(NamedTuple):
    """A column with its field, what answers mean in it, and the order of its dates."""

    column: Column
    target: Target
    answers: Answers | None
    order: Order | None

    @property
    def name(self) -> str:
        """How a message names the column."""
        return self.column.header or self.column.letter


class Assignment(NamedTuple):
    """The columns of a table with their fields, defaults of new records, and what was noticed."""

    kind: str
    columns: list[Mapped]
    defaults: Mapping[str, str]
    notes: list[str]

    def timestamp(self) -> Mapped | None:
        """The column of the time of an answer."""
        return next((mapped for mapped in self.columns if mapped.target.name == TIMESTAMP), None)


def mapped(table: Table, said: MapFile, kind: str | None, *, ignore_unknown: bool = False) -> Assignment:
    """The fields of a table's columns; every column that is none is told in one CmtoolError."""
    notes: list[str] = []
    by_column, wrong = _by_map(table.columns, said.entries)
    chosen = kind or said.kind or _told_kind(table, by_column, notes)
    if chosen is None:
        raise CmtoolError("\n".join([*wrong, *_of_no_kind(said.entries)]) or _untold())
    if chosen not in IMPORTED:
        raise CmtoolError(f"no kind '{chosen}' to import{did_you_mean(nearest(chosen, IMPORTED))}; {_kinds()}")
    found: list[Mapped] = []
    for column in table.columns:
        entries = by_column.get(column.position)
        if entries is None:
            target, problem = _by_header(chosen, column, table, notes, ignore_unknown=ignore_unknown)
            wrong += [problem] if problem else []
            found += [Mapped(column, target, None, None)] if target is not None else []
        for entry in entries or ():
            if entry.field is not None:
                mapped_to = target_of(chosen, entry.field)
                if mapped_to is None:
                    wrong.append(_no_field(chosen, entry))
                else:
                    found.append(Mapped(column, mapped_to, entry.answers, None))
    wrong += _twice(found)
    if wrong:
        raise CmtoolError("\n".join(wrong))
    return Assignment(chosen, [_ordered(one, table, said.dates) for one in found], said.defaults, notes)


def _by_map(columns: Sequence[Column], entries: Sequence[Entry]) -> tuple[dict[int, list[Entry]], list[str]]:
    """The lines of the map by the column that they name; a line that names none is told."""
    found: dict[int, list[Entry]] = {}
    wrong = []
    for entry in entries:
        wanted = question(entry.header)
        hits = [c for c in columns if (c.letter == entry.letter if entry.letter else question(c.header) == wanted)]
        if not hits:
            guess = nearest(entry.header, [c.header for c in columns]) if entry.header else None
            wrong.append(f"the map names column {entry.name}, and the sheet has none{did_you_mean(guess)}")
        for column in hits:
            found.setdefault(column.position, []).append(entry)
    return found, wrong


def _told_kind(table: Table, by_column: Mapping[int, Sequence[Entry]], notes: list[str]) -> str | None:
    """What the columns tell that the sheet holds."""
    fields = {entry.field for entries in by_column.values() for entry in entries if entry.field is not None}
    headers = [column.header for column in table.columns if column.position not in by_column]
    named = {kind: fields | _named_by(kind, headers) for kind in IMPORTED}
    told = [(kind, wanted) for wanted, kind in _BY_FIELDS if wanted <= named[kind]]
    if not told and "id" in named[MEMBERS]:
        fullest = max(FOLDERS, key=lambda kind: len(named[kind]))
        told = [(fullest, named[fullest])]
    if told:
        kind, columns = told[0]
        notes.append(f"the sheet holds {kind}, by its columns ({', '.join(sorted(columns))})")
        return kind
    return None


def _untold() -> str:
    return f"cannot tell what the sheet holds; say --kind, or 'kind' in a map file. {_kinds()}"


def _of_no_kind(entries: Sequence[Entry]) -> list[str]:
    """Lines of the map whose field nothing has, which may be why nobody can tell what the sheet holds."""
    known = {name: None for kind in IMPORTED for name in targets(kind) if not name.endswith(".*")}
    return [
        f"column {entry.name}: nothing has a field '{entry.field}'{did_you_mean(nearest(entry.field, known))}"
        for entry in entries
        if entry.field and not any(target_of(kind, entry.field) for kind in IMPORTED)
    ]


def _named_by(kind: str, headers: Sequence[str]) -> set[str]:
    """The fields of a kind that headers name."""
    return {target.name for header in headers if (target := named_target(kind, header)) is not None}


def _kinds() -> str:
    return f"kinds: {', '.join(IMPORTED)}"


def _by_header(
    kind: str, column: Column, table: Table, notes: list[str], *, ignore_unknown: bool
) -> tuple[Target | None, str]:
    """The field of a column that the map does not name, or why there is none."""
    target = named_target(kind, column.header)
    if target is not None:
        return target, ""
    number = sum(bool(row.cells[column.position]) for row in table.rows)
    holds = sum(next(addresses(row.cells[column.position]), None) is not None for row in table.rows)
    is_short = len(column.header) <= _SHORT
    if holds * 2 > number or (_ADDRESS_HEADER.search(column.header) and (is_short or holds)):
        what = "mail address or phone number" if number == 1 else "mail addresses or phone numbers"
        notes.append(f"column {column.letter}: {number} {what} not imported; none ever is")
        return None, ""
    if ignore_unknown:
        notes.append(f"column {_named(column)} is left out")
        return None, ""
    return None, f"unknown column {_named(column)}{advice(kind, column.header)}"


def _named(column: Column) -> str:
    return f"{shown(column.header)} ({column.letter})" if column.header else f"{column.letter}, which has no header"


def _no_field(kind: str, entry: Entry) -> str:
    field = entry.field or ""
    if kind == MEMBERS and field in PRIVATE:
        return f"column {entry.name}: '{field}' is private and never comes in by a sheet"
    guess = nearest(field, [name for name in targets(kind) if not name.endswith(".*")])
    return f"column {entry.name}: {kind} have no field '{field}'{did_you_mean(guess)}"


def _twice(found: Sequence[Mapped]) -> list[str]:
    """Two columns for one field: which one counts, nobody knows."""
    by_name: dict[str, list[Mapped]] = {}
    for one in found:
        by_name.setdefault(one.target.name, []).append(one)
    told = []
    for name, several in by_name.items():
        if len(several) > 1:
            where = " and ".join(_named(one.column) for one in several)
            same = len({one.column.header.casefold() for one in several}) == 1
            way = "name one by its letter in a map file" if same else "map one of them to null in a map file"
            told.append(f"columns {where} are both '{name}': {way}")
    return told


def _ordered(one: Mapped, table: Table, said: Order | None) -> Mapped:
    if one.target.form != "day":
        return one
    return one._replace(order=said or order_of(row.cells[one.column.position] for row in table.rows))
