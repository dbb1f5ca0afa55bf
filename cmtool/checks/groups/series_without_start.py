"""A meeting series has no `starts`: there is no calendar of it until one date is given.

`starts` is the date of its first meeting, or of any other: it is computed from there on, and `every` counts from there.
Series that have ended, and those of dormant or closed groups, need no calendar.

Bad:

    meets:
      - id: fortnightly-call
        every: 14d
        time: "14:00"

Good:

    meets:
      - id: fortnightly-call
        every: 14d
        starts: 2026-01-13
        time: "14:00"

How to fix: add `starts` with the date of one meeting.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.group import AWAKE
from cmtool.model.registry import Registry

CODE = "GRP207"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Series without an anchor in time."""
    for group in registry.groups(status=AWAKE):
        for index, series in enumerate(group.meets):
            if series.starts is None and (series.ends is None or series.ends >= today):
                message = f"meeting series '{series.id}' has no 'starts': no calendar until one date is given"
                hint = "add 'starts' with the date of any of its meetings"
                if not series.every.endswith("d") and series.month_rule is None:
                    hint += ", and 'month_rule' if it is a weekday of the month"
                yield group.finding(CODE, ("meets", index, "id"), message, hint=hint)
