"""Decisions are recorded in a meeting that fewer people attended than its quorum asks for.

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
from cmtool.model.registry import Registry

CODE = "MTG109"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Held meetings that decided with too few members."""
    for meeting in registry.meetings(status="held"):
        if not meeting.decisions or meeting.quorum is None or meeting.attended is None:
            continue
        if meeting.attendance < meeting.quorum:
            message = f"decisions recorded below quorum: {meeting.attendance} of {meeting.quorum} members"
            hint = "complete 'attended', or decide again where enough members are present"
            yield meeting.finding(CODE, "decisions", message, hint=hint, at_key=True)
