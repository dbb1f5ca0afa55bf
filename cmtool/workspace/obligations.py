"""What is due, from the rules that look at the clock."""

from __future__ import annotations

from typing import Any

from cmtool.errors import CmtoolError
from cmtool.formats.table import Table
from cmtool.schedule.term import days_after
from cmtool.workspace import Obligation, Workspace
from cmtool.workspace.look import find_record


def due(space: Workspace, within: int, member: str | None) -> Table:
    """Obligations whose day has come or comes within some days, the oldest first; of one member if asked."""
    who = _member(space, member) if member else None
    last = days_after(space.today, within)
    found = [o for o in space.judged.obligations if o.due.date <= last and (who is None or who in o.due.who)]
    found.sort(key=lambda o: (o.due.date, o.finding.record, o.finding.code, o.finding.message))
    objects = [_object(o) for o in found]
    rows = [tuple(o.values()) for o in objects]
    return Table(("date", "code", "record", "who", "text", "command"), rows, objects)


def _member(space: Workspace, ref: str) -> str:
    record = find_record(space.registry, ref if "/" in ref else f"members/{ref}")
    if record.folder != "members":
        raise CmtoolError(f"'{record.ref}' is not a member")
    return record.id


def _object(obligation: Obligation) -> dict[str, Any]:
    due, finding = obligation
    return {
        "date": due.date.isoformat(),
        "code": finding.code,
        "record": finding.record,
        "who": list(due.who),
        "text": finding.message,
        "command": due.command or None,
    }
