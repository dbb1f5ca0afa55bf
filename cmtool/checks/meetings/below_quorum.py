"""Decisions are recorded in a meeting that fewer people attended than its quorum asks for.

Decisions are those of `decisions`, and items of the agenda of kind `decision` whose summary begins with `Decided`.

Bad:

    quorum: 10
    attended: 6
    decisions:
      - 2026-07-01-role-names

Good:

    quorum: 10
    attended: 12
    decisions:
      - 2026-07-01-role-names

How to fix: complete the attendance, or decide again where enough people are present. Guests do not count.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.decisions import decided
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry

CODE = "MTG109"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Held meetings that decided with too few members."""
    for meeting in registry.meetings(status="held"):
        if meeting.quorum is None or meeting.attended is None:
            continue
        field = _where(meeting)
        if field and meeting.attendance < meeting.quorum:
            message = f"decisions recorded below quorum: {meeting.attendance} of {meeting.quorum} members"
            hint = "complete 'attended', or decide again where enough members are present"
            yield meeting.finding(CODE, field, message, hint=hint, at_key=True)


def _where(meeting: Meeting) -> tuple[str | int, ...]:
    """The field that holds the decisions, or the first of them; none where nothing was decided."""
    if meeting.decisions:
        return ("decisions",)
    return next((("agenda", at, "summary") for at, item in enumerate(meeting.agenda) if decided(item)), ())
