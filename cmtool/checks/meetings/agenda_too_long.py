"""The agenda takes longer than the meeting.

The rule adds up the `minutes` of the items and points at the one in which time runs out. It is silent where the
meeting does not say how long it is.

Bad:

    minutes: 30
    agenda:
      - title: Payments update
        kind: update
        minutes: 20
      - title: Open questions
        kind: discussion
        minutes: 25

Good:

    minutes: 45
    agenda:
      - title: Payments update
        kind: update
        minutes: 20
      - title: Open questions
        kind: discussion
        minutes: 25

How to fix: shorten or drop items, or give the meeting more time.
"""

from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "MTG102"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Meetings shorter than the sum of their items."""
    for meeting in registry.all_meetings.values():
        if meeting.minutes is None or meeting.status == "cancelled":
            continue
        passed = list(accumulate(item.minutes for item in meeting.agenda))
        if passed and passed[-1] > meeting.minutes:
            late = next(index for index, minutes in enumerate(passed) if minutes > meeting.minutes)
            message = f"agenda is {passed[-1]} minutes in a meeting of {meeting.minutes}"
            hint = f"time runs out here: save {passed[-1] - meeting.minutes} minutes, or make the meeting longer"
            yield meeting.finding(CODE, ("agenda", late, "minutes"), message, hint=hint)
