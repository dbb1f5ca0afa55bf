"""Memberships as verbs end them: which are open, which of them are the last lead of a group."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from cmtool.errors import CmtoolError
from cmtool.model.community import Function
from cmtool.model.edit import Drop, Edit, Put
from cmtool.model.group import Group, Membership
from cmtool.model.member import CommunityRole
from cmtool.model.registry import Registry
from cmtool.source import Field

Held = Membership | CommunityRole


def ended(field: Field, held: Sequence[Held], positions: Collection[int], day: date) -> list[Edit]:
    """Entries of a list with their last day; those that begin only later are taken out, from the end backwards."""
    edits: list[Edit] = []
    for at in sorted(positions, reverse=True):
        since = held[at].since
        edits.append(Drop((*field, at)) if since and since > day else Put((*field, at, "until"), day))
    return edits


def is_last(registry: Registry, function: Function, group: Group, leaving: Collection[int], day: date) -> bool:
    """With these entries ended on the day, nobody active acts as lead, or triage, in a group that lives on."""
    ending = (group.members[at] for at in leaving)
    if group.status == "closed" or not any(registry.acts_as(e.role, function) and e.is_open(day) for e in ending):
        return False
    after = day + timedelta(days=1)
    stay = (entry for at, entry in enumerate(group.members) if at not in leaving)
    acting = (entry for entry in stay if registry.acts_as(entry.role, function) and entry.is_open(after))
    return not any(registry.may_be_active(entry.member) for entry in acting)


def refuse_last_lead(registry: Registry, member: str, groups: Sequence[Group]) -> None:
    """The error that names the groups which would have nobody left to lead them, if there are any."""
    if groups:
        where = ", ".join(group.ref for group in groups)
        remedy = (
            f"let somebody else lead first ({_replacement(registry, 'lead', groups[0])}), or repeat it with --force"
        )
        raise CmtoolError(f"'{member}' is the last lead of {where}: {remedy}")


def without_triage(registry: Registry, group: Group, leaving: Collection[int], day: date) -> Iterator[str]:
    """A note where newcomers of a working group would be sent to no one."""
    if group.kind == "working-group" and is_last(registry, "triage", group, leaving, day):
        yield f"nobody acts as triage in {group.ref} any more: {_replacement(registry, 'triage', group)}"


def _replacement(registry: Registry, function: Function, group: Group) -> str:
    role = registry.roles_acting(function).split(", ")[0]
    return f"cmtool join MEMBER {group.id} --role {role}"


def open_places(registry: Registry, member: str, day: date) -> Iterator[tuple[Group, list[int]]]:
    """Groups in which a member is, with the positions of the entries that run on after the day."""
    for group in registry.all_groups.values():
        positions = [at for at, e in enumerate(group.members) if e.member == member and e.runs_after(day)]
        if positions:
            yield group, positions
