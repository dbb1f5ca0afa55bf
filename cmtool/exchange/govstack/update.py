"""The files for a registry that is there: what they tell otherwise, and nothing else, as a change set.

Nobody and nothing is taken away: groups and people that the files do not know stay, and so does every field that they
do not speak of. Done twice, nothing is left to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cmtool.exchange.govstack.groups import group_edits, new_group
from cmtool.exchange.govstack.losses import Losses
from cmtool.exchange.govstack.notes import Notes
from cmtool.exchange.govstack.people import Person, new_members, people
from cmtool.exchange.govstack.products import credit_edits
from cmtool.exchange.govstack.told import GroupTold, Told
from cmtool.exchange.readable import readable
from cmtool.model.edit import ChangeSet, Edit, as_read
from cmtool.model.group import Group
from cmtool.model.registry import Registry


def updated(registry: Registry, told: Told, today: date, losses: Losses) -> ChangeSet:
    """The registry as the files tell it now; credits that find no place here are added to the losses."""
    readable(registry)
    notes, edits, new = Notes(), dict[str, list[Edit]](), dict[str, dict[str, Any]]()
    known = _known_groups(registry)
    for group in told.groups:
        if group.id in known:
            edits[known[group.id].ref] = _edits(known[group.id], group, today, notes)
        else:
            new[f"groups/{group.id}"] = new_group(group)
            notes.asleep += [group.id] if group.is_active else []
    persons = people(registry, told.persons, notes)
    members = new_members(persons)
    new |= {f"members/{id}": record for id, record in members.items()}
    notes.arrived += [id for id, record in members.items() if record["status"] != "removed"]
    notes.nameless += _nameless(registry, persons) if notes.arrived else []
    credited = [(one.member, one.told.credits) for one in persons if one.is_credited]
    for ref, credits in credit_edits(registry, credited, today, losses).items():
        edits.setdefault(ref, []).extend(credits)
    _note_elsewhere(known, told, notes)
    changed = {ref: found for ref, found in edits.items() if found}
    return ChangeSet("import", f"import govstack: {_counts(changed, new)}", changed, as_read(new), notes=notes.lines())


def _known_groups(registry: Registry) -> dict[str, Group]:
    """The groups by every id that they have or had."""
    former = {old: group for group in registry.all_groups.values() for old in group.formerly}
    return {**former, **registry.all_groups}


def _edits(group: Group, told: GroupTold, today: date, notes: Notes) -> list[Edit]:
    notes.closed += [group.id] if told.is_active and group.status == "closed" else []
    notes.kinds += [group.id] if (group.kind == "working-group") != (told.kind == "working-group") else []
    if told.charter and group.charter is not None and told.charter != group.charter.path:
        notes.charters.append(group.id)
    return list(group_edits(group, told, today))


def _nameless(registry: Registry, persons: Sequence[Person]) -> list[str]:
    """Those removed here under an id that no file has: somebody who looks new may be one of them."""
    there = {one.member.id for one in persons if one.member is not None}
    return sorted(id for id, one in registry.members.items() if one.status == "removed" and id not in there)


def _note_elsewhere(known: Mapping[str, Group], told: Told, notes: Notes) -> None:
    there = {known[group.id].id for group in told.groups if group.id in known}
    notes.groups_elsewhere += sorted({group.id for group in known.values()} - there)


def _counts(edits: Mapping[str, Sequence[Edit]], new: Mapping[str, Any]) -> str:
    """What is added and changed, in words: `2 groups added; 1 group changed; 3 members added`."""
    parts = []
    for kind in ("group", "member"):
        for refs, word in ((new, "added"), (edits, "changed")):
            number = sum(ref.startswith(f"{kind}s/") for ref in refs)
            parts += [f"{number} {kind}{'' if number == 1 else 's'} {word}"] if number else []
    return "; ".join(parts) or "nothing changed"
