"""A new registry out of the files: their groups and people, and what a registry needs to stand on its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from cmtool.document.screen import refused
from cmtool.errors import CmtoolError
from cmtool.exchange.govstack.groups import new_group
from cmtool.exchange.govstack.losses import Losses
from cmtool.exchange.govstack.notes import Notes
from cmtool.exchange.govstack.people import new_member
from cmtool.exchange.govstack.products import UNKNOWN
from cmtool.exchange.govstack.told import Told
from cmtool.model.addresses import addresses
from cmtool.model.community import Address
from cmtool.model.names import person
from cmtool.store.layout import id_of

_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_MANAGER = "community-manager"

ROLES: dict[str, dict[str, Any]] = {
    _MANAGER: {
        "name": "Community manager",
        "scope": "community",
        "acts_as": ["manager"],
        "description": "Keeps the community going and the registry true",
        "does": ["Answers the shared mailbox", "Looks after the registry"],
    },
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
    name = _line("--manager", name, "a name as it is to be shown, as 'Amina Diallo'")
    same = [id for id, record in members.items() if "name" in record and person(record["name"]) == person(name)]
    if len(same) > 1:
        raise CmtoolError(f"--manager: several people of the file have this name: {', '.join(same[:5])}; name another")
    id = same[0] if same else _free(members, id_of(name) or "manager")
    members[id] = {
        "name": name,
        "status": "active",
        "joined": "unknown",
        "region": "unknown",
        "roles": [{"role": _MANAGER, "since": today}],
    }
    return id


def _free(members: Mapping[str, Any], wanted: str) -> str:
    id, number = wanted, 1
    while id in members:
        number += 1
        id = f"{wanted[:58].rstrip('-')}-{number}"
    return id


def _community(owner: Owner, manager: str) -> dict[str, Any]:
    try:
        _ADDRESS.validate_python(owner.contact)
    except ValidationError:
        raise CmtoolError(
            "--contact: expected the address of a shared mailbox, as community@meridian.example"
        ) from None
    return {
        "schema": 1,
        "name": _line("--name", owner.name, "the name of the community, as 'Meridian Stack'"),
        "timezone": "UTC",
        "contact": {"address": owner.contact, "owner": manager},
        "regions": [],
        "organisations": {},
        "roles": ROLES,
        "channels": [{"id": "mailbox", "purpose": "Write to the shared mailbox, and we answer", "gathering": True}],
        "privacy": {"visibility": "public"},
    }


def _line(option: str, text: str, expected: str) -> str:
    text = " ".join(text.split())
    if not text or len(text) > 200 or refused(text) or next(addresses(text), None) is not None:
        raise CmtoolError(f"{option}: expected {expected}")
    return text
