"""Coming meetings as reports tell them: when, where, of which groups. Nobody is named, no address lets anybody in."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from cmtool.model.meeting import Event
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.render.escape import safe_url
from cmtool.schedule.days import WEEKDAYS
from cmtool.schedule.hours import local_hours
from cmtool.schedule.invited import invited
from cmtool.schedule.joining import public_address
from cmtool.schedule.occurrences import Occurrence


def brief(occurrence: Occurrence) -> dict[str, Any]:
    """A meeting in a line, without the address to join."""
    meeting, timing, begins = occurrence.meeting, occurrence.timing, occurrence.begins
    return {
        "id": meeting.id if meeting else None,
        "title": occurrence.title,
        "date": begins.date() if begins else occurrence.day,
        "start": begins.time() if begins else None,
        "tz": timing.tz,
        "mode": meeting.mode if meeting else None,
        "place": timing.place,
        "event": meeting.event.name if meeting and meeting.event else None,
    }


def full(registry: Registry, occurrence: Occurrence, *, private: bool) -> dict[str, Any]:
    """All that everybody may know of a meeting."""
    meeting, timing = occurrence.meeting, occurrence.timing
    shown = public_address(timing.url)
    return {
        "id": meeting.id if meeting else None,
        "series": occurrence.series,
        "title": occurrence.title,
        "status": occurrence.status,
        "takes_place": occurrence.takes_place,
        **_when(occurrence),
        "usual_date": occurrence.usual if occurrence.is_moved else None,
        "why": occurrence.why or None,
        "mode": meeting.mode if meeting else None,
        "place": timing.place,
        "region": meeting.region if meeting else None,
        "event": _event(meeting.event) if meeting and meeting.event else None,
        "accessibility": list(meeting.accessibility) if meeting else [],
        "groups": [named(registry, id) for id in occurrence.groups],
        "url": safe_url(shown),
        "url_left_out": timing.url is not None and shown is None,
        "local_hours": _local_hours(registry, occurrence, private=private),
    }


def named(registry: Registry, id: str) -> dict[str, Any]:
    """A group by its id and name."""
    return {"id": id, "name": registry.group_name(id)}


def _when(occurrence: Occurrence) -> dict[str, Any]:
    """What the clocks show: a time that they skip in spring is told as the hour that it is."""
    begins, ends = occurrence.begins, occurrence.ends
    utc = begins.astimezone(UTC) if begins else None
    day = begins.date() if begins else occurrence.day
    return {
        "date": day,
        "weekday": WEEKDAYS[day.weekday()],
        "start": begins.time() if begins else None,
        "end": ends.time() if ends else None,
        "tz": occurrence.timing.tz,
        "minutes": occurrence.timing.minutes,
        "utc": utc.time() if utc else None,
        "utc_date": utc.date() if utc else None,
    }


def _event(event: Event) -> dict[str, Any]:
    return {"name": event.name, "url": safe_url(event.url)}


def _local_hours(registry: Registry, occurrence: Occurrence, *, private: bool) -> list[dict[str, Any]]:
    """Hours of a meeting of the whole community by region; the public sees none that few people's clocks tell."""
    begins, community = occurrence.begins, registry.community
    if community is None or begins is None or occurrence.groups or not occurrence.takes_place:
        return []
    least = 1 if private else community.privacy.min_cell
    hours = local_hours(invited(registry, (), occurrence.day), begins, occurrence.day)
    return [
        {"region": region, "name": in_words(region), "clock": hour.clock, "days": hour.days, "night": hour.is_night}
        for region, hour in hours.items()
        if hour.members >= least
    ]
