"""What other records say about a record."""

from __future__ import annotations

from datetime import date
from typing import Any

from cmtool.model.group import Group
from cmtool.model.member import Member
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.skill import Skill
from cmtool.workspace.people import evaluation, holders


def related(registry: Registry, record: Record, today: date) -> dict[str, Any]:
    """What other records say about one, by heading."""
    if isinstance(record, Member):
        return _related_to_member(registry, record)
    if isinstance(record, Group):
        held = [m for m in registry.meetings() if record.id in m.groups or m.series.startswith(f"{record.id}/")]
        needs = [need for need in registry.needs.values() if need.group == record.id and need.is_open]
        waiting = [one.id for one in registry.requests.values() if one.is_open and record.id in one.interests]
        return {
            "meetings": [f"{m.date}  {registry.series_name(m)} ({m.status})" for m in held],
            "open needs": [f"{need.id}: {need.title}" for need in needs],
            "open requests": waiting,
        }
    if isinstance(record, Skill):
        found = holders(registry, record.id, 1)
        return {"people": [f"{m.id}: level {s.level}" for m in found if (s := evaluation(m, record.id))]}
    return {}


def _related_to_member(registry: Registry, member: Member) -> dict[str, Any]:
    groups = [
        f"{place.group.id}: {place.membership.role}"
        + (f" since {place.membership.since}" if place.membership.since else "")
        + (f" until {place.membership.until}" if place.membership.until else "")
        for place in registry.places.get(member.id, ())
    ]
    actions = [
        f"{action.what} (due {action.due or 'some day'}, {meeting.ref})"
        for meeting in registry.meetings(status="held")
        for action in meeting.actions
        if action.who == member.id and action.done is None
    ]
    last = registry.last_seen.get(member.id)
    return {
        "groups": groups,
        "open actions": actions,
        "open requests": [one.id for one in registry.requests.values() if one.is_open and one.owner == member.id],
        "activities": [f"{a.date}  {a.kind}: {a.id}" for a in registry.activities() if member.id in a.members],
        "spotlights": [f"{s.id} ({s.status})" for s in registry.spotlights.values() if s.member == member.id],
        "last took part": last.isoformat() if last else "never",
    }
