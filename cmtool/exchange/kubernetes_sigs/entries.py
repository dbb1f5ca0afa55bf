"""Memberships of a group against those of a file: who came, who went; entries of other roles are nobody's business."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cmtool.exchange.kubernetes_sigs.community import GROUP_ROLES
from cmtool.exchange.kubernetes_sigs.known import Person
from cmtool.model.edit import Drop, Edit, Insert, Put
from cmtool.model.group import Membership

Key = tuple[str, str]
"""Member and role."""


def entries_of(told: Iterable[Mapping[str, Any]], people: Mapping[str, Person]) -> dict[Key, Person]:
    """The memberships that a file tells of a group, each once."""
    named = [(people[entry["member"]], str(entry["role"])) for entry in told]
    return {(person.id, role): person for person, role in named}


def entry(member: str, role: str, since: date | None = None) -> dict[str, Any]:
    """A membership as this import makes it: who led in the past did so until nobody knows when."""
    values: dict[str, Any] = {"member": member, "role": role}
    if is_past(role):
        return values | {"until": "unknown"}
    return values | ({"since": since} if since else {})


def is_past(role: str) -> bool:
    """The role says that somebody led once."""
    return role == "emeritus-lead"


def may_stand(role: str, person: Person) -> bool:
    """The person can get such an entry: those who left only one of the past, those who were removed none."""
    if person.member is not None and person.member.status == "removed":
        return False
    return person.may_join or is_past(role)


def entry_edits(
    members: Sequence[Membership], told: Mapping[Key, Person], today: date
) -> tuple[list[Edit], list[Membership]]:
    """What makes the entries those of the file, and the entries that this ends."""
    gone = [at for at, held in enumerate(members) if _is_gone(held, told, today)]
    edits: list[Edit] = [Put(("members", at, "until"), today) for at in gone]
    for (member, role), person in told.items():
        own = [at for at, held in enumerate(members) if (held.member, held.role) == (member, role)]
        if may_stand(role, person):
            edits += _standing(members, own, entry(member, role, today), today)
    return edits, [members[at] for at in gone]


def _is_gone(held: Membership, told: Mapping[Key, Person], today: date) -> bool:
    """The entry has begun and runs on, the import makes such entries, and the file has it no more."""
    if held.role not in GROUP_ROLES or (held.member, held.role) in told:
        return False
    return runs_on(held, today) and (held.since is None or held.since <= today)


def runs_on(held: Membership, today: date) -> bool:
    """The entry is not over on the evening of the day, or begins only later."""
    return held.until is None or (isinstance(held.until, date) and held.until > today)


def _standing(
    members: Sequence[Membership], own: Sequence[int], values: Mapping[str, Any], today: date
) -> Iterable[Edit]:
    """What gives a person an entry, unless there is one. One that ends today goes on: two would overlap."""
    if any(runs_on(members[at], today) for at in own) or (own and "until" in values):
        return []
    ending = [at for at in own if members[at].until == today]
    return [Drop(("members", ending[-1], "until"))] if ending else [Insert(("members",), values)]
