"""A community-wide series meets at night for one region for the third time in a row: always the same people stay up.

Night is from 22 to 6, by the hour of a region: the median over its members with a `timezone` who are asked to come (the
groups that meet, else all; not who pauses). Meetings in person and those without an hour do not count. The rule looks
at planned meetings and at the last one that was held; what lies further back cannot be changed.

Bad:

    # the last two began at 13:00 in Tallinn too: 5:00 in Lima
    series: communitymeet
    status: planned
    start: "13:00"

Good:

    series: communitymeet
    status: planned
    start: "18:00"

How to fix: choose an hour that is day for that region, and let another one take its turn.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.evidence import groups_that_met
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.cadence import kept
from cmtool.schedule.hours import begins, local_hours
from cmtool.schedule.invited import invited

CODE = "MTG203"
SEVERITY = "warning"
CLOCK = False

_IN_A_ROW = 3


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The third meeting in a row at night for a region, and each one after it."""
    for one in kept(registry):
        heard = [meeting for meeting in one.meetings if meeting.mode != "in-person" and begins(registry, meeting)]
        last_held = max((index for index, meeting in enumerate(heard) if meeting.status == "held"), default=-1)
        for index in range(_IN_A_ROW - 1, len(heard)):
            if index == last_held or heard[index].status == "planned":
                for region in _regions(registry, heard[index - _IN_A_ROW + 1 : index + 1]):
                    message = f"third {one.series.name} in a row at night (22-6) for region '{region}'"
                    field = "start" if heard[index].start else "date"
                    hint = "choose another hour; 'cmtool agenda' tells that of each region"
                    yield heard[index].finding(CODE, field, message, hint=hint)


def _regions(registry: Registry, meetings: list[Meeting]) -> list[str]:
    """Regions in which it is night at every one of some meetings; the newest is looked at first, most stop there."""
    found: list[str] | None = None
    for meeting in reversed(meetings):
        at, asked = begins(registry, meeting), invited(registry, groups_that_met(meeting), meeting.date)
        hours = local_hours(asked, at, meeting.date) if at else {}
        night = [region for region, hour in hours.items() if hour.is_night]
        found = night if found is None else [region for region in found if region in night]
        if not found:
            return []
    return found or []
