"""What is due, from the rules that look at the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cmtool.errors import CmtoolError
from cmtool.finding import Finding
from cmtool.formats.table import Table
from cmtool.workspace import Workspace
from cmtool.workspace.look import find_record


def due(space: Workspace, within: int, member: str | None) -> Table:
    """Obligations whose day has come or comes within some days, the oldest first; of one member if asked."""
    who = find_record(space.registry, f"members/{member.removeprefix('members/')}").id if member else None
    last = space.today + timedelta(days=within)
    found = [o for o in space.judged[1] if o.due and o.due.date <= last and (who is None or who in o.due.who)]
    found.sort(key=lambda o: (o.due.date if o.due else space.today, o.record, o.code, o.message))
    objects = [_object(o) for o in found]
    rows = [tuple(o.values()) for o in objects]
    return Table(("date", "code", "record", "who", "text", "command"), rows, objects)


def _object(obligation: Finding) -> dict[str, Any]:
    if obligation.due is None:
        raise CmtoolError(f"{obligation.code} gave no date")
    return {
        "date": obligation.due.date.isoformat(),
        "code": obligation.code,
        "record": obligation.record,
        "who": list(obligation.due.who),
        "text": obligation.message,
        "command": obligation.due.command or None,
    }
