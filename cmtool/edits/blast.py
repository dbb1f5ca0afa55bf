"""How much of a community a change takes away: a slip of the hand is told before it is made."""

from __future__ import annotations

from collections import Counter
from datetime import date

from cmtool.model.registry import Registry


def blast(before: Registry, after: Registry, day: date) -> str | None:
    """Why a change needs a second word: more than a quarter of the members or memberships of a day go.

    People and groups are counted by id, whoever was renamed or merged by the ids in `formerly`. One alone is no slip,
    however small the community.
    """
    told = []
    for what, then, now in (
        ("members", _members(before), _renamed_members(before, after)),
        ("memberships", _memberships(before, day), _renamed_memberships(before, after, day)),
    ):
        removed = (then - now).total()
        if removed > 1 and 4 * removed > then.total():
            told.append(f"{removed} of {then.total()} {what}")
    return f"this removes {' and '.join(told)}, more than a quarter: repeat it with --force" if told else None


_Ids = Counter[tuple[str, ...]]
"""Ids of a member, or of group, member and role."""


def _members(registry: Registry) -> _Ids:
    return Counter((member.id,) for member in registry.members.values() if member.is_current)


def _renamed_members(before: Registry, after: Registry) -> _Ids:
    """Those who are current after the change, each under every id of theirs that was in use before it."""
    return Counter(
        (id,)
        for member in after.members.values()
        if member.is_current
        for id in (member.id, *member.formerly)
        if id in before.members
    )


def _memberships(registry: Registry, day: date) -> _Ids:
    """Memberships that have begun and run on after the day: group, member, role."""
    return Counter(
        (group.id, entry.member, entry.role)
        for group in registry.all_groups.values()
        for entry in group.members
        if entry.goes_on(day)
    )


def _renamed_memberships(before: Registry, after: Registry, day: date) -> _Ids:
    """Open memberships after the change, under every id that group and member had before it."""
    found: _Ids = Counter()
    for (group, member, role), count in _memberships(after, day).items():
        for here in _ids(before, after, "groups", group):
            for who in _ids(before, after, "members", member):
                found[here, who, role] += count
    return found


def _ids(before: Registry, after: Registry, folder: str, id: str) -> list[str]:
    record = after.records[folder].get(id)
    return [old for old in (id, *(record.formerly if record else ())) if old == id or old in before.records[folder]]
