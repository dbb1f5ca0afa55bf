"""Where people met in person, and will: the table that says which regions were never visited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.render.escape import safe_url
from cmtool.schedule.cadence import with_travel


def places(registry: Registry, today: date) -> list[dict[str, Any]]:
    """Regions with the meetings in person or hybrid that were held there or are planned; all regions, then unknown."""
    held = [m for m in registry.meetings(status="held") if m.date <= today]
    planned = [m for m in registry.meetings(status="planned") if m.date >= today]
    together = with_travel([*held, *planned])
    regions = list(registry.community.regions) if registry.community else []
    others = dict.fromkeys(m.region for m in together if m.region not in regions)
    found = [_region(registry, region, (m for m in together if m.region == region)) for region in [*regions, *others]]
    return sorted(found, key=lambda row: (-row["held"], -row["planned"])) if together else []


def _region(registry: Registry, region: str | None, meetings: Iterable[Meeting]) -> dict[str, Any]:
    here = [_place(registry, meeting) for meeting in meetings]
    held = sum(place["status"] == "held" for place in here)
    return {
        "id": region,
        "name": in_words(region) if region else "Region not recorded",
        "held": held,
        "planned": len(here) - held,
        "meetings": here,
    }


def _place(registry: Registry, meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "title": registry.series_name(meeting),
        "date": meeting.date,
        "status": meeting.status,
        "mode": meeting.mode,
        "place": meeting.place,
        "event": meeting.event.name if meeting.event else None,
        "event_url": safe_url(meeting.event.url) if meeting.event else None,
        "cost": meeting.cost,
        "why": meeting.why_in_person,
        "attended": None if meeting.attended is None else meeting.attendance,
    }
