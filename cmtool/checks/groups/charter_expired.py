"""The charter of a group has expired: what the group may decide, and for how long, is agreed with nobody.

Groups that are dormant or closed need no charter.

Bad:

    charter:
      url: https://meridian.example/charters/payments-2025
      ends: 2026-01-31

Good:

    charter:
      url: https://meridian.example/charters/payments-2026
      ends: 2027-01-31

How to fix: renew the charter and set its new `ends`, or end the group.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.group import AWAKE
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

CODE = "GRP202"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The end of each charter of a group that works."""
    for group in registry.groups(status=AWAKE):
        if group.charter and group.charter.ends:
            ends = group.charter.ends
            hint = f"renew it and set 'charter.ends' in {group.source.path}, or end the group"
            due = Due(days_after(ends, 1), registry.in_charge(group, today))
            message = f"charter {'expired' if due.date <= today else 'expires'} on {ends}, not renewed"
            yield group.finding(CODE, ("charter", "ends"), message, hint=hint, due=due)
