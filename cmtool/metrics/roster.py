"""Who and what there was on a past day, told from the dates in today's records."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from cmtool.metrics.membership import stay
from cmtool.model.group import Group
from cmtool.model.registry import Registry


class Roster:
    """How many members and which working groups there were on any day; made once for many days."""

    def __init__(self, registry: Registry) -> None:
        """Who left on an unknown day, or was removed, is in no day's number."""
        found = [days for member in registry.members.values() if (days := stay(member))]
        self._first = sorted(first for first, _ in found)
        self._last = sorted(max(first, last) for first, last in found)
        self._groups = [(group, began(registry, group)) for group in registry.groups(kind="working-group")]

    def members(self, day: date) -> int:
        """How many had joined by that day and had not left before it; `left` is the last day."""
        return bisect_right(self._first, day) - bisect_left(self._last, day)

    def living_groups(self, day: date) -> list[Group]:
        """Working groups that had begun and were not dormant or closed yet.

        A record keeps the first day of its present status alone: one that is closed now counts until the day before.
        """
        return [group for group, first in self._groups if _was_living(group, first, day)]


def began(registry: Registry, group: Group) -> date:
    """The first day on which the registry shows the group; one without any date was always there."""
    ended = not group.is_living and group.kind == "working-group"
    days = [*(entry.since for entry in group.members), *registry.group_days.get(group.id, ())[:1]]
    return min(filter(None, days if ended else [*days, group.since]), default=date.min)


def _was_living(group: Group, first: date, day: date) -> bool:
    if not group.is_living:
        return first <= day and group.since is not None and day < group.since
    return first <= day
