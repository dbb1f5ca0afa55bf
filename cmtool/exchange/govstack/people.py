"""Persons of the files as members: who is here already, who is new, and who was removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cmtool.exchange.govstack.notes import Notes
from cmtool.exchange.govstack.told import PersonTold
from cmtool.model.member import Member
from cmtool.model.names import person as same_name
from cmtool.model.registry import Registry


class Person(NamedTuple):
    """A person of the file, and the record that is here; what is credited is the member's only where both agree."""

    told: PersonTold
    member: Member | None
    is_credited: bool


def people(registry: Registry, told: Sequence[PersonTold], notes: Notes) -> list[Person]:
    """Everybody of the file. A record that is here is never changed: its person owns it."""
    former = {old: member for member in registry.members.values() for old in member.formerly}
    return [_known(registry.members.get(one.id) or former.get(one.id), one, notes) for one in told]


def _known(member: Member | None, told: PersonTold, notes: Notes) -> Person:
    if member is None:
        return Person(told, None, is_credited=not told.is_removed)
    if told.is_removed:
        notes.erased += [member.id] if member.status != "removed" else []
        return Person(told, member, is_credited=False)
    if member.status == "removed":
        notes.removed.append(member.id)
        return Person(told, member, is_credited=False)
    is_same = same_name(member.name or "") == same_name(told.name)
    notes.renamed += [] if is_same else [member.id]
    return Person(told, member, is_credited=is_same)


def new_members(persons: Sequence[Person]) -> Mapping[str, dict[str, Any]]:
    """The records of those who are not here, by id: credited, so once here, and no word on whether they still are.

    No consent is invented: until a person gives it, nothing that cmtool makes names them.
    """
    return {one.told.id: new_member(one.told) for one in persons if one.member is None}


def new_member(told: PersonTold) -> dict[str, Any]:
    """The record of somebody who is new here."""
    if told.is_removed:
        return {"status": "removed"}
    return {"name": told.name, "status": "alumni", "joined": "unknown", "left": "unknown", "region": "unknown"}
