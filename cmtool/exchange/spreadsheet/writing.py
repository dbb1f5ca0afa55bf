"""Records as CSV that a spreadsheet opens well and that `import csv` reads back without a difference."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterator, Sequence
from datetime import date, time
from typing import Any, Final, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.exchange.spreadsheet.changes import value_at
from cmtool.exchange.spreadsheet.targets import (
    ID,
    IMPORTED,
    MEMBER_SKILLS,
    MEMBERSHIPS,
    ORG,
    SKILLS,
    TIMESTAMP,
    Target,
    target_of,
    targets,
)
from cmtool.model.member import Member
from cmtool.model.record import Part, Record, Visibility
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.render.escape import guarded

EXPORTS: Final = IMPORTED
_FOR_MEMBERS: Final = {
    MEMBER_SKILLS: "what members say of their skills is",
    "activities": "what is done for people, and what they do, is",
    "spotlights": "who is asked to be shown is",
}
"""Sheets that tell of persons, whose very rows are named after them."""
"""What can be written: each kind of record, memberships, and what members say of their skills."""

_LISTED: Final = {"links": ("github", "linkedin")}
"""Keys of free mappings that have a column even where nobody uses them."""


class Export(NamedTuple):
    """A table as text, and how many people are not in it."""

    text: str
    left_out: int


def exported(registry: Registry, kind: str, today: date, *, private: bool = False, raw: bool = False) -> Export:
    """The table of a kind with a byte order mark, by which Excel knows UTF-8, and lines ended by CR LF.

    `raw` is for programs: no mark, and formulas are not guarded.

    Without `private`, no field that only members may see, and nobody who has not consented to listing. Private and
    sensitive fields never.
    """
    if kind in _FOR_MEMBERS and not private:
        raise CmtoolError(f"{_FOR_MEMBERS[kind]} for members to see: export it with --private")
    limit = Visibility.MEMBERS if private else Visibility.PUBLIC
    columns = [target for target in _columns(registry, kind) if target.visibility <= limit]
    current = {id for id, member in registry.members.items() if member.status != "removed"}
    named = {id for id in current if private or registry.members[id].consents_to("listing", today)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([target.name for target in columns])
    for row in _rows(registry, kind, columns, today, named, private=private):
        writer.writerow(row if raw else [guarded(text) for text in row])
    return Export(("" if raw else "\ufeff") + out.getvalue(), len(current - named))


def _columns(registry: Registry, kind: str) -> Iterator[Target]:
    """The columns of a kind: every field that fits into a cell, each key of a free mapping that somebody uses."""
    for name, target in targets(kind).items():
        if name in (SKILLS, TIMESTAMP):
            continue
        if not name.endswith(".*"):
            yield target
            continue
        holder = name.removesuffix(".*")
        used = {key for record in registry.records[kind].values() for key in getattr(record, holder)}
        for key in sorted(used.union(_LISTED.get(holder, ()))):
            found = target_of(kind, f"{holder}.{key}")
            if found is not None:
                yield found


def _rows(
    registry: Registry, kind: str, columns: Sequence[Target], today: date, named: Container[str], *, private: bool
) -> Iterator[list[str]]:
    """The rows of a table, nobody in them who may not be named."""
    if kind == MEMBERSHIPS:
        for group in registry.all_groups.values():
            for membership in group.members:
                if membership.member in named:
                    yield [group.id if c.name == "group" else _text(membership, c, named) for c in columns]
    elif kind == MEMBER_SKILLS:
        for member in registry.members.values():
            for skill in member.skills if member.id in named else ():
                yield [member.id if c.name == "member" else _text(skill, c, named) for c in columns]
    else:
        for record in registry.records[kind].values():
            if not _is_left_out(record, named, private=private):
                yield [_cell(record, column, today, named) for column in columns]


def _is_left_out(record: Record, named: Container[str], *, private: bool) -> bool:
    """Who may not be named; and of requests about own data nobody outside knows, for the person is soon missing."""
    if isinstance(record, Request):
        return record.kind == "privacy" and not private
    return isinstance(record, Member) and record.id not in named


def _cell(record: Record, column: Target, today: date, named: Container[str]) -> str:
    if column.name == ID:
        return record.id
    if column.name == ORG and isinstance(record, Member):
        return cell(record.organisations(today))
    return _text(record, column, named)


def _text(part: Part, column: Target, named: Container[str]) -> str:
    """A field as a cell; blank, which a reader takes for nothing said, where somebody in it may not be named."""
    value = value_at(part, column.path)
    if column.ref == "members" and isinstance(value, str | list):
        people = [value] if isinstance(value, str) else value
        value = value if all(id in named for id in people) else None
    return cell(value)


def cell(value: Any) -> str:
    """A value as the text of a cell; items of a list behind semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return _items([cell(item) for item in value])
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _items(items: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow(items)
    text = out.getvalue() if items else ""
    alone = len(items) == 1 and "," in text and ";" not in text
    return f"{text};" if alone else text.replace(";", "; ") if not any(";" in item for item in items) else text
