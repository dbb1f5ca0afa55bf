"""Who could decide in a meeting: the roster of its day, and whether enough of it came."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cmtool.model.evidence import groups_that_met
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.model.registry import Registry


class Standing(NamedTuple):
    """How many may decide, and how many of them came; `came` is None where names are not kept."""

    eligible: int
    came: int | None
    quorum: int | None

    @property
    def is_reached(self) -> bool | None:
        """Enough came to decide; None where no quorum is asked for, or nobody can tell."""
        return None if self.quorum is None or self.came is None else self.came >= self.quorum


def roster(registry: Registry, meeting: Meeting) -> list[Member]:
    """Who was a member on the day: of the groups that meet, by their memberships then, else everybody."""
    groups = [registry.all_groups[id] for id in groups_that_met(meeting) if id in registry.all_groups]
    ids = {entry.member for group in groups for entry in group.members if entry.is_open(meeting.date)}
    return [m for m in registry.members.values() if is_member(m, meeting.date) and (m.id in ids or not groups)]


def is_member(member: Member, day: date) -> bool:
    """The person was in the community on that day, as far as the record tells; who has left no day behind is gone."""
    if member.status == "removed" or (isinstance(member.joined, date) and day < member.joined):
        return False
    if isinstance(member.left, date):
        return day <= member.left
    return member.status != "alumni"


def standing(registry: Registry, meeting: Meeting) -> Standing:
    """Attendance against the roster of the day. Who came from elsewhere does not count, nor do guests."""
    ids = {member.id for member in roster(registry, meeting)}
    is_known = isinstance(meeting.attended, list)
    return Standing(len(ids), len(ids.intersection(meeting.attendees)) if is_known else None, meeting.quorum)
