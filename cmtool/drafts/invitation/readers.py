"""Who gets which text of an invitation: by the roles that people hold on the day of the meeting."""

from __future__ import annotations

from cmtool.drafts.agenda.proposals import proposals
from cmtool.drafts.agenda.slots import slots
from cmtool.errors import CmtoolError
from cmtool.model.evidence import groups_that_met
from cmtool.model.group import AWAKE
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.invited import invited
from cmtool.suggestion import did_you_mean, nearest

WORKSTREAM, MEMBER = "workstream", "member"
"""Readers who are no role: who leads the workstream whose turn it is, and everybody else."""


def addressed(registry: Registry, meeting: Meeting, role: str | None) -> dict[str, list[str]]:
    """Ids of those who get a text, by their role: all who hold it if one is named.

    Else each person who is asked once, in the text that fits best: contribution, triage, lead, everybody else.
    """
    if role is not None and role != MEMBER:
        return {role: _holders(registry, meeting, role)}
    left = _asked(registry, meeting)
    found: dict[str, list[str]] = {}
    for reader in (WORKSTREAM, *_lead_roles(registry)):
        held = set(_holders(registry, meeting, reader))
        found[reader], left = [id for id in left if id in held], [id for id in left if id not in held]
    found[MEMBER] = left
    return {MEMBER: left} if role else {reader: ids for reader, ids in found.items() if ids}


def _asked(registry: Registry, meeting: Meeting) -> list[str]:
    """Ids of those who are asked to come."""
    return [member.id for member in invited(registry, groups_that_met(meeting), meeting.date)]


def reader(registry: Registry, name: str) -> str:
    """The kind of reader of a name: a role, or one of those who are none. CmtoolError for another name."""
    known = [*(registry.community.roles if registry.community else ()), WORKSTREAM, MEMBER]
    if name in known:
        return name
    raise CmtoolError(f"no role '{name}'{did_you_mean(nearest(name, known))}; roles: {', '.join(known)}")


def _lead_roles(registry: Registry) -> list[str]:
    """Roles that act as triage, then the others that lead."""
    roles = registry.community.roles if registry.community else {}
    leads = [id for id, role in roles.items() if role.scope == "group" and {"lead", "triage"} & set(role.acts_as)]
    return sorted(leads, key=lambda id: "triage" not in roles[id].acts_as)


def _holders(registry: Registry, meeting: Meeting, role: str) -> list[str]:
    """Ids of those asked who hold a role in a group that meets, or in the community."""
    asked = _asked(registry, meeting)
    if role == WORKSTREAM:
        speakers = _speakers(registry, meeting)
        return [id for id in asked if id in speakers]
    return [id for id in asked if role in _roles(registry, meeting, id)]


def _roles(registry: Registry, meeting: Meeting, member: str) -> set[str]:
    """The roles of a member on the day of the meeting, in the groups that meet or in all that work."""
    groups, day = groups_that_met(meeting), meeting.date
    places = (p for p in registry.places.get(member, ()) if p.membership.is_open(day))
    held = {p.membership.role for p in places if (p.group.id in groups if groups else p.group.status in AWAKE)}
    return held | {held.role for held in registry.members[member].roles if held.is_open(day)}


def _speakers(registry: Registry, meeting: Meeting) -> list[str]:
    """Who gives the contribution; where that is open, who leads the workstream whose turn it is."""
    planned = [*slots(meeting), *proposals(registry, meeting)]
    slot = next((slot for slot in planned if slot.kind == "contribution"), None)
    group = registry.all_groups.get(slot.group) if slot and slot.group else None
    if slot and slot.by:
        return [slot.by]
    return list(registry.in_charge(group, meeting.date)) if group else []
