"""A meeting as an event: what anybody may know of it. No person, no mail address, no secret of a call is in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from icalendar import Event

from cmtool.formats.ics.times import add_span
from cmtool.formats.ics.words import one_line
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url
from cmtool.schedule.dates import WORDS, Dated
from cmtool.schedule.joining import public_address
from cmtool.schedule.occurrences import Occurrence
from cmtool.schedule.stamp import Stamp

_MODES: Final = {"online": "Online.", "in-person": "In person.", "hybrid": "In person and online."}


def event_of(registry: Registry, occurrence: Occurrence, uid: str, stamp: Stamp, *, recurs: bool = False) -> Event:
    """The event of one meeting, or of a series by one of its meetings."""
    event = stamped(uid, stamp)
    event.add("summary", one_line(occurrence.title))
    add_span(event, occurrence.day, occurrence.timing, recurs=recurs)
    _add_place(event, occurrence)
    if told := "\n".join(_description(occurrence)):
        event.add("description", told)
    if groups := [one_line(registry.all_groups[id].name) for id in occurrence.groups if id in registry.all_groups]:
        event.add("categories", groups)
    if occurrence.status == "cancelled":
        event.add("status", "CANCELLED")
    return event


def day_of(registry: Registry, one: Dated, uid: str, stamp: Stamp) -> Event:
    """A whole day on which something falls due; it leaves a person free."""
    event = stamped(uid, stamp)
    event.add("summary", one_line(f"{WORDS[one.what]}: {one.title}"))
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if one.group and one.group in registry.all_groups:
        event.add("categories", [one_line(registry.group_name(one.group))])
    return event


def stamped(uid: str, stamp: Stamp) -> Event:
    """An event that says which one it is, and how new."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp.modified)
    event.add("last-modified", stamp.modified)
    event.add("sequence", stamp.sequence)
    return event


def _add_place(event: Event, occurrence: Occurrence) -> None:
    """The place, else where to join; and an address that leads further."""
    around = occurrence.meeting.event if occurrence.meeting else None
    join, further = address(occurrence.timing.url), address(around.url) if around else None
    place = one_line(occurrence.timing.place or "") or join
    if place:
        event.add("location", place)
    if join or further:
        event.add("url", join or further)


def _description(occurrence: Occurrence) -> Iterator[str]:
    """Why it is not when it usually is, how people meet, where to join, and what it is about."""
    meeting = occurrence.meeting
    if occurrence.is_moved:
        yield f"Moved from {occurrence.usual}{': ' if occurrence.why else '.'}{one_line(occurrence.why)}"
    if meeting:
        yield _MODES[meeting.mode]
        if meeting.event:
            yield f"Within {one_line(meeting.event.name)}."
    if join := address(occurrence.timing.url):
        yield f"Join: {join}"
    if meeting and meeting.agenda and meeting.status == "planned" and not occurrence.groups:
        yield "Agenda:"  # what a group or the core team talks about is for those who come
        yield from (f"- {one_line(item.title)}" for item in meeting.agenda)


def address(url: str | None) -> str | None:
    """An address that may be published and followed."""
    return safe_url(public_address(url) or "")
