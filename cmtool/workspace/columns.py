"""The columns in which `list` shows the records of each kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from cmtool.model.activity import Activity
from cmtool.model.group import Group
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.model.need import Need
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.model.skill import Skill
from cmtool.model.spotlight import Spotlight
from cmtool.workspace.people import holders


def _member_row(registry: Registry, record: Any, today: date) -> tuple[Any, ...]:
    member: Member = record
    groups = sorted({place.group.id for place in registry.places.get(member.id, ()) if place.membership.is_open(today)})
    return member.id, member.name, member.status, member.region, member.affiliation(today), groups


def _group_row(registry: Registry, record: Any, today: date) -> tuple[Any, ...]:
    group: Group = record
    leads = sorted({m.member for m in registry.acting(group, "lead", today)})
    return (
        group.id,
        group.name,
        group.kind,
        group.status,
        len({m.member for m in group.members if m.is_open(today)}),
        leads,
    )


def _meeting_row(registry: Registry, record: Any, today: date) -> tuple[Any, ...]:
    meeting: Meeting = record
    came = meeting.attendance if meeting.attended is not None else None
    return meeting.id, meeting.date.isoformat(), registry.series_name(meeting), meeting.status, meeting.mode, came


def _skill_row(registry: Registry, record: Any, today: date) -> tuple[Any, ...]:
    skill: Skill = record
    return skill.id, skill.name, skill.category, len(holders(registry, skill.id, 3)), skill.status


def _request_row(registry: Registry, record: Any, today: date) -> tuple[Any, ...]:
    request: Request = record
    where = request.outcome or "open"
    return (
        request.id,
        request.kind,
        request.received.isoformat(),
        request.ticket,
        request.interests,
        request.owner,
        where,
    )


def _need_row(registry: Registry, record: Any, today: date) -> tuple[Any, ...]:
    need: Need = record
    return need.id, need.title, need.type, need.group, need.status, len(need.outreach)


def _activity_row(registry: Registry, record: Any, today: date) -> tuple[Any, ...]:
    activity: Activity = record
    return activity.id, activity.date.isoformat(), activity.kind, activity.members, activity.groups, activity.by


def _spotlight_row(registry: Registry, record: Any, today: date) -> tuple[Any, ...]:
    spotlight: Spotlight = record
    shown = spotlight.member or spotlight.group
    return spotlight.id, spotlight.planned.isoformat(), shown, spotlight.status, spotlight.channels


def _any_row(registry: Registry, record: Record, today: date) -> tuple[Any, ...]:
    return record.id, getattr(record, "name", None) or getattr(record, "title", None), getattr(record, "status", None)


ANY = (("id", "name", "status"), _any_row)
"""The columns of a kind that has none of its own."""
COLUMNS = {
    "members": (("id", "name", "status", "region", "organisation", "groups"), _member_row),
    "groups": (("id", "name", "kind", "status", "members", "leads"), _group_row),
    "meetings": (("id", "date", "what", "status", "mode", "attended"), _meeting_row),
    "skills": (("id", "name", "category", "holders", "status"), _skill_row),
    "requests": (("id", "kind", "received", "ticket", "interests", "owner", "outcome"), _request_row),
    "needs": (("id", "title", "type", "group", "status", "asked"), _need_row),
    "activities": (("id", "date", "kind", "members", "groups", "by"), _activity_row),
    "spotlights": (("id", "planned", "shows", "status", "channels"), _spotlight_row),
}
