"""When a meeting is, on every clock that matters."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from cmtool.drafts.agenda.attendance import invited
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.schedule.hours import begins, local_hours, timing

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def when(registry: Registry, meeting: Meeting) -> dict[str, Any]:
    """Day and hours on the meeting's wall clock, in UTC, and in each region."""
    found, at = timing(registry, meeting), begins(registry, meeting)
    told: dict[str, Any] = {
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
        return told
    utc = at.astimezone(UTC)
    hours = local_hours(invited(registry, meeting), at, meeting.date)
    return told | {
        "end": wall_clock(at, found.minutes) if found.minutes else None,
        "utc": utc.time(),
        "utc_date": utc.date(),
        "local_hours": [
            {"region": region, "name": in_words(region), "clock": hour.clock, "days": hour.days, "night": hour.is_night}
            for region, hour in hours.items()
        ],
    }


def wall_clock(at: datetime, minutes: int) -> time:
    """The wall clock some minutes later, also over a change of the clocks."""
    return (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(at.tzinfo).time().replace(tzinfo=None)
