"""Who could decide in a meeting: the roster of its day, and whether enough of it came."""

from __future__ import annotations

from typing import NamedTuple

from cmtool.metrics.membership import was_member
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
    groups = groups_that_met(meeting)
    met = [registry.all_groups[id] for id in groups if id in registry.all_groups]
    ids = {entry.member for group in met for entry in group.members if entry.is_open(meeting.date)}
    here = (member for member in registry.members.values() if was_member(member, meeting.date))
    return [member for member in here if not groups or member.id in ids]


def standing(registry: Registry, meeting: Meeting) -> Standing:
    """Attendance against the roster of the day. Who came from elsewhere does not count, nor do guests."""
    ids = {member.id for member in roster(registry, meeting)}
    is_known = isinstance(meeting.attended, list)
    return Standing(len(ids), len(ids.intersection(meeting.attendees)) if is_known else None, meeting.quorum)
