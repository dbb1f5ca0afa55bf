"""`meeting next`: the planned meeting, as a new record. What its series says of every meeting stays there alone."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from cmtool.edits._assigned import Subject, judge
from cmtool.edits._choices import require_known
from cmtool.edits._ids import free_id, proposed
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, as_read
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.model.values import Values, ordered
from cmtool.schedule.hours import home_zone
from cmtool.schedule.proposal import Candidate, Proposal


class Place(NamedTuple):
    """Where people meet, as somebody told it."""

    event: str | None = None
    """The larger event around a meeting in person."""
    event_url: str | None = None
    place: str | None = None
    region: str | None = None
    has_zone: bool = False
    """The zone of the place was told."""


def check_words(registry: Registry, tz: str | None, region: str | None) -> None:
    """CmtoolError for a zone or region that nobody knows, before anything is computed by it."""
    require_known(registry, "meetings", "tz", [("timezones", tz)] if tz else [])
    require_known(registry, "meetings", "region", [("regions", region)] if region else [])


def check_place(proposal: Proposal, place: Place) -> None:
    """CmtoolError for words about a place where there is none."""
    named = [name for name in ("event", "event_url", "place", "region") if getattr(place, name)]
    if proposal.mode == "online" and named:
        option = named[0].replace("_", "-")
        raise CmtoolError(f"--{option} is of no use online: add --mode in-person, or --mode hybrid")
    if place.event_url and not place.event:
        raise CmtoolError("--event-url needs the name of the event: --event NAME")


def check_event(proposal: Proposal, place: Place) -> None:
    """CmtoolError where a meeting of the community in person lacks what brings people there (MTG104), or its zone."""
    if proposal.mode != "in-person" or "/" in proposal.series:
        return
    lacking = [] if place.event else ["--event NAME, the larger event around it"]
    lacking += [] if place.has_zone else ["--tz ZONE, the time zone of its place"]
    if lacking:
        raise CmtoolError(
            f"nothing was planned: a meeting in person needs {' and '.join(lacking)} (and best --place, --region, "
            "--date); or meet --mode online"
        )


def planned(registry: Registry, proposal: Proposal, candidate: Candidate, place: Place, today: date) -> ChangeSet:
    """The candidate as a planned meeting."""
    check_place(proposal, place)
    check_event(proposal, place)
    values = _values(registry, proposal, candidate, place)
    id = free_id(registry, "meetings", proposed(registry, "meetings", values))
    judge(Subject(registry, Meeting, id, today), values)
    return ChangeSet("plan", f"meetings/{id}: planned", new={f"meetings/{id}": ordered(Meeting, values)})


def _values(registry: Registry, proposal: Proposal, candidate: Candidate, place: Place) -> Values:
    """What the record says; a fact that the series or the community tells already is left out."""
    habits = proposal.habits
    values: dict[str, Any] = {
        "series": proposal.series,
        "status": "planned",
        "date": candidate.day,
        "mode": proposal.mode,
        "event": {"name": place.event, "url": place.event_url} if place.event else None,
        "place": place.place,
        "region": place.region,
        "purposes": list(habits.purposes),
        "format": habits.format,
    }
    if not candidate.is_usual:
        values |= {"start": candidate.start, "tz": None if candidate.tz == home_zone(registry) else candidate.tz}
    if "/" not in proposal.series:
        values |= {"minutes": candidate.minutes, "groups": list(habits.groups)}
        values["url"] = None if proposal.mode == "in-person" else habits.url
    found: Values = as_read(_told(values))
    return found


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Without what nobody told."""
    inner = {name: _told(value) if isinstance(value, dict) else value for name, value in values.items()}
    return {name: value for name, value in inner.items() if value not in (None, [])}
