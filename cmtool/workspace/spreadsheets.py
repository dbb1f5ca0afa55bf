"""Spreadsheets: what a CSV file would change in the registry, and records as one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from cmtool.document.screen import MAX_BYTES as MAX_MAP
from cmtool.errors import CmtoolError
from cmtool.exchange.spreadsheet import EXPORTS, Plan, exported, planned
from cmtool.exchange.spreadsheet.mapfile import MapFile, read_map
from cmtool.exchange.spreadsheet.reading import MAX_BYTES, read_table
from cmtool.formats.spreadsheet import Told, rows, spreadsheet
from cmtool.model.edit import ChangeSet
from cmtool.store.foreign import read_file
from cmtool.suggestion import did_you_mean, nearest
from cmtool.workspace import Workspace, counted


class Blocked(CmtoolError):
    """Rows with problems stand in the way of an import."""


class Sheet(NamedTuple):
    """A table to write, and what its reader should know."""

    text: str
    notes: list[str]


def plan_of(
    space: Workspace,
    file: Path,
    *,
    map_file: Path | None = None,
    kind: str | None = None,
    defaults: Iterable[str] = (),
    ignore_unknown: bool = False,
    skip_bad_rows: bool = False,
) -> Plan:
    """What the file would change; its change set is for the door that all edits take, unless the plan is blocked."""
    said = read_map(str(map_file), read_file(map_file, MAX_MAP)) if map_file is not None else MapFile()
    data = read_file(file, MAX_BYTES)
    try:
        return planned(
            space.registry,
            read_table(data),
            said,
            space.today,
            kind=kind,
            defaults=dict(_default(text) for text in defaults),
            ignore_unknown=ignore_unknown,
            skip_bad_rows=skip_bad_rows,
        )
    except CmtoolError as error:
        raise CmtoolError("\n".join(f"{file}: {line}" for line in str(error).splitlines())) from None


def _default(text: str) -> tuple[str, str]:
    field, sign, value = text.partition("=")
    if not sign or not field or not value:
        raise CmtoolError(f"'{text}' is no default; expected field=value, as status=onboarding")
    return field, value


def told(plan: Plan) -> str:
    """The plan in words: what is new, what changes, what is wrong by row, and what to know."""
    head = plan.change_set.subject
    head += f"; {plan.unchanged} as the sheet says already" if plan.unchanged else ""
    records = [
        Told(one.ref, one.rows, one.new is not None, [(c.field, c.before, c.after) for c in one.changes])
        for one in plan.differences
    ]
    return spreadsheet(head, records, plan.problems, [*plan.notes, *_left_out(plan)])


def _left_out(plan: Plan) -> list[str]:
    if plan.skips and plan.left_out:
        return [f"{rows(plan.left_out)} left out"]
    return []


def applicable(plan: Plan) -> ChangeSet:
    """The change of a plan that nothing blocks."""
    refuse_blocked(plan)
    return plan.change_set


def refuse_blocked(plan: Plan) -> None:
    """Nothing is applied of a sheet with problems, unless their rows are to be left out."""
    if plan.is_blocked:
        number = counted(len(plan.left_out), "row")
        raise Blocked(f"{number} with problems, nothing is changed; mend the sheet, or use --skip-bad-rows")


def sheet_of(space: Workspace, kind: str, *, private: bool = False, raw: bool = False) -> Sheet:
    """The records of a kind as a table."""
    if kind not in EXPORTS:
        raise CmtoolError(f"no table '{kind}'{did_you_mean(nearest(kind, EXPORTS))}; tables: {', '.join(EXPORTS)}")
    made = exported(space.registry, kind, space.today, private=private, raw=raw)
    notes = []
    if made.left_out and kind in ("members", "memberships"):
        one = made.left_out == 1
        people = "1 person has" if one else f"{made.left_out} people have"
        verb = "is" if one else "are"
        notes.append(f"{people} not consented to listing and {verb} left out; --private exports everybody")
    unread = [ref for ref in space.registry.unreadable if ref.startswith(f"{kind}/")]
    if unread:
        verb = "is" if len(unread) == 1 else "are"
        notes.append(f"{counted(len(unread), 'record')} cannot be read and {verb} not in it: run cmtool validate")
    if private:
        notes.append("this file holds what only members may see: keep it where they alone can read it")
    if raw:
        notes.append("formulas are not guarded: a spreadsheet may run what stands in these cells")
    return Sheet(made.text, notes)
