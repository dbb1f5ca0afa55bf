"""The day of a planned meeting has passed, and nobody wrote down whether it took place.

Bad:

    # today is 2026-09-20
    status: planned
    date: 2026-09-10

Good:

    status: held
    date: 2026-09-10
    facilitator: jonas-berg
    attended: 14

How to fix: `cmtool minutes ID -o ID.md` writes a form, `cmtool meeting close ID --minutes ID.md` reads it back. If it
did not take place: `cmtool retire meetings/ID`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

CODE = "MTG206"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day after each planned meeting."""
    for meeting in registry.meetings(status="planned"):
        message = f"planned for {meeting.date}, neither closed nor cancelled"
        if meeting.date >= today:
            message = f"planned for {meeting.date}, to be closed after it"
        form = f"{meeting.id}.md"
        hint = f"fill in the form, then: cmtool meeting close {meeting.id} --minutes {form}"
        hint += f"; if it did not take place: cmtool retire {meeting.ref}"
        command = f"cmtool minutes {meeting.id} -o {form}"
        due = Due(days_after(meeting.date, 1), _who(registry, meeting, today), command)
        yield meeting.finding(CODE, "date", message, hint=hint, due=due)


def _who(registry: Registry, meeting: Meeting, today: date) -> tuple[str, ...]:
    """Who leads through it and who takes notes, else the managers."""
    named = (registry.members.get(id) for id in dict.fromkeys((meeting.facilitator, meeting.notes_by)) if id)
    return tuple(member.id for member in named if member and member.is_current) or registry.managers(today)
