"""The status of a meeting and what is written about it do not go together.

A meeting that was held lies in the past, somebody facilitated it, and it is known who came or how many. A planned one
has no attendance yet.

Bad:

    status: held
    date: 2026-09-10

Good:

    status: held
    date: 2026-09-10
    facilitator: jonas-berg
    attended:
      - jonas-berg
      - amina-diallo

How to fix: correct the status or the date, or add `facilitator` and `attended` (a list, or a number where names are
not kept).
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry

CODE = "MTG101"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Held meetings in the future or without facilitator or attendance, and planned ones with attendance."""
    for meeting in registry.all_meetings.values():
        has_attendance = meeting.attended is not None and meeting.attended != []
        if meeting.status == "held":
            yield from _held(meeting, today, has_attendance)
        elif meeting.status == "planned" and has_attendance:
            hint = "set 'status: held', or take 'attended' out until it was"
            yield meeting.finding(CODE, "attended", "planned meeting has attendance", hint=hint, at_key=True)


def _held(meeting: Meeting, today: date, has_attendance: bool) -> Iterator[Finding]:
    if meeting.date > today:
        message = f"held meeting is in the future, on {meeting.date}"
        yield meeting.finding(CODE, "date", message, hint="correct the date, or set 'status: planned'")
    if meeting.facilitator is None:
        hint = "add 'facilitator' with the id of the member who led through it"
        yield meeting.finding(CODE, "status", "held meeting has no facilitator", hint=hint)
    if not has_attendance:
        hint = "add 'attended': a list of member ids, or a number where names are not kept"
        field = "status" if meeting.attended is None else "attended"
        yield meeting.finding(CODE, field, "held meeting has no attendance", hint=hint)
