"""The minutes of a meeting: as a text to read once it was held, as a form to fill in before. They name everybody."""

from __future__ import annotations

from typing import Any

from cmtool.drafts import _told as told
from cmtool.drafts.minutes.roster import Standing, roster, standing
from cmtool.errors import CmtoolError
from cmtool.model.audience import Audience
from cmtool.model.decisions import decided, is_only_decided
from cmtool.model.evidence import groups_that_met
from cmtool.model.group import AWAKE
from cmtool.model.meeting import AgendaItem, Meeting
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url
from cmtool.schedule.hours import timing

_SPARE_ROWS = 5
"""Empty rows of a table to fill in."""


def context(registry: Registry, id: str) -> dict[str, Any]:
    """The data of a meeting's minutes, for the text and for the form."""
    meeting = registry.all_meetings.get(id)
    if meeting is None:
        raise CmtoolError(f"'meetings/{id}' cannot be read: see cmtool validate")
    if meeting.status == "cancelled":
        raise CmtoolError(f"'meetings/{id}' is cancelled and has no minutes")
    audience = Audience(registry, meeting.date, private=True)
    found = timing(registry, meeting)
    return {
        "draft": "minutes",
        "id": id,
        "title": registry.series_name(meeting),
        "community": registry.community.name if registry.community else "",
        "status": meeting.status,
        "date": meeting.date,
        "start": found.start,
        "tz": found.tz,
        "minutes": meeting.minutes,
        "mode": meeting.mode,
        "place": found.place,
        "event": meeting.event.name if meeting.event else None,
        "facilitator": told.person(audience, meeting.facilitator),
        "notes_by": told.person(audience, meeting.notes_by),
        "notes": safe_url(meeting.notes),
        "opening": meeting.opening,
        "closing": meeting.closing,
        **_people(registry, audience, meeting),
        "standing": _told(standing(registry, meeting)),
        "regrets": [told.group(registry, group) for group in meeting.regrets],
        "slots": _slots(registry, audience, meeting),
        "decisions": _decisions(meeting),
        "actions": [
            {"what": action.what, "who": told.person(audience, action.who), "due": action.due, "done": action.done}
            for action in meeting.actions
        ],
    }


def form(registry: Registry, id: str) -> dict[str, Any]:
    """The data of the form: the minutes so far, and everybody and every group that may be ticked."""
    data = context(registry, id)
    meeting = registry.all_meetings[id]
    return data | {
        "draft": "minutes form",
        **_to_tick(registry, meeting),
        "groups": _groups_to_tick(registry, meeting),
        "spare": list(range(_SPARE_ROWS)),
    }


def _people(registry: Registry, audience: Audience, meeting: Meeting) -> dict[str, Any]:
    """Who came, by name, how many where names are not kept, and guests."""
    return {
        "came": audience.people(meeting.attendees)["named"],
        "number": meeting.attended if isinstance(meeting.attended, int) else None,
        "guests": meeting.guests,
    }


def _told(found: Standing) -> dict[str, Any]:
    return {**found._asdict(), "is_reached": found.is_reached}


def _slots(registry: Registry, audience: Audience, meeting: Meeting) -> list[dict[str, Any]]:
    """The agenda with what was said; decisions that say nothing but the votes stand in their own table."""
    return [
        {
            "number": number,
            "title": item.title,
            "kind": item.kind,
            "minutes": item.minutes,
            "by": told.person(audience, item.by),
            "group": told.group(registry, item.group) if item.group else None,
            "details": told.details(registry, item.title, item.type or item.kind, item.group),
            "summary": _said(item),
        }
        for number, item in enumerate(meeting.agenda, 1)
        if not is_only_decided(item)
    ]


def _said(item: AgendaItem) -> list[dict[str, Any]]:
    """What was said, line by line, without the votes of a decision; lines that begin with a hyphen are a list."""
    found = decided(item)
    text = (found.said if found else item.summary or "").strip()
    lines = text.split("\n") if text else []
    return [{"item": line.startswith("- "), "text": line.removeprefix("- ")} for line in lines]


def _decisions(meeting: Meeting) -> list[dict[str, Any]]:
    """What was decided, with the votes where they were counted."""
    return [
        {"title": found.title, "for": found.votes_for, "against": found.against}
        for found in map(decided, meeting.agenda)
        if found is not None
    ]


def _to_tick(registry: Registry, meeting: Meeting) -> dict[str, Any]:
    """The roster of the day and who came beside; of a long one only those who have a part in the meeting."""
    audience = Audience(registry, meeting.date, private=True)
    on_roster = [member.id for member in roster(registry, meeting)]
    parts = [meeting.facilitator, meeting.notes_by, *(item.by for item in meeting.agenda), *meeting.attendees]
    known = [id for id in parts if id is not None and id in registry.members]
    listed = [*on_roster, *meeting.attendees] if len(on_roster) <= told.MOST else known
    came = set(meeting.attendees)
    people = audience.people(listed)["named"]
    return {
        "people": [{**person, "came": person["id"] in came} for person in people],
        "unlisted": max(0, len(on_roster) - len(people)) if len(on_roster) > told.MOST else 0,
    }


def _groups_to_tick(registry: Registry, meeting: Meeting) -> list[dict[str, Any]]:
    """The groups that could send regrets, and those that did."""
    active = [group.id for group in registry.groups(status=AWAKE)]
    ids = dict.fromkeys([*(groups_that_met(meeting) or active), *meeting.regrets])
    groups = [{**told.group(registry, id), "sent": id in meeting.regrets} for id in ids]
    return sorted(groups, key=lambda group: (group["name"].casefold(), group["id"]))
