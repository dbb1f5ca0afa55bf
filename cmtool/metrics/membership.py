"""N1: how many members there are, who joined, who left; and who was a member on which day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from cmtool.model.group import Group
from cmtool.model.member import Member
from cmtool.model.registry import Registry

QUARTER = 92
"""Days of the quarter Q = (day - 92, day]."""


class Membership(NamedTuple):
    """Numbers of people."""

    members: int
    joined: int
    left: int
    unknown_joined: int


def stay(member: Member) -> tuple[date, date] | None:
    """First and last day in the community, by today's record; None for who left on an unknown day, or was removed.

    An unknown day of joining is past.
    """
    left = isinstance(member.left, date) and member.status == "alumni"
    if not member.is_current and not left:
        return None
    first = member.joined if isinstance(member.joined, date) else date.min
    return first, member.left if isinstance(member.left, date) else date.max


def was_member(member: Member, day: date) -> bool:
    """In the community on a day, past ones too, by today's record. Who left on an unknown day never was."""
    found = stay(member)
    return found is not None and found[0] <= day <= found[1]


def is_member(member: Member, day: date) -> bool:
    """Onboarding, active or paused, has joined by that day and has not left before it: the record is of that day."""
    return member.is_current and was_member(member, day)


def members(registry: Registry, day: date) -> list[Member]:
    """M: the members on a day, by id."""
    return [member for member in registry.members.values() if is_member(member, day)]


def members_of(registry: Registry, group: Group, day: date) -> list[str]:
    """Ids of the members in a group on a day, in its order."""
    entries = ((m.member, registry.members.get(m.member)) for m in group.members if m.is_open(day))
    return list(dict.fromkeys(id for id, member in entries if member is not None and is_member(member, day)))


def leads_of(registry: Registry, group: Group, day: date) -> list[str]:
    """Ids of those of them who lead it."""
    here = members_of(registry, group, day)
    return list(dict.fromkeys(m.member for m in registry.acting(group, "lead", day) if m.member in here))


def quarter_before(day: date) -> date:
    """The first day of the quarter that ends on `day`."""
    return day - timedelta(days=QUARTER - 1)


def membership(registry: Registry, day: date) -> Membership:
    """N1: |M|; joined in Q; left in Q (people; domain.md D).

    Members of unknown joining count in |M| and in no quarter; their number is given, so that a report can say so.
    """
    current, first = members(registry, day), quarter_before(day)
    everybody = registry.members.values()
    return Membership(
        members=len(current),
        joined=sum(isinstance(m.joined, date) and first <= m.joined <= day for m in everybody),
        left=sum(isinstance(m.left, date) and first <= m.left <= day for m in everybody),
        unknown_joined=sum(not isinstance(m.joined, date) for m in current),
    )
