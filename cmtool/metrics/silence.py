"""Which active working groups give no sign of life: the question of GRP201, answered once, for any day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cmtool.model.group import Group
from cmtool.model.registry import Registry


class Silence(NamedTuple):
    """Since when a group has been silent, and the days until that is too long; 0 or less once it is."""

    since: date
    days_left: int


def last_sign(registry: Registry, group: Group, day: date) -> date | None:
    """The last day up to `day` on which the group met, gave an update to others or released something."""
    return max((seen for seen in registry.group_days.get(group.id, ()) if seen <= day), default=None)


def silence(registry: Registry, group: Group, day: date) -> Silence | None:
    """How it stands with a working group marked active; None for others, and where `policy.group_silent` is off.

    The term runs from the last sign up to `day`, or from the group's `since`: what lies ahead is no sign yet. It never
    ends before the registry holds evidence older than `policy.inactive_after`: until then nobody can know.
    """
    term, start = registry.policy.group_silent, registry.evidence_since
    if group.kind != "working-group" or group.status != "active" or term is None or start is None:
        return None
    last = max(filter(None, (group.since, last_sign(registry, group, day))), default=start)
    known = registry.policy.inactive_after or term
    return Silence(last, max(term - (day - last).days, known - (day - start).days))


def is_silent(registry: Registry, group: Group, day: date) -> bool:
    """The group has given no sign for the whole term."""
    found = silence(registry, group, day)
    return found is not None and found.days_left <= 0
