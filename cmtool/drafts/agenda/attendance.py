"""Who is asked to a meeting, and who came."""

from __future__ import annotations

from typing import Any

from cmtool.drafts._told import MOST
from cmtool.model.audience import Audience
from cmtool.model.evidence import groups_that_met
from cmtool.model.group import AWAKE, Group
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.invited import invited


def attendance(registry: Registry, audience: Audience, meeting: Meeting) -> dict[str, Any]:
    """A list to tick: those who are asked, and those who came without being asked, by group."""
    asked = [member.id for member in invited(registry, groups_that_met(meeting), meeting.date)]
    came = meeting.attendees
    people = [{**person, "came": person["id"] in came} for person in audience.people([*asked, *came])["named"]]
    return {
        "people": people[:MOST],
        "groups": _by_group(registry, meeting, people[:MOST]),
        "more": max(0, len(people) - MOST),
        "asked": len(asked),
        "number": meeting.attendance if meeting.attended is not None else None,
        "guests": meeting.guests,
    }


def _by_group(registry: Registry, meeting: Meeting, people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each person once, under a group that they lead, else the first that has them; the others last, group null."""
    groups = _groups(registry, meeting)
    home: dict[str, str] = {}
    for entries in (
        [(g.id, m.member) for g in groups for m in registry.acting(g, "lead", meeting.date)],
        [(g.id, m.member) for g in groups for m in g.members if m.is_open(meeting.date)],
    ):
        for group, member in entries:
            home.setdefault(member, group)
    listed: list[dict[str, Any]] = [
        {"group": {"id": g.id, "name": g.name}, "people": [p for p in people if home.get(p["id"]) == g.id]}
        for g in groups
    ]
    others: dict[str, Any] = {"group": None, "people": [p for p in people if p["id"] not in home]}
    return [part for part in [*listed, others] if part["people"]]


def _groups(registry: Registry, meeting: Meeting) -> list[Group]:
    """The groups that meet; where everybody meets, the living working groups, then the others."""
    named = groups_that_met(meeting)
    if named:
        return [registry.all_groups[id] for id in named if id in registry.all_groups]
    working = [g for g in registry.all_groups.values() if g.status in AWAKE]
    return sorted(working, key=lambda g: (not g.is_living, g.name.casefold()))
