"""`retire`: a person leaves, a group closes, a skill is not offered any more, a planned meeting is called off.

Nothing is deleted: what was stays true, and says until when.
"""

from __future__ import annotations

from datetime import date

from cmtool.edits._closing import called_off, closed, withdrawn
from cmtool.edits._memberships import ended, is_last, open_places, refuse_last_lead, without_triage
from cmtool.edits._owned import Owned, owned
from cmtool.edits._records import community_of, current_member, found
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Drop, Edit, Put
from cmtool.model.group import Group
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.model.skill import Skill

__all__ = ["Owned", "owned", "retired"]


def retired(
    registry: Registry, ref: str, today: date, heir: str | None = None, *, is_forced: bool = False
) -> ChangeSet:
    """The end of a record, as its kind has it; what a member looks after goes to the `heir`, if there is one."""
    record = found(registry, ref)
    if heir is not None and not isinstance(record, Member):
        raise CmtoolError(f"{ref} is no member: only what a person looks after is handed over")
    if isinstance(record, Member):
        return _member(registry, record, today, heir, is_forced=is_forced)
    if isinstance(record, Group):
        return closed(registry, record, today)
    if isinstance(record, Skill):
        return withdrawn(registry, record, is_forced=is_forced)
    if isinstance(record, Meeting):
        return called_off(record)
    raise CmtoolError(f"{ref} cannot be retired: name a member, group, meeting or skill")


def _member(registry: Registry, member: Member, today: date, heir: str | None, *, is_forced: bool) -> ChangeSet:
    community_of(registry)  # without its roles nobody knows who leads
    _check(member, today, heir)
    places = list(open_places(registry, member.id, today))
    if not is_forced:
        refuse_last_lead(
            registry,
            member.id,
            [group for group, entries in places if is_last(registry, "lead", group, entries, today)],
        )
    held = owned(registry, member.id, today)
    edits: dict[str, list[Edit]] = {member.ref: _departure(member, today)}
    if heir is not None:
        current_member(registry, heir, f"the heir of '{member.id}'")
        for own in held:
            if not own.is_personal:
                edits.setdefault(own.ref, []).extend(_handed_over(registry, own, heir, today))
    for group, entries in places:
        edits.setdefault(group.ref, []).extend(ended(("members",), group.members, entries, today))
    notes = [note for group, entries in places for note in without_triage(registry, group, entries, today)]
    notes += [own.note for own in held if heir is None or own.is_personal]
    return ChangeSet("retire", f"{member.ref}: retired", edits=edits, notes=notes)


def _check(member: Member, today: date, heir: str | None) -> None:
    if not member.is_current:
        when = f" since {member.left}" if isinstance(member.left, date) else ""
        raise CmtoolError(f"{member.ref} is already {member.status}{when}; nothing to change")
    if isinstance(member.joined, date) and member.joined > today:
        raise CmtoolError(f"{member.ref} joins on {member.joined} only: correct `joined` first")
    if heir == member.id:
        raise CmtoolError(f"'{heir}' cannot hand over to themselves: name somebody else")


def _departure(member: Member, today: date) -> list[Edit]:
    """The last day, and the end of every role in the community."""
    roles = [at for at, role in enumerate(member.roles) if role.runs_after(today)]
    left = member.left if isinstance(member.left, date) and member.left < today else today
    return [Put(("status",), "alumni"), Put(("left",), left), *ended(("roles",), member.roles, roles, today)]


def _handed_over(registry: Registry, own: Owned, heir: str, today: date) -> list[Edit]:
    """The heir stands there from today, unless it would make them their own mentor or let an expert be asked twice."""
    if own.field[0] == "members" and own.field[-1] == "mentor":
        group = registry.all_groups[own.ref.partition("/")[2]]
        if group.members[int(own.field[1])].member == heir:
            return [Drop(own.field)]
    if own.field[0] == "experts":
        request = registry.requests[own.ref.partition("/")[2]]
        if any(expert.member == heir for expert in request.experts):
            return [Drop(own.field[:-1])]
        return [Put(own.field, heir), Put((*own.field[:-1], "asked"), today)]
    routed: list[Edit] = [Put(("routed",), today)] if own.field == ("owner",) else []
    return [Put(own.field, heir), *routed]
