"""Who is asked to a meeting, and who came."""

from __future__ import annotations

from typing import Any

from cmtool.model.audience import Audience
from cmtool.model.evidence import groups_that_met
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.model.registry import Registry

MOST = 150
"""More names than this are no list to tick."""


def invited(registry: Registry, meeting: Meeting) -> list[Member]:
    """Members of the groups that meet on that day, or everybody; not those who pause."""
    groups = [registry.all_groups[id] for id in groups_that_met(meeting) if id in registry.all_groups]
    ids = {entry.member for group in groups for entry in group.members if entry.is_open(meeting.date)}
    return [
        m for m in registry.members.values() if m.status in ("onboarding", "active") and (m.id in ids or not groups)
    ]


def attendance(registry: Registry, audience: Audience, meeting: Meeting) -> dict[str, Any]:
    """A list to tick: those who are asked, then those who came without being asked."""
    asked, came = [member.id for member in invited(registry, meeting)], meeting.attendees
    people = audience.people([*asked, *came])["named"]
    return {
        "people": [{**person, "came": person["id"] in came} for person in people[:MOST]],
        "more": max(0, len(people) - MOST),
        "number": meeting.attendance if meeting.attended is not None else None,
        "guests": meeting.guests,
    }
