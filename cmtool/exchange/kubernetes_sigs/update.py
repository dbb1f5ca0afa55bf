"""A newer `sigs.yaml` for a registry that is there: what the file tells otherwise, and nothing else, as a change set.

What people wrote into fields that the file does not speak of stays, and so do groups, meetings and entries that it
does not know. Nobody is taken away: a membership that the file has no more ends, and the person stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cmtool.exchange.kubernetes_sigs.community import ROLES
from cmtool.exchange.kubernetes_sigs.group_edits import Around, group_edits, lacking, new_group
from cmtool.exchange.kubernetes_sigs.known import Organisations, Person, groups, people
from cmtool.exchange.kubernetes_sigs.notes import Notes
from cmtool.exchange.kubernetes_sigs.persons import member_edits, new_member
from cmtool.exchange.kubernetes_sigs.told import Told
from cmtool.exchange.readable import readable
from cmtool.model.community import Community
from cmtool.model.edit import ChangeSet, Edit, Insert, Put, as_read
from cmtool.model.registry import Registry

Values = Mapping[str, Any]


def updated(registry: Registry, told: Told, today: date) -> ChangeSet:
    """The registry as the file tells it now. Done twice, nothing is left to do."""
    community = readable(registry)
    notes = Notes()
    around = Around(registry, people(registry, told.members, notes.ids), groups(registry, told.groups), today, notes)
    organisations = Organisations(registry, told.organisations, notes.ids)
    new = _new_members(around.people.values(), organisations)
    edits = _member_edits(around, organisations)
    known = dict(around.groups)
    fresh = _led(around, told)
    around.groups.update((id, id) for id in fresh)
    edits |= _known_groups(around, told, known)
    new |= {f"groups/{id}": new_group(around, id, told.groups[id]) for id in fresh}
    edits["community"] = _vocabularies(community, organisations.new, _roles(edits, new))
    notes.of_people(registry, list(around.people.values()), known.values(), today)
    notes.groups_elsewhere += [id for id in registry.all_groups if id not in known.values()]
    changed = {ref: found for ref, found in edits.items() if found}
    subject = f"import kubernetes-sigs: {_counts(changed, new, organisations.new)}"
    return ChangeSet("import", subject, changed, as_read(new), notes=notes.lines())


def _new_members(persons: Iterable[Person], organisations: Organisations) -> dict[str, Values]:
    return {f"members/{one.id}": new_member(one.told, organisations) for one in persons if one.member is None}


def _member_edits(around: Around, organisations: Organisations) -> dict[str, list[Edit]]:
    return {
        one.member.ref: member_edits(one.member, one.told, organisations, around.today)
        for one in around.people.values()
        if one.member is not None and one.is_compared and one.may_join
    }


def _led(around: Around, told: Told) -> list[str]:
    """The groups that are new. One that nobody would lead is left for later: it would be an error."""
    fresh = [id for id in told.groups if id not in around.groups]
    led = [id for id in fresh if not lacking(around, told.groups[id])]
    around.notes.waiting += [id for id in fresh if id not in led]
    return led


def _known_groups(around: Around, told: Told, known: Mapping[str, str]) -> dict[str, list[Edit]]:
    edits = {}
    for id in dict.fromkeys(known.values()):
        group = around.registry.all_groups[id]
        if group.status == "closed":
            around.notes.closed.append(id)
        else:
            several = sorted(other for other in known if known[other] == id)
            several.sort(key=lambda other: other != id)
            edits[group.ref] = group_edits(around, group, [told.groups[other] for other in several])
    return edits


def _roles(edits: Mapping[str, Sequence[Edit]], new: Mapping[str, Values]) -> set[str]:
    """The roles of the entries that are written."""
    every = (edit for found in edits.values() for edit in found)
    inserted = (edit.value for edit in every if isinstance(edit, Insert) and edit.field == ("members",))
    written = (entry for ref, values in new.items() if ref.startswith("groups/") for entry in values["members"])
    return {entry["role"] for entry in (*inserted, *written)}


def _vocabularies(community: Community, organisations: Mapping[str, Values], roles: set[str]) -> list[Edit]:
    edits: list[Edit] = [Put(("organisations", id), values) for id, values in sorted(organisations.items())]
    return edits + [Put(("roles", id), ROLES[id]) for id in ROLES if id in roles and id not in community.roles]


def _counts(edits: Mapping[str, Any], new: Mapping[str, Any], organisations: Mapping[str, Any]) -> str:
    """What is added and changed, in words: `2 groups added, 14 changed; 3 members added`."""
    told = [_told(kind, _number(new, f"{kind}s/"), _number(edits, f"{kind}s/")) for kind in ("group", "member")]
    told.append(_told("organisation", len(organisations), 0))
    return "; ".join(text for text in told if text) or "nothing changed"


def _number(refs: Iterable[str], folder: str) -> int:
    return sum(ref.startswith(folder) for ref in refs)


def _told(kind: str, added: int, changed: int) -> str:
    words = [(number, word) for number, word in ((added, "added"), (changed, "changed")) if number]
    return ", ".join(
        f"{number} {kind}{'' if number == 1 else 's'} {word}" if at == 0 else f"{number} {word}"
        for at, (number, word) in enumerate(words)
    )
