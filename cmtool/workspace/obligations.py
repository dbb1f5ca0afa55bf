"""What is due, from the rules that look at the clock."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256

from cmtool.checks import private_codes
from cmtool.errors import CmtoolError
from cmtool.finding import Finding
from cmtool.formats.due import Task, markdown, table, told
from cmtool.formats.table import Table
from cmtool.model.record import Record
from cmtool.schedule.term import days_after
from cmtool.workspace import Obligation, Workspace, counted
from cmtool.workspace.look import find_record


def due(space: Workspace, within: int, member: str | None) -> Table:
    """Obligations whose day has come or comes within some days, the oldest first; of one member if asked."""
    return table(_tasks(space, _chosen(space, within, member)))


def as_text(space: Workspace, within: int, member: str | None) -> str:
    """The same for a terminal; empty where nothing is due."""
    return told(_tasks(space, _chosen(space, within, member)))


def as_markdown(space: Workspace, within: int, member: str | None) -> str:
    """The same as a check list for others to read: without what stands in the overlay alone, and private rules."""
    found = _chosen(space, within, member)
    chosen = [o for o in found if not o.finding.source.private and o.finding.code not in private_codes()]
    if len(found) > len(chosen):
        space.notes.append(f"left out of the list: {counted(len(found) - len(chosen), 'private task')}; see cmtool due")
    return markdown(_tasks(space, chosen), _name(space), space.today)


def as_calendar(space: Workspace, within: int, member: str | None) -> str:
    """The same as a calendar with reminders."""
    from cmtool.formats.due_ics import ics  # icalendar is loaded for a calendar alone

    community = space.registry.community
    domain = community.contact.address.rpartition("@")[2].lower() if community else "community.invalid"
    whose = f" of {_member(space, member)}" if member else ""
    return ics(_tasks(space, _chosen(space, within, member)), f"{_name(space)}: due{whose}", domain, space.today)


def _name(space: Workspace) -> str:
    return space.registry.community.name if space.registry.community else "the community"


def _chosen(space: Workspace, within: int, member: str | None) -> list[Obligation]:
    who = _member(space, member) if member else None
    last = days_after(space.today, within)
    found = [o for o in space.judged.obligations if o.due.date <= last and (who is None or who in o.due.who)]
    return sorted(found, key=lambda o: (o.due.date, o.finding.record, o.finding.code, o.finding.message))


def _member(space: Workspace, ref: str) -> str:
    record = find_record(space.registry, ref if "/" in ref else f"members/{ref}")
    if record.folder != "members":
        raise CmtoolError(f"'{record.ref}' is not a member")
    return record.id


def _tasks(space: Workspace, chosen: list[Obligation]) -> list[Task]:
    records = {record.ref: record for record in space.registry.all_records()}
    names: Names = {}
    return [
        Task(day, f.code, f.record, who, f.message, command, f.hint, _key(f, records.get(f.record), names))
        for (day, who, command), f in chosen
    ]


Names = dict[int, Counter[tuple[str, ...]]]
"""How often each name stands in a list of a record, by the list."""


def _key(finding: Finding, record: Record | None, names: Names) -> str:
    """Rule, record by its first id, and field; an item of a list by what names it, for its number changes."""
    oldest = f"{record.folder}/{record.formerly[0]}" if record and record.formerly else finding.record
    parts: list[str | int] = [finding.code, oldest]
    value: object = record
    for part in finding.field:
        items = value if isinstance(part, int) and isinstance(value, list) else []
        value = items[part] if isinstance(part, int) and items else getattr(value, str(part), None)
        if items and id(items) not in names:  # a list may be long, and have an obligation for each of its items
            names[id(items)] = Counter(tuple(_named(item)) for item in items)
        name = _named(value)
        parts += name if items and names[id(items)][tuple(name)] == 1 else [part]
    return sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]


def _named(item: object) -> list[str]:
    """What an item of a list is called by."""
    return [str(getattr(item, field)) for field in getattr(item, "identity", ())]
