"""When a meeting is, on every clock that matters."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.schedule.days import WEEKDAYS
from cmtool.schedule.hours import local_hours
from cmtool.schedule.invited import invited
from cmtool.schedule.occurrences import of_record


def when(registry: Registry, meeting: Meeting) -> dict[str, Any]:
    """Day and hours on the meeting's wall clock, in UTC, and in each region."""
    one = of_record(registry, meeting)
    begins, ends = one.begins, one.ends
    day = begins.date() if begins else one.day
    utc = begins.astimezone(UTC) if begins else None
    hours = local_hours(invited(registry, one.groups, one.day), begins, day) if begins else {}
    return {
        "date": day,
        "weekday": WEEKDAYS[day.weekday()],
        "start": begins.time() if begins else None,
        "end": ends.time() if ends else None,
        "tz": one.timing.tz,
        "utc": utc.time() if utc else None,
        "utc_date": utc.date() if utc else None,
        "local_hours": [
            {"region": region, "name": in_words(region), "clock": hour.clock, "days": hour.days, "night": hour.is_night}
            for region, hour in hours.items()
        ],
    }
