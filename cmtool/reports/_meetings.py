"""Meetings as reports tell them: when, where, of which groups; nobody is named, and no address lets anybody in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cmtool.model.group import Group, MeetingSeries
from cmtool.model.meeting import Event
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.render.escape import safe_url
from cmtool.schedule.hours import local_hours
from cmtool.schedule.joining import public_address
from cmtool.schedule.occurrences import Occurrence

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def brief(occurrence: Occurrence) -> dict[str, Any]:
    """A meeting in a line, without the address to join."""
    meeting, timing = occurrence.meeting, occurrence.timing
    return {
        "id": meeting.id if meeting else None,
        "title": occurrence.title,
        "date": occurrence.day,
        "start": timing.start,
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
        "url": safe_url(shown) if shown else None,
        "url_left_out": timing.url is not None and shown is None,
        "local_hours": _local_hours(registry, occurrence, private=private),
    }


def named(registry: Registry, id: str) -> dict[str, Any]:
    """A group by its id and name."""
    group = registry.all_groups.get(id)
    return {"id": id, "name": group.name if group else id}


def by_name(groups: Iterable[Group]) -> list[Group]:
    """Groups in the order of a list."""
    return sorted(groups, key=lambda group: (group.name.casefold(), group.id))


def series_title(group: Group, series: MeetingSeries) -> str:
    """What people call a series."""
    return f"{group.name}: {series.name or series.id.replace('-', ' ')}"


def _when(occurrence: Occurrence) -> dict[str, Any]:
    """What the clocks show: a time that they skip in spring is told as the hour that it is."""
    begins, ends = occurrence.begins, occurrence.ends
    utc = begins.astimezone(UTC) if begins else None
    return {
        "date": occurrence.day,
        "weekday": _WEEKDAYS[occurrence.day.weekday()],
        "start": _shown(begins) if begins else None,
        "end": _shown(ends) if ends else None,
        "tz": occurrence.timing.tz,
        "minutes": occurrence.timing.minutes,
        "utc": utc.time() if utc else None,
        "utc_date": utc.date() if utc else None,
    }


def _shown(moment: datetime) -> Any:
    return moment.astimezone(UTC).astimezone(moment.tzinfo).time()


def _event(event: Event) -> dict[str, Any]:
    return {"name": event.name, "url": safe_url(event.url) if event.url else None}


def _local_hours(registry: Registry, occurrence: Occurrence, *, private: bool) -> list[dict[str, Any]]:
    """Hours of a meeting of the whole community by region; the public sees none that few people's clocks tell."""
    begins, community = occurrence.begins, registry.community
    if community is None or begins is None or occurrence.groups or not occurrence.takes_place:
        return []
    least = 1 if private else community.privacy.min_cell
    invited = (member for member in registry.members.values() if member.status in ("onboarding", "active"))
    hours = local_hours(invited, begins, occurrence.day)
    return [
        {"region": region, "name": in_words(region), "clock": hour.clock, "days": hour.days, "night": hour.is_night}
        for region, hour in hours.items()
        if hour.members >= least
    ]
