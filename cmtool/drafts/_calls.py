"""Meetings as letters tell them: when, on whose clock, and where to join."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url
from cmtool.schedule.coming import WITHIN
from cmtool.schedule.days import WEEKDAYS
from cmtool.schedule.joining import public_address
from cmtool.schedule.occurrences import Occurrence, occurrences, of_record
from cmtool.schedule.term import days_after
from cmtool.schedule.zones import zone

ONBOARDING = "onboarding"


def clock(one: Occurrence) -> dict[str, Any]:
    """Day and hours of a meeting on its own clock and in UTC; an hour that clocks skip in spring as the one it is."""
    begins, ends = one.begins, one.ends
    day = begins.date() if begins else one.day
    utc = begins.astimezone(UTC) if begins else None
    return {
        "date": day,
        "weekday": WEEKDAYS[day.weekday()],
        "start": begins.time() if begins else None,
        "end": ends.time() if ends else None,
        "tz": one.timing.tz,
        "utc": utc.time() if utc else None,
        "utc_date": utc.date() if utc else None,
    }


def call(one: Occurrence, *, inside: bool = False, tz: str | None = None) -> dict[str, Any]:
    """A meeting; `inside` with its address to join whatever it is, and on the clock of a reader's zone."""
    meeting, timing, own = one.meeting, one.timing, zone(tz) if tz else None
    local = one.begins.astimezone(own) if one.begins and own else None
    return {
        "title": one.title,
        **clock(one),
        "local": local.time() if local and tz != timing.tz else None,
        "local_date": local.date() if local else None,
        "mode": meeting.mode if meeting else None,
        "place": timing.place,
        "url": safe_url(timing.url if inside else public_address(timing.url)),
        "url_left_out": timing.url is not None and not inside and public_address(timing.url) is None,
    }


def is_onboarding(meeting: Meeting) -> bool:
    """The meeting is for newcomers, by its series or its purpose."""
    return _is_series(meeting.series) or ONBOARDING in meeting.purposes


def next_onboarding(registry: Registry, today: date) -> Occurrence | None:
    """The next onboarding call from today on: one that is planned, else the next of a series of a group."""
    planned = (m for m in registry.meetings(status="planned") if m.date >= today and is_onboarding(m))
    first = next(planned, None)
    if first is not None:
        return of_record(registry, first)
    regular = occurrences(registry, today, days_after(today, WITHIN))
    return next((one for one in regular if one.status == "computed" and _is_series(one.series)), None)


def plan_onboarding(registry: Registry) -> str:
    """What to type for the next call; a community that has no such series yet says first how often it meets."""
    plan = f"cmtool meeting next {ONBOARDING}"
    if registry.community and ONBOARDING in registry.community.series:
        return plan
    return f"cmtool set community series.{ONBOARDING}='{{name: Onboarding call, every: 31d}}', then {plan}"


def _is_series(series: str) -> bool:
    return series.rpartition("/")[2] == ONBOARDING
