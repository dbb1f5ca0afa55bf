"""N1: how many members there are, who joined, who left."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

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


def is_member(member: Member, day: date) -> bool:
    """Onboarding, active or paused on that day: has joined, has not left. An unknown day of joining is past."""
    if not member.is_current:
        return False
    has_joined = not isinstance(member.joined, date) or member.joined <= day
    return has_joined and not (isinstance(member.left, date) and member.left < day)


def members(registry: Registry, day: date) -> list[Member]:
    """M: the members on a day, by id."""
    return [member for member in registry.members.values() if is_member(member, day)]


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
