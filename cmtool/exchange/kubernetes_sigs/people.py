"""People of the file as members: one record a GitHub handle, with what the file tells and nothing more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from cmtool.errors import CmtoolError
from cmtool.exchange.kubernetes_sigs.ids import Ids
from cmtool.exchange.kubernetes_sigs.losses import KEPT, Losses
from cmtool.exchange.kubernetes_sigs.organisations import Organisations
from cmtool.exchange.node import Misshaped, Node
from cmtool.exchange.owner import manager_name
from cmtool.model.beginning import MANAGER

_FIELDS = {**dict.fromkeys(("github", "name", "company"), KEPT), "email": "mail addresses"}
_HANDLE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})")


@dataclass
class _Person:
    """What is known of a person so far."""

    id: str
    name: str
    github: str | None
    org: str | None = None
    is_current: bool = False
    manager_since: date | None = None

    def record(self) -> dict[str, Any]:
        record: dict[str, Any] = {"name": self.name, "status": "active", "joined": "unknown"}
        if not self.is_current:
            record |= {"status": "alumni", "left": "unknown"}
        record["region"] = "unknown"
        if self.org:
            record["affiliations"] = [{"org": self.org}]
        if self.manager_since:
            record["roles"] = [{"role": MANAGER, "since": self.manager_since}]
        if self.github:
            record["links"] = {"github": self.github}
        return record


class People:
    """Everybody met in the file so far, by handle."""

    def __init__(self, notices: list[str], losses: Losses) -> None:
        self.organisations = Organisations(notices)
        self._ids = Ids("member", notices)
        self._losses = losses
        self._people: dict[str, _Person] = {}

    def meet(self, node: Node, *, is_current: bool) -> str:
        """The id of a person; somebody who is nowhere current is an alumnus."""
        self._losses.of_fields(node, _FIELDS)
        handle, name = node.need("github"), self._losses.line(node.need("name"))
        if not _HANDLE.fullmatch(handle.text()):
            raise Misshaped(handle.field, "a GitHub handle alone, as amina-d")
        key = handle.text().casefold()
        if key not in self._people:
            self._people[key] = _Person(self._ids.take(handle.text()), name, handle.text())
        person = self._people[key]
        person.is_current |= is_current
        if person.name != name:
            self._losses.add("other names of a person who stands twice", node.field)
        self._affiliate(person, node)
        return person.id

    def appoint(self, name: str, since: date) -> str:
        """The id of the community manager: somebody of the file (by name or handle), else a new member."""
        name = manager_name(name)
        found = [p for key, p in self._people.items() if name.casefold() in (key, p.name.casefold())]
        if len(found) > 1:
            handles = ", ".join(str(person.github) for person in found)
            raise CmtoolError(f"--manager: '{name}' is the name of several people; give a GitHub handle: {handles}")
        person = found[0] if found else _Person(self._ids.take(name), name, None)
        self._people.setdefault(person.github.casefold() if person.github else "@manager", person)
        person.is_current = True
        person.manager_since = since
        return person.id

    def records(self) -> dict[str, dict[str, Any]]:
        """The records of all members by id."""
        return {person.id: person.record() for person in self._people.values()}

    def _affiliate(self, person: _Person, node: Node) -> None:
        company = node.get("company")
        if company is None:
            return
        org = self.organisations.id_of(self._losses.line(company))
        if person.org not in (None, org):
            self._losses.add("other companies of a person who stands twice", company.field)
        person.org = person.org or org
