"""A meeting in person has no dialogue item: people travel to talk with each other, not to be presented to.

Where the series asks for one in `needs`, MTG103 tells.

Bad:

    mode: in-person
    agenda:
      - title: Payments update
        kind: update
        minutes: 20

Good:

    mode: in-person
    agenda:
      - title: Payments update
        kind: update
        minutes: 20
      - title: "Walk and talk in threes: what do you need from the others?"
        kind: dialogue
        minutes: 45

How to fix: add an agenda item of `kind: dialogue`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "MTG105"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Meetings in person without space for dialogue."""
    all_series = registry.community.series if registry.community else {}
    for meeting in registry.all_meetings.values():
        if meeting.mode != "in-person" or meeting.status == "cancelled":
            continue
        series = all_series.get(meeting.series)
        if series is not None and "dialogue" in series.needs:
            continue
        if not any(item.kind == "dialogue" for item in meeting.agenda):
            message = "in-person meeting has no dialogue item"
            yield meeting.finding(CODE, "agenda", message, hint="add an agenda item of 'kind: dialogue'", at_key=True)
