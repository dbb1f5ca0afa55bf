"""`set`: fields of a record get other values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from cmtool.edits._assigned import Subject, edits_of, judge
from cmtool.edits._memberships import open_places
from cmtool.edits._records import found, values_of
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Edit, Put
from cmtool.model.group import Group
from cmtool.model.member import Member
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.values import Values, plain_text


def changed(registry: Registry, ref: str, assignments: Iterable[str], today: date) -> ChangeSet:
    """The edits that assignments mean, one after the other; none where everything is so already."""
    record = found(registry, ref)
    subject = Subject(registry, type(record), record.id, today)
    before = values_of(record)
    edits, values = edits_of(subject, before, assignments)
    if plain_text(values) == plain_text(before):
        return ChangeSet("set", f"{record.ref}: nothing changed")
    notes = _dated(record, before, edits, values, today)
    judge(subject, values)
    if isinstance(record, Member):
        _refuse_half_a_departure(registry, record, values, today)
    return ChangeSet("set", f"{record.ref}: {_what(edits, values)}", edits={record.ref: edits}, notes=notes)


def _dated(record: Record, before: Values, edits: list[Edit], values: Values, today: date) -> tuple[str, ...]:
    """A group's status has a first day: today, if nobody says another. The old one would belie its calendar."""
    is_new = plain_text(values.get("status")) != plain_text(before.get("status"))
    if not isinstance(record, Group) or not is_new or any(edit.field[0] == "since" for edit in edits):
        return ()
    edits.append(Put(("since",), today))
    values["since"] = today
    return (f"{record.ref} has this status since {today}; from another day: cmtool set {record.ref} since=DAY",)


def _refuse_half_a_departure(registry: Registry, member: Member, values: Values, today: date) -> None:
    """Who becomes alumni has a last day, and no role or membership that goes on: retiring ends them all."""
    if not member.is_current or values.get("status") != "alumni":
        return
    is_open = values.get("left") is None or any(_goes_on(role, today) for role in plain_text(values.get("roles")) or [])
    places = [group.ref for group, _ in open_places(registry, member.id, today)]
    if is_open or places:
        where = f" in {', '.join(places)}" if places else ""
        raise CmtoolError(
            f"{member.ref} leaves with a last day, and ends what they are{where}: "
            f"cmtool retire {member.ref} does it all, instead of status=alumni"
        )


def _goes_on(role: Any, today: date) -> bool:
    """A role in the community that is not over on the evening of that day."""
    until = role.get("until") if isinstance(role, dict) else None
    return until is None or (isinstance(until, str) and until > today.isoformat())


def _what(edits: Sequence[Edit], values: Values) -> str:
    """What a commit may say of the change: the names of fields, and the word of a status."""
    names = list(dict.fromkeys("own keys" if _is_free(edit) else str(edit.field[0]) for edit in edits))
    status = values.get("status")
    if "status" not in names or not isinstance(status, str):
        return f"{', '.join(names)} changed"
    others = [name for name in names if name != "status"]
    return f"status {status}" + (f"; {', '.join(others)} changed" if others else "")


def _is_free(edit: Edit) -> bool:
    """A key of the community's own, which may be any word."""
    return str(edit.field[0]).startswith("x-")
