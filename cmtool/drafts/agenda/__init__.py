"""The agenda of a meeting: what the record holds, what the rules would ask for as visible proposals, tables to fill in.

A draft: it names everybody.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from cmtool.drafts import _told as told
from cmtool.drafts._changes import fallen_asleep, news
from cmtool.drafts._since import Span
from cmtool.drafts.agenda.attendance import attendance
from cmtool.drafts.agenda.celebration import celebration
from cmtool.drafts.agenda.earlier import actions, carried, last_time, since
from cmtool.drafts.agenda.fitting import fitted
from cmtool.drafts.agenda.proposals import proposals
from cmtool.drafts.agenda.slots import Slot, in_order, slots
from cmtool.drafts.agenda.when import when
from cmtool.errors import CmtoolError
from cmtool.model.audience import Audience
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url
from cmtool.schedule.hours import begins, timing
from cmtool.schedule.zones import later


def compared_with(registry: Registry, id: str) -> date | None:
    """The day whose evening the agenda looks back to: that of the last held meeting of the series."""
    meeting = registry.all_meetings.get(id)
    return since(registry, meeting) if meeting and meeting.status == "planned" else None


def context(registry: Registry, id: str, today: date, before: Registry | None = None) -> dict[str, Any]:
    """The data of a meeting's agenda. `before` is the registry at the end of the day `compared_with`, if known."""
    meeting = meeting_of(registry, id)
    audience = Audience(registry, today, private=True)
    span = Span(compared_with(registry, id), today, before)
    found = timing(registry, meeting)
    return {
        "draft": "agenda",
        "id": id,
        "title": registry.series_name(meeting),
        "community": registry.community.name if registry.community else "",
        "status": meeting.status,
        **when(registry, meeting),
        "mode": meeting.mode,
        "url": safe_url(found.url),
        "place": found.place,
        "event": meeting.event and {"name": meeting.event.name, "url": safe_url(meeting.event.url)},
        "groups": [told.group(registry, group) for group in meeting.groups],
        "accessibility": [name.replace("-", " ") for name in meeting.accessibility],
        "facilitator": told.person(audience, meeting.facilitator),
        "notes_by": told.person(audience, meeting.notes_by),
        "notes": safe_url(meeting.notes),
        "quorum": meeting.quorum,
        **_table(registry, audience, meeting, span, found.minutes),
        "since": span.since,
        "fallen_asleep": fallen_asleep(registry, span) if meeting.status == "planned" else [],
        "celebrate": celebration(registry, audience, meeting, span),
        "own_actions": actions(registry, audience, [meeting], today),
        "open_actions": actions(registry, audience, carried(registry, meeting), today),
        "attendance": attendance(registry, audience, meeting),
        "regrets": [told.group(registry, group) for group in meeting.regrets],
    }


def meeting_of(registry: Registry, id: str) -> Meeting:
    """A meeting that may have an agenda."""
    meeting = registry.all_meetings.get(id)
    if meeting is None:
        raise CmtoolError(f"'meetings/{id}' cannot be read: see cmtool validate")
    if meeting.status == "cancelled":
        raise CmtoolError(f"'meetings/{id}' is cancelled and has no agenda")
    return meeting


def _table(registry: Registry, audience: Audience, meeting: Meeting, span: Span, minutes: int | None) -> dict[str, Any]:
    """The slots with their times, and how the minutes add up."""
    own = slots(meeting)
    planned = sum(slot.minutes for slot in own)
    kept, left_out = fitted(proposals(registry, meeting), max(0, minutes - planned) if minutes else None)
    order = in_order(own, kept)
    total = sum(slot.minutes for slot in order)
    at = begins(registry, meeting)
    listed, passed = [], 0
    for slot in order:
        listed.append(_clocked(at, passed) | _told(registry, audience, meeting, slot, span))
        passed += slot.minutes
    return {
        "minutes": minutes,
        "minutes_planned": planned,
        "minutes_with_proposals": total,
        "minutes_free": max(0, minutes - total) if minutes else None,
        "minutes_over": max(0, planned - minutes) if minutes else 0,
        "slots": listed,
        "left_out": [_told(registry, audience, meeting, slot, span) for slot in left_out],
    }


def _clocked(at: datetime | None, passed: int) -> dict[str, Any]:
    return {"at": later(at, passed).time() if at else None, "after": passed}


def _told(registry: Registry, audience: Audience, meeting: Meeting, slot: Slot, span: Span) -> dict[str, Any]:
    """A slot as plain data."""
    group = registry.all_groups.get(slot.group) if slot.group else None
    is_update = slot.kind == "update" and meeting.status == "planned"
    return {
        "minutes": slot.minutes,
        "minutes_wanted": slot.wanted or slot.minutes,
        "title": slot.title,
        "kind": slot.kind,
        "type": slot.type,
        "by": told.person(audience, slot.by),
        "group": told.group(registry, slot.group) if slot.group else None,
        "details": told.details(registry, slot.title, slot.type or slot.kind, slot.group),
        "summary": slot.summary,
        "proposed": bool(slot.why),
        "why": slot.why,
        "ask": [] if slot.by or not slot.why else _ask(registry, audience, slot, meeting.date),
        "last": _last(registry, audience, meeting, slot) if slot.why else None,
        "facts": news(registry, audience, group, span) if group and is_update else None,
    }


def _ask(registry: Registry, audience: Audience, slot: Slot, day: date) -> list[dict[str, Any]]:
    """Whom to ask for a proposed slot of a group: its leads."""
    group = registry.all_groups.get(slot.group) if slot.group else None
    return audience.people(registry.in_charge(group, day))["named"] if group else []


def _last(registry: Registry, audience: Audience, meeting: Meeting, slot: Slot) -> dict[str, Any] | None:
    """Who last gave a contribution of that workstream, or a field report; null where nobody did."""
    if slot.kind not in ("contribution", "field-report"):
        return None
    found = last_time(registry, meeting, slot.kind, slot.group)
    if found is None:
        return None
    other, item = found
    return {
        "date": other.date,
        "title": item.title,
        "by": told.person(audience, item.by),
        "group": told.group(registry, item.group) if item.group else None,
    }
