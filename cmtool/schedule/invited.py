"""Who is asked to come to a meeting."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from cmtool.model.member import Member
from cmtool.model.registry import Registry


def invited(registry: Registry, groups: Collection[str], day: date) -> list[Member]:
    """Members of some groups on a day; everybody where no group is named. Who pauses is left in peace."""
    met = [registry.all_groups[id] for id in groups if id in registry.all_groups]
    ids = {entry.member for group in met for entry in group.members if entry.is_open(day)}
    here = (member for member in registry.members.values() if member.status in ("onboarding", "active"))
    return [member for member in here if not groups or member.id in ids]
