"""A new registry out of the files: their groups and people, and what a registry needs to stand on its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.exchange.govstack.groups import new_group
from cmtool.exchange.govstack.losses import Losses
from cmtool.exchange.govstack.notes import Notes
from cmtool.exchange.govstack.people import new_member
from cmtool.exchange.govstack.products import UNKNOWN
from cmtool.exchange.govstack.told import Told
from cmtool.exchange.owner import community_name, contact, manager_name
from cmtool.model.beginning import MAILBOX, MANAGER, MANAGER_ROLE
from cmtool.model.names import person
from cmtool.store.layout import id_of

ROLES: dict[str, dict[str, Any]] = {
    MANAGER: MANAGER_ROLE,
    "representative": {
        "name": "Representative",
        "scope": "group",
        "acts_as": ["lead", "triage"],
        "description": "Represents the group and is its first contact",
        "does": ["Coordinates the work and reports progress on the charter", "Answers newcomers and requests"],
    },
    "facilitator": {
        "name": "Facilitator",
        "scope": "group",
        "description": "Organizes the activities of the group",
        "does": ["Looks after the charter and the calendar", "Keeps a record of activities and decisions"],
    },
    "member": {
        "name": "Member",
        "scope": "group",
        "description": "Joins the group, casually or more permanently",
        "does": ["Brings expertise or feedback"],
    },
}
"""The roles of a working group as the GovStack Process describes them, and the one that every registry needs."""


class Owner(NamedTuple):
    """Whom a new registry belongs to: its community, who looks after it, and where mail goes."""

    name: str
    manager: str
    contact: str


class Imported(NamedTuple):
    """A new registry as values of records by path, and what people should know."""

    records: dict[str, dict[str, Any]]
    notes: list[str]


def registry_of(told: Told, owner: Owner, today: date, losses: Losses) -> Imported:
    """The registry that the files make. The manager is one from `today` on. Credits have no place yet: no product."""
    notes = Notes()
    members = {one.id: new_member(one) for one in told.persons}
    notes.arrived += [one.id for one in told.persons if not one.is_removed]
    for one in told.persons:
        for credit in one.credits:
            losses.add(UNKNOWN, credit.path, credit.line)
    manager = _appointed(members, owner.manager, today)
    notes.arrived = [id for id in notes.arrived if id != manager]
    notes.asleep += [group.id for group in told.groups if group.is_active]
    records = {"community.yaml": _community(owner, manager)}
    records |= {f"groups/{group.id}.yaml": new_group(group) for group in told.groups}
    records |= {f"members/{id}.yaml": record for id, record in members.items()}
    return Imported(records, notes.lines())


def _appointed(members: dict[str, dict[str, Any]], name: str, today: date) -> str:
    """The id of the manager: somebody of the file, by name, else a new member."""
    name = manager_name(name)
    same = [id for id, record in members.items() if "name" in record and person(record["name"]) == person(name)]
    if len(same) > 1:
        raise CmtoolError(f"--manager: several people of the file have this name: {', '.join(same[:5])}; name another")
    id = same[0] if same else _free(members, id_of(name) or "manager")
    members[id] = {
        "name": name,
        "status": "active",
        "joined": "unknown",
        "region": "unknown",
        "roles": [{"role": MANAGER, "since": today}],
    }
    return id


def _free(members: Mapping[str, Any], wanted: str) -> str:
    id, number = wanted, 1
    while id in members:
        number += 1
        id = f"{wanted[:58].rstrip('-')}-{number}"
    return id


def _community(owner: Owner, manager: str) -> dict[str, Any]:
    return {
        "schema": 1,
        "name": community_name(owner.name),
        "timezone": "UTC",
        "contact": contact(owner.contact, manager),
        "regions": [],
        "organisations": {},
        "roles": ROLES,
        "channels": [MAILBOX],
        "privacy": {"visibility": "public"},
    }
