"""A community meeting has neither an opening nor a closing ritual.

One shared sentence at the start or the end makes people meet as people. The rule looks at meetings of the series of
`community.yaml`, held and planned; an agenda item of `kind: ritual` counts as well.

Bad:

    series: communitymeet
    mode: online

Good:

    series: communitymeet
    mode: online
    opening: One thing I learned lately

How to fix: add `opening` or `closing`; `rituals` of `community.yaml` holds ideas.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "MTG107"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Meetings of a community series that neither open nor close with a ritual."""
    all_series = registry.community.series if registry.community else {}
    for meeting in registry.all_meetings.values():
        if meeting.status == "cancelled" or meeting.series not in all_series:
            continue
        if not (meeting.opening or meeting.closing or any(item.kind == "ritual" for item in meeting.agenda)):
            message = "neither opening nor closing ritual"
            yield meeting.finding(CODE, "opening", message, hint="add 'opening' or 'closing'", at_key=True)
