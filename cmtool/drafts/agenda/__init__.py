"""The agenda of a meeting: what the record holds, what the rules would ask for as visible proposals, tables to fill in.

A draft: it names everybody.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from cmtool.drafts.agenda.attendance import attendance, invited
from cmtool.drafts.agenda.slots import Slot, proposals, slots
from cmtool.errors import CmtoolError
from cmtool.model.audience import Audience
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.render.escape import safe_url
from cmtool.schedule.hours import begins, local_hours, timing

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def context(registry: Registry, id: str, today: date) -> dict[str, Any]:
    """The data of a meeting's agenda."""
    meeting = registry.all_meetings.get(id)
    if meeting is None:
        raise CmtoolError(f"'meetings/{id}' cannot be read: see cmtool validate")
    if meeting.status == "cancelled":
        raise CmtoolError(f"'meetings/{id}' is cancelled and has no agenda")
    audience = Audience(registry, today, private=True)
    own, proposed = slots(meeting), proposals(registry, meeting)
    order = _in_order(own, proposed)
    found = timing(registry, meeting)
    return {
        "draft": "agenda",
        "id": id,
        "title": registry.series_name(meeting),
        "community": registry.community.name if registry.community else "",
        "status": meeting.status,
        **_when(registry, meeting),
        "mode": meeting.mode,
        "url": _link(found.url),
        "place": found.place,
        "event": meeting.event and {"name": meeting.event.name, "url": _link(meeting.event.url)},
        "groups": [_group(registry, group) for group in meeting.groups],
        "accessibility": [name.replace("-", " ") for name in meeting.accessibility],
        "facilitator": _person(audience, meeting.facilitator),
        "notes_by": _person(audience, meeting.notes_by),
        "notes": _link(meeting.notes),
        "quorum": meeting.quorum,
        "minutes": found.minutes,
        "minutes_planned": sum(slot.minutes for slot in own),
        "minutes_with_proposals": sum(slot.minutes for slot in order),
        "slots": _timed(registry, audience, order, begins(registry, meeting)),
        "own_actions": _actions(audience, [meeting], today),
        "open_actions": _actions(audience, _before(registry, meeting), today),
        "attendance": attendance(registry, audience, meeting),
        "regrets": [_group(registry, group) for group in meeting.regrets],
    }


def _when(registry: Registry, meeting: Meeting) -> dict[str, Any]:
    found, at = timing(registry, meeting), begins(registry, meeting)
    when: dict[str, Any] = {
        "date": meeting.date,
        "weekday": _WEEKDAYS[meeting.date.weekday()],
        "start": found.start,
        "end": None,
        "tz": found.tz,
        "utc": None,
        "utc_date": None,
        "local_hours": [],
    }
    if at is None:
        return when
    utc = at.astimezone(UTC)
    hours = local_hours(invited(registry, meeting), at, meeting.date)
    return when | {
        "end": _wall_clock(at, found.minutes) if found.minutes else None,
        "utc": utc.time(),
        "utc_date": utc.date(),
        "local_hours": [
            {"region": region, "name": in_words(region), "clock": hour.clock, "days": hour.days, "night": hour.is_night}
            for region, hour in hours.items()
        ],
    }


def _in_order(own: list[Slot], proposed: list[Slot]) -> list[Slot]:
    """The record's slots in their order, each proposal where meetings usually have it."""
    order = list(own)
    for slot in proposed:
        before = [index for index, other in enumerate(order) if other.rank <= slot.rank]
        order.insert(before[-1] + 1 if before else 0, slot)
    return order


def _timed(registry: Registry, audience: Audience, order: list[Slot], at: datetime | None) -> list[dict[str, Any]]:
    """Slots as plain data with the clock running."""
    told, passed = [], 0
    for slot in order:
        told.append(
            {
                "at": _wall_clock(at, passed) if at else None,
                "after": passed,
                "minutes": slot.minutes,
                "title": slot.title,
                "kind": slot.kind,
                "type": slot.type,
                "by": _person(audience, slot.by),
                "group": _group(registry, slot.group) if slot.group else None,
                "details": _details(registry, slot),
                "summary": slot.summary,
                "proposed": bool(slot.why),
                "why": slot.why,
                "facts": slot.facts,
            }
        )
        passed += slot.minutes
    return told


def _details(registry: Registry, slot: Slot) -> list[str]:
    """What the title does not say: the kind of slot, the group."""
    told = [(slot.type or slot.kind).replace("-", " ")]
    if slot.group:
        told.append(_group(registry, slot.group)["name"])
    return [word for word in told if word.casefold() not in slot.title.casefold()]


def _wall_clock(at: datetime, minutes: int) -> Any:
    """The wall clock some minutes later, also over a change of the clocks."""
    return (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(at.tzinfo).time().replace(tzinfo=None)


def _before(registry: Registry, meeting: Meeting) -> list[Meeting]:
    """Earlier meetings of the series; of an event none."""
    if meeting.series == "event":
        return []
    return [
        other
        for other in registry.meetings(series=meeting.series)
        if other.date < meeting.date and other.id != meeting.id
    ]


def _actions(audience: Audience, meetings: list[Meeting], today: date) -> list[dict[str, Any]]:
    """Actions that are not done, the oldest first."""
    return [
        {
            "what": action.what,
            "who": _person(audience, action.who),
            "due": action.due,
            "overdue": action.due is not None and action.due < today,
            "from": meeting.id,
            "from_date": meeting.date,
        }
        for meeting in meetings
        for action in meeting.actions
        if action.done is None
    ]


def _person(audience: Audience, id: str | None) -> dict[str, Any] | None:
    return audience.person(id) if id else None


def _group(registry: Registry, id: str) -> dict[str, Any]:
    group = registry.all_groups.get(id)
    return {"id": id, "name": group.name if group else id}


def _link(url: str | None) -> str | None:
    return safe_url(url) if url else None
