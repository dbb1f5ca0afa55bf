"""A community meeting lacks what its series needs, for a CommunityMeet a contribution from a workstream.

`needs` of the series in `community.yaml` lists kinds of agenda items. A contribution counts if its `group` is a
workstream, or if it names no group. While the meeting is planned this is a warning.

Bad:

    series: communitymeet
    agenda:
      - title: Payments update
        kind: update
        minutes: 5

Good:

    series: communitymeet
    agenda:
      - title: Country update Senegal
        kind: contribution
        minutes: 10
        group: country-engagement

How to fix: ask the workstreams who has something to tell, and add it to the agenda.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.metrics.meetings import counts
from cmtool.model.registry import Registry

CODE = "MTG103"
SEVERITY = "error"
CLOCK = False

_WANTED = {
    "contribution": "contribution from a workstream",
    "field-report": "field report",
    "dialogue": "dialogue item",
}


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Meetings of a community series without an item that the series needs."""
    all_series = registry.community.series if registry.community else {}
    for meeting in registry.all_meetings.values():
        series = all_series.get(meeting.series)
        if series is None or meeting.status == "cancelled":
            continue
        for kind in series.needs:
            if not any(item.kind == kind and counts(registry, item) for item in meeting.agenda):
                message = f"{series.name} without a {_WANTED[kind]}"
                hint = f"add an agenda item of 'kind: {kind}'"
                if kind == "contribution":
                    hint += ", its 'group' a workstream"
                severity = "error" if meeting.status == "held" else "warning"
                yield meeting.finding(CODE, "agenda", message, hint=hint, severity=severity, at_key=True)
