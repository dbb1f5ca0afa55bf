"""Which active working groups give no sign of life: the question of GRP201, answered on any day."""

from __future__ import annotations

from datetime import date

from cmtool.model.group import Group
from cmtool.model.registry import Registry


def last_sign(registry: Registry, group: Group, day: date) -> date | None:
    """The last day up to `day` on which the group met, gave an update to others or released something."""
    return max((seen for seen in registry.group_days.get(group.id, ()) if seen <= day), default=None)


def is_silent(registry: Registry, group: Group, day: date) -> bool:
    """A working group marked active, without a sign for `policy.group_silent` days, from its last sign or its `since`.

    Never before the registry holds evidence older than `policy.inactive_after`: until then nobody can know.
    """
    term, start = registry.policy.group_silent, registry.evidence_since
    if group.kind != "working-group" or group.status != "active" or term is None or start is None:
        return False
    last = max(filter(None, (group.since, last_sign(registry, group, day))), default=start)
    return (day - last).days >= term and (day - start).days >= (registry.policy.inactive_after or term)
