"""A community meeting in person names no surrounding event: people would travel for it alone.

The rule looks at the series of `community.yaml`; hybrid meetings, group meetings and single events are free.

Bad:

    series: communitymeet
    mode: in-person

Good:

    series: communitymeet
    mode: in-person
    event:
      name: Registers and Society 2026
      url: https://registers-and-society.example/2026

How to fix: add the `event` within which the meeting takes place, or set `mode: online` or `hybrid`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "MTG104"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Meetings of a community series in person without an event."""
    all_series = registry.community.series if registry.community else {}
    for meeting in registry.all_meetings.values():
        is_open = meeting.status != "cancelled" and meeting.event is None
        if is_open and meeting.mode == "in-person" and meeting.series in all_series:
            message = "in-person meeting names no surrounding event"
            hint = "add 'event' with its name and url, or change the mode"
            yield meeting.finding(CODE, "mode", message, hint=hint)
