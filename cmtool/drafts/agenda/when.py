"""When a meeting is, on every clock that matters."""

from __future__ import annotations

from typing import Any

from cmtool.drafts._calls import clock
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.schedule.hours import local_hours
from cmtool.schedule.invited import invited
from cmtool.schedule.occurrences import of_record


def when(registry: Registry, meeting: Meeting) -> dict[str, Any]:
    """Day and hours on the meeting's wall clock, in UTC, and in each region."""
    one = of_record(registry, meeting)
    begins, told = one.begins, clock(one)
    hours = local_hours(invited(registry, one.groups, one.day), begins, told["date"]) if begins else {}
    return {
        **told,
        "local_hours": [
            {"region": region, "name": in_words(region), "clock": hour.clock, "days": hour.days, "night": hour.is_night}
            for region, hour in hours.items()
        ],
    }
