"""None of the last four meetings of a community-wide series had a field report: nobody tells how the work is received.

The rule looks at the series whose `needs` name a contribution or a field report, once they met four times. A planned
meeting with a field report on its agenda settles it. So does an activity of `kind: story` that names a group in
`groups`, since the first of the four meetings: what was told in writing was told.

Bad:

    # the last four CommunityMeets
    agenda:
      - title: Payments update
        kind: update
        minutes: 5

Good:

    agenda:
      - title: "From the field: cash transfers after the flood"
        kind: field-report
        minutes: 10
        group: payments

How to fix: ask a country or an organisation that uses the work to tell how it went, and add it to the next agenda; or
write their story down: `cmtool note story MEMBER --group GROUP --text TEXT`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.cadence import kept

CODE = "MTG106"
SEVERITY = "warning"
CLOCK = False

_MEETINGS = 4


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The last meeting of each series that heard nothing from the field for too long."""
    stories = registry.activities("story")
    for one in kept(registry):
        if not {"contribution", "field-report"} & set(one.series.needs):
            continue
        held = [meeting for meeting in one.meetings if meeting.status == "held"]
        ahead = [meeting for meeting in one.meetings if meeting.status == "planned" and meeting.date >= today]
        if len(held) < _MEETINGS or any(map(_has_report, held[-_MEETINGS:] + ahead)):
            continue
        if not any(story.groups and held[-_MEETINGS].date <= story.date <= today for story in stories):
            message = f"no field report or story in the last four meetings of {one.series.name}"
            hint = "add an agenda item of 'kind: field-report' to the next one, or note a story that names a group"
            yield held[-1].finding(CODE, "agenda", message, hint=hint, at_key=True)


def _has_report(meeting: Meeting) -> bool:
    return any(item.kind == "field-report" for item in meeting.agenda)
