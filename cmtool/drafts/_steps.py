"""Where somebody stands on the pathway of a group, and the one modest step that comes next."""

from __future__ import annotations

from datetime import date
from typing import Any

from cmtool.model.group import AWAKE, Group
from cmtool.model.registry import Registry


def awake_groups(registry: Registry, member: str, today: date) -> list[Group]:
    """Groups of a member that meet and work, the one joined last first."""
    open_ones = [p for p in registry.places.get(member, ()) if p.membership.is_open(today) and p.group.status in AWAKE]
    found = sorted(open_ones, key=lambda place: place.membership.since or date.min, reverse=True)
    return list({place.group.id: place.group for place in found}.values())


def next_step(registry: Registry, group: Group, member: str, today: date) -> dict[str, Any] | None:
    """What we propose next in a group, by the furthest step that was taken; None where its pathway says nothing."""
    pathway = registry.pathway(group)
    entries = [p.membership for p in registry.places.get(member, ()) if p.group.id == group.id]
    taken = {step.step for entry in entries for step in entry.steps if step.date <= today}
    furthest = max((at for at, step in enumerate(pathway) if step.id in taken), default=-1)
    reached = pathway[furthest] if furthest >= 0 else None
    following = pathway[furthest + 1] if furthest + 1 < len(pathway) else None
    step = (reached and reached.next) or (following and (following.how or following.name))
    return {"reached": reached.name if reached else None, "step": step} if step else None
