"""A living working group gave no update in a community meeting and sent no regrets.

The rule looks at the held meetings of the last year whose series needs contributions, and at the working groups that
are forming, active or in maintenance today and existed already: by `since`, by the entries of their members, or by
their first meeting or release. A group without any date is taken to have existed.

Bad:

    agenda:
      - title: Payments update
        kind: update
        minutes: 5
        group: payments

Good:

    agenda:
      - title: Payments update
        kind: update
        minutes: 5
        group: payments
    regrets:
      - workflow

How to fix: add the update that was given, or the group to `regrets`; before the next meeting, ask the leads.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.metrics.meetings import heard
from cmtool.model.group import Group
from cmtool.model.registry import Registry

CODE = "MTG108"
SEVERITY = "warning"
CLOCK = False

_OLDER_IS_HISTORY = 365


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Living groups that a recent community meeting did not hear of."""
    groups = [(group, _known_since(registry, group)) for group in registry.living_groups()]
    for meeting in registry.meetings(status="held"):
        if not 0 <= (today - meeting.date).days < _OLDER_IS_HISTORY or not registry.asks_for_contributions(meeting):
            continue
        already = heard(meeting)
        for group, since in groups:
            if group.id not in already and (since is None or since <= meeting.date):
                message = f"'{group.id}' gave no update and sent no regrets"
                hint = f"add its update to the agenda, or '{group.id}' to 'regrets'"
                yield meeting.finding(CODE, "agenda", message, hint=hint, at_key=True)


def _known_since(registry: Registry, group: Group) -> date | None:
    """The first day on which the registry shows the group; its `since` alone dates only the present status."""
    days = [group.since, *(entry.since for entry in group.members), *registry.group_days.get(group.id, ())[:1]]
    return min(filter(None, days), default=None)
