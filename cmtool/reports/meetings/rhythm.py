"""Whether the series of the community keep the rhythm that they set themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import Any

from cmtool.metrics.meetings import YEAR, Meet
from cmtool.model.community import Series
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.cadence import after, in_person_since, with_travel
from cmtool.schedule.term import days_after


def rhythms(registry: Registry, found: Sequence[Meet], today: date) -> list[dict[str, Any]]:
    """Each series of `community.yaml`: how often it should meet, when it did, when it will."""
    series = registry.community.series if registry.community else {}
    return [
        _rhythm(registry, id, one, [m for m in found if m.meeting.series == id], today) for id, one in series.items()
    ]


def _rhythm(registry: Registry, id: str, series: Series, found: list[Meet], today: date) -> dict[str, Any]:
    planned = [m for m in registry.meetings(status="planned", series=id) if m.date >= today]
    year = [m for m in found if (today - m.meeting.date).days < YEAR]
    last = found[-1].meeting.date if found else None
    tolerance = registry.policy.every_tolerance
    return {
        "id": id,
        "name": series.name,
        "every": series.every,
        "held": len(year),
        "last": last,
        "days_since": (today - last).days if last else None,
        "median_days": _median(m.days_since for m in year),
        "median_attended": _median(m.attended for m in year),
        **_next(last, series.every, [m.date for m in planned], tolerance, today),
        "in_person": _in_person(registry, series, [m.meeting for m in found], planned, today),
    }


def _in_person(
    registry: Registry, series: Series, held: list[Meeting], planned: list[Meeting], today: date
) -> dict[str, Any] | None:
    """The same for its meetings in person; None where none are wanted. The first is due from its first meeting on."""
    if series.in_person_every is None:
        return None
    together, coming = with_travel(held), [meeting.date for meeting in with_travel(planned)]
    return {
        "every": series.in_person_every,
        "last": together[-1].date if together else None,
        **_next(in_person_since(held), series.in_person_every, coming, registry.policy.in_person_tolerance, today),
    }


def _next(last: date | None, every: str | None, planned: list[date], tolerance: int, today: date) -> dict[str, Any]:
    """The day that the rhythm asks for, the next planned one, and whether that, or today without one, is too late."""
    due, coming = after(last, every) if last and every else None, min(planned, default=None)
    return {"due": due, "next": coming, "is_late": due is not None and (coming or today) > days_after(due, tolerance)}


def _median(numbers: Any) -> float | None:
    known = [number for number in numbers if number is not None]
    found = median(known) if known else None
    return int(found) if found is not None and found == int(found) else found
