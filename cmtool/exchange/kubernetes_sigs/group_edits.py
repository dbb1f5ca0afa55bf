"""A group of a file as a new record, or as what differs of one that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from cmtool.document.reader import read
from cmtool.exchange.kubernetes_sigs.community import ROLES
from cmtool.exchange.kubernetes_sigs.entries import Key, entries_of, entry, entry_edits, may_stand
from cmtool.exchange.kubernetes_sigs.known import Person, is_same
from cmtool.exchange.kubernetes_sigs.notes import Notes
from cmtool.exchange.kubernetes_sigs.series import compared
from cmtool.model.community import Function
from cmtool.model.edit import Edit, Insert, Put
from cmtool.model.group import Group, Membership
from cmtool.model.registry import Registry

Values = Mapping[str, Any]


class Around(NamedTuple):
    """What the groups of a file are compared in."""

    registry: Registry
    people: Mapping[str, Person]
    groups: dict[str, str]
    """The id in the registry of each group of the file that is there, or comes."""
    today: date
    notes: Notes


def lacking(around: Around, told: Values) -> list[Function]:
    """What nobody would do in a new group who is here: lead it, or in a working group answer newcomers."""
    entries = entries_of(told["members"], around.people)
    active = [role for (_, role), person in entries.items() if may_stand(role, person) and person.is_active]
    return [f for f in _needed(told["kind"]) if not any(_acts_as(around.registry, role, f) for role in active)]


def _needed(kind: str) -> tuple[Function, ...]:
    return ("lead", "triage") if kind == "working-group" else ("lead",)


def _acts_as(registry: Registry, role: str, function: Function) -> bool:
    """By the registry's word, else by that of this import."""
    known = registry.community.roles if registry.community else {}
    return registry.acts_as(role, function) if role in known else function in ROLES[role].get("acts_as", [])


def standing(around: Around, told: Values) -> list[Key]:
    """The entries that a new group gets."""
    entries = entries_of(told["members"], around.people)
    return [key for key, person in entries.items() if may_stand(key[1], person)]


def new_group(around: Around, id: str, told: Values) -> dict[str, Any]:
    """The record of a group that is not there yet. Since when people lead it, nobody knows."""
    around.notes.undated += [f"{id}/{series['id']}" for series in told.get("meets", []) if "starts" not in series]
    values = {**told, "members": [entry(member, role) for member, role in standing(around, told)]}
    partners = _partners(around, [told], id)
    return {name: partners if name == "partners" else v for name, v in values.items() if name != "partners" or partners}


def group_edits(around: Around, group: Group, told: Sequence[Values]) -> list[Edit]:
    """What the file tells otherwise of a group; several of the file may have become this one."""
    entries = entries_of((entry for one in told for entry in one["members"]), around.people)
    people, ended = entry_edits(group.members, entries, around.today)
    inserted = [edit.value for edit in people if isinstance(edit, Insert)]
    _note_leads(around, group, ended, entries)
    _note_again(around, group, inserted)
    partners = (id for id in _partners(around, told, group.id) if id not in group.partners)
    return [
        *_fields(group, told[0]),
        *_series(around, group, told),
        *people,
        *(Insert(("partners",), id) for id in partners),
    ]


def _fields(group: Group, told: Values) -> Iterator[Edit]:
    """Texts of a group. Its page and status are the registry's own: the file does not tell them."""
    for name in ("name", "purpose", "calendar"):
        if name in told and not is_same(getattr(group, name) or "", told[name]):
            yield Put((name,), told[name])
    address = told.get("charter", {}).get("url")
    if address and (group.charter is None or group.charter.url != address):
        yield Put(("charter", "url"), address)


def _series(around: Around, group: Group, told: Sequence[Values]) -> list[Edit]:
    own = read(group.source.path, group.source.text.encode(), record=group.ref).value or {}
    found = compared(own.get("meets") or [], [s for one in told for s in one.get("meets", [])], around.notes.ids)
    for names, ids in (
        (around.notes.undated, found.undated),
        (around.notes.doubtful, found.doubtful),
        (around.notes.series_elsewhere, found.unknown),
    ):
        names.extend(f"{group.id}/{id}" for id in ids)
    return found.edits


def _partners(around: Around, told: Sequence[Values], own: str) -> list[str]:
    """The partners that the file tells, of those groups that are there or come."""
    ids = dict.fromkeys(around.groups.get(id, own) for one in told for id in one.get("partners", []))
    return [id for id in ids if id != own]


def _note_leads(around: Around, group: Group, ended: Sequence[Membership], told: Mapping[Key, Person]) -> None:
    """Whoever is gone may have been the last to lead, or to answer newcomers."""
    registry = around.registry
    coming = [role for (_, role), person in told.items() if may_stand(role, person) and person.is_active]
    for function in _needed(group.kind):
        others = (held for held in registry.acting(group, function, around.today) if held.goes_on(around.today))
        stay = any(held not in ended and registry.may_be_active(held.member) for held in others)
        comes = any(_acts_as(registry, role, function) for role in coming)
        if not stay and not comes and any(registry.acts_as(held.role, function) for held in ended):
            around.notes.without[function].append(group.id)


def _note_again(around: Around, group: Group, inserted: Sequence[Values]) -> None:
    held = {(entry.member, entry.role) for entry in group.members}
    around.notes.again += [f"{new['member']} in {group.id}" for new in inserted if (new["member"], new["role"]) in held]
