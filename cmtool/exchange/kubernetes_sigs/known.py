"""Which member, group and organisation of a registry somebody of a file is; new ids for those who are none.

A person is known by the GitHub handle, else by the id. The id alone is not enough where the handle or the name is
another one; but of a removed person only the id is left, and a former id is a person's for ever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cmtool.exchange.kubernetes_sigs.ids import Ids, wanted_id
from cmtool.model.member import Member
from cmtool.model.registry import Registry

Values = Mapping[str, Any]


class Person(NamedTuple):
    """Somebody of the file: the id in the registry, the record there if there is one."""

    id: str
    told: Values
    member: Member | None = None
    is_compared: bool = False
    """What the file says is this member's; of two people whose records were merged, only one is compared."""

    @property
    def may_join(self) -> bool:
        """New, or here: who left comes back by the hand of a person only."""
        return self.member is None or self.member.is_current

    @property
    def is_active(self) -> bool:
        """Can be counted on."""
        return str(self.told["status"] if self.member is None else self.member.status) == "active"


def people(registry: Registry, told: Mapping[str, Values], notices: list[str]) -> dict[str, Person]:
    """Everybody of a file, by the id that a new registry would give them."""
    members = registry.members
    handles = {m.links["github"].casefold(): m for m in reversed(list(members.values())) if "github" in m.links}
    former = _former(members)
    ids = Ids("member", notices, [*members, *former])
    found: dict[str, Person] = {}
    compared: set[str] = set()
    for id, record in sorted(told.items(), key=lambda item: _handle(item[1]).casefold() not in handles):
        handle = _handle(record)
        member = handles.get(handle.casefold())
        is_own = member is not None
        if member is None:
            member, is_own = _by_id(members, former, record, (wanted_id("member", handle), id))
        if member is None:
            found[id] = Person(ids.take(handle), record)
        else:
            found[id] = Person(member.id, record, member, is_own and member.id not in compared)
            compared.add(member.id)
    return {id: found[id] for id in told}


def _handle(record: Values) -> str:
    return str(record["links"]["github"])


def _by_id(
    members: Mapping[str, Member], former: Mapping[str, Member], record: Values, ids: Sequence[str]
) -> tuple[Member | None, bool]:
    """The member of one of these ids, and whether what the file says of the person is said of the member."""
    for id in ids:
        if id in former:
            return former[id], False
        member = members.get(id)
        if member is None:
            continue
        if member.status == "removed":
            return member, False
        if "github" not in member.links and is_same(member.name or "", record["name"]):
            return member, True
    return None, False


def _former(records: Mapping[str, Any]) -> dict[str, Any]:
    """Records by the ids that they had before."""
    return {old: record for record in records.values() for old in record.formerly if old not in records}


def is_same(one: str, other: str) -> bool:
    """Two texts differ in nothing but blanks and line ends."""
    return one.split() == other.split()


def groups(registry: Registry, told: Mapping[str, Values]) -> dict[str, str]:
    """The groups of a file that the registry knows: its id for theirs."""
    known = {old: record.id for old, record in _former(registry.all_groups).items()}
    known |= {id: id for id in registry.all_groups}
    return {id: known[id] for id in told if id in known}


class Organisations:
    """The organisations of a file as those of the registry; those that it lacks are gathered as they are needed."""

    def __init__(self, registry: Registry, told: Mapping[str, Values], notices: list[str]) -> None:
        known = registry.community.organisations if registry.community else {}
        names = {str(organisation["name"]).casefold() for organisation in told.values()}
        self._told = told
        self._by_name = {found.name.casefold(): id for id, found in known.items()}
        self._free = {id for id, found in known.items() if found.name.casefold() not in names}
        self._ids = Ids("organisation", notices, known)
        self.new: dict[str, Values] = {}

    def id_of(self, told: str) -> str:
        """The id in the registry: of the same name, else the same id, if no other name of the file has it."""
        name = str(self._told[told]["name"])
        if name.casefold() not in self._by_name:
            self._by_name[name.casefold()] = self._same_id(name) or self._new(name, self._told[told])
        return self._by_name[name.casefold()]

    def _same_id(self, name: str) -> str | None:
        id = wanted_id("organisation", name)
        if id not in self._free:
            return None
        self._free.remove(id)
        return id

    def _new(self, name: str, values: Values) -> str:
        id = self._ids.take(name)
        self.new[id] = values
        return id
