"""Roles, skills and days in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cmtool.errors import CmtoolError
from cmtool.model.member import Member
from cmtool.model.registry import Registry

LEVELS = {
    1: "you are learning it",
    2: "simple parts, with help",
    3: "on your own",
    4: "hard cases too",
    5: "so well that you teach it",
}
"""A level of a skill as a reader is asked for it."""


def member_of(registry: Registry, ref: str, draft: str) -> Member:
    """The member that a letter goes to."""
    member = registry.members.get(ref.removeprefix("members/"))
    if member is None or member.name is None:
        raise CmtoolError(f"no {draft} for '{ref}': the record is removed or cannot be read")
    if not member.is_current:
        raise CmtoolError(f"no {draft} for '{ref}': who left gets none")
    return member


def roles_in(registry: Registry, member: str, groups: Iterable[str], today: date) -> list[dict[str, Any]]:
    """The roles of a member in some groups, those that lead first: names of role and group."""
    wanted, roles = set(groups), registry.community.roles if registry.community else {}
    found = [
        (registry.acts_as(place.membership.role, "lead"), roles[place.membership.role].name, place.group.name)
        for place in registry.places.get(member, ())
        if place.group.id in wanted and place.membership.is_open(today) and place.membership.role in roles
    ]
    return [{"role": role, "group": group} for _, role, group in sorted(found, key=lambda f: not f[0])]


def community_roles(registry: Registry, member: Member, today: date) -> list[str]:
    """Names of the roles that a member holds in the whole community."""
    roles = registry.community.roles if registry.community else {}
    return [roles[held.role].name for held in member.roles if held.is_open(today) and held.role in roles]


def skills(registry: Registry, wanted: Mapping[str, int]) -> list[dict[str, Any]]:
    """Skills with the level that is asked for, in words."""
    return [{"name": skill_name(registry, id), "level": LEVELS.get(level)} for id, level in wanted.items()]


def skill_name(registry: Registry, id: str) -> str:
    """The name of a skill; its id where it is in no catalogue."""
    return registry.skills[id].name if id in registry.skills else id


def distance(day: date, today: date) -> str:
    """How far a day is: `in 4 days`, `today`, `3 days late`."""
    days = (day - today).days
    if days == 0:
        return "today"
    many = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"in {many}" if days > 0 else f"{many} late"
