"""Whom a row means: by id, by account, or by name and one more thing that agrees. A name alone is a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from cmtool.exchange.spreadsheet.targets import ID, ORG
from cmtool.model.member import Member
from cmtool.model.names import person
from cmtool.model.registry import Registry
from cmtool.store.layout import id_of

AGREEING = ("joined", "country", "timezone", ORG)
"""Fields that tell two people of one name apart, or that they are one; platforms of `links` too."""


class Match(NamedTuple):
    """Whom a row means: an id, known or new; or why nobody can tell."""

    id: str = ""
    is_new: bool = False
    problem: str = ""
    note: str = ""
    may_be: tuple[str, ...] = ()
    """Whose name it is, where the name is all that tells who is meant."""


class People:
    """The members of the registry, found by what a row says of a person."""

    def __init__(self, registry: Registry, today: date) -> None:
        self._registry = registry
        self._today = today
        self._accounts: dict[tuple[str, str], str] = {}
        self._names: dict[str, list[str]] = {}
        self._formerly: dict[str, str] = {}
        for member in registry.members.values():
            self._accounts |= {(at, handle.casefold()): member.id for at, handle in member.links.items()}
            self._formerly |= dict.fromkeys(member.formerly, member.id)
            if member.name:
                self._names.setdefault(person(member.name), []).append(member.id)

    def match(self, values: Mapping[str, Any]) -> Match:
        """Whom the values of a row mean."""
        return self._by_id(values, values[ID]) if ID in values else self._by_rest(values)

    def _by_id(self, values: Mapping[str, Any], id: str) -> Match:
        if id in self._registry.members:
            return Match(id)
        if id in self._formerly:
            return Match(self._formerly[id], note=f"'{id}' is {self._formerly[id]} today")
        if self._registry.is_unreadable("members", id):
            return Match(problem=f"members/{id} cannot be read: run cmtool validate")
        named = self._names.get(person(values.get("name", "")), [])
        note = (
            f"the new members/{id} bears the name of members/{named[0]}: if they are one, correct the id"
            if named
            else ""
        )
        return Match(id, is_new=True, note=note)

    def _by_rest(self, values: Mapping[str, Any]) -> Match:
        owners = sorted({id for account in accounts(values) if (id := self._accounts.get(account)) is not None})
        if len(owners) > 1:
            return Match(problem=f"its accounts belong to {' and '.join(owners)}: say in an id column who it is")
        name = values.get("name")
        if owners:
            return self._by_account(owners[0], name)
        if name is None:
            return Match(problem="no name, id or known account: who is it?")
        wanted = _id_of(name, values)
        alike = dict.fromkeys(self._names.get(person(name), ()))
        alike |= dict.fromkeys(id for id in (wanted, self._formerly.get(wanted, "")) if id in self._registry.members)
        if not alike:
            return self._new(wanted)
        agreeing = [id for id in alike if self._agrees(self._registry.members[id], values)]
        if len(agreeing) == 1:
            return Match(agreeing[0])
        told = " or ".join(f"members/{id}" for id in alike)
        return Match(problem=f"is this {told}? write the id, or a new one, into an 'id' column", may_be=tuple(alike))

    def _by_account(self, id: str, name: str | None) -> Match:
        """The owner of an account; a row that calls her by quite another name is a question."""
        known = self._registry.members[id].name
        if name is None or known is None or set(person(name).split()) & set(person(known).split()):
            return Match(id)
        return Match(problem=f"its account belongs to members/{id}, of another name: write the id of who is meant")

    def _new(self, wanted: str) -> Match:
        if not wanted:
            return Match(problem="no id can be made out of the name: write one into an 'id' column, as amina-diallo")
        if self._registry.is_unreadable("members", wanted):
            return Match(problem=f"members/{wanted} cannot be read: run cmtool validate")
        return Match(wanted, is_new=True)

    def _agrees(self, member: Member, values: Mapping[str, Any]) -> bool:
        """Something beside the name is the same, and no account is another one."""
        for platform, handle in accounts(values):
            if member.links.get(platform, handle).casefold() != handle:
                return False
        known = {name: getattr(member, name) for name in AGREEING if name != ORG}
        same = any(values.get(name) == value for name, value in known.items() if value not in (None, "unknown"))
        return same or bool(set(values.get(ORG, ())) & set(member.organisations(self._today)))


def accounts(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Platform and account of every link."""
    for name, value in values.items():
        if name.startswith("links."):
            yield name.removeprefix("links."), value.casefold()


def is_spelling(field: str, before: Any, after: Any) -> bool:
    """A name or an account is only spelled in another way; who has an id column corrects it there."""
    if field == "name":
        return person(before) == person(after)
    return field.startswith("links.") and before.casefold() == after.casefold()


def _id_of(name: str, values: Mapping[str, Any]) -> str:
    """The id of a new person: of the name (`Diallo, Amina` is amina-diallo), or of an account where it makes none."""
    last, comma, first = name.partition(",")
    full = f"{first} {last}" if comma and first.strip() else name
    return id_of(full) or next((id_of(account) for _, account in accounts(values)), "")
