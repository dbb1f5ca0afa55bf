"""Who fits a need: which of its wishes a member meets, and which not. It counts wishes, and scores nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cmtool.model.member import Member, MemberSkill
from cmtool.model.need import Need
from cmtool.model.registry import Registry


class Fit(NamedTuple):
    """A member beside a need, in words."""

    member: Member
    fits: list[str]
    lacks: list[str]


def asked_already(need: Need) -> set[str]:
    """Members who were asked for it, whatever they said, and those who took it."""
    return {item.member for item in need.outreach if item.member is not None} | set(need.filled_by)


def says_whom(need: Need) -> bool:
    """The need says what it asks of somebody."""
    return bool(need.skills or need.languages or need.regions)


def leading(registry: Registry, need: Need, day: date) -> set[str]:
    """The leads of the group: it is they who look for somebody."""
    group = registry.all_groups.get(need.group)
    return {entry.member for entry in registry.acting(group, "lead", day)} if group else set()


def fitting(registry: Registry, need: Need, day: date) -> Iterator[Fit]:
    """Members who are here and were not asked yet; where skills are wished, only those who have or learn one."""
    others = asked_already(need) | leading(registry, need, day)
    for member in registry.members.values():
        if member.status in ("active", "onboarding") and member.id not in others:
            fits, lacks = _wishes(member, need)
            if any(held.skill in need.skills for held in member.skills) if need.skills else fits:
                yield Fit(member, fits, lacks)


def spoken(member: Member) -> set[str]:
    """The languages of a member; who speaks `pt-BR` speaks `pt`."""
    return {tag for language in member.languages for tag in (language, language.split("-")[0])}


def _wishes(member: Member, need: Need) -> tuple[list[str], list[str]]:
    """What is met, and what is not, in the order of the record."""
    fits: list[str] = []
    lacks: list[str] = []
    for skill, level in need.skills.items():
        held = next((one for one in member.skills if one.skill == skill), None)
        if held is None:
            lacks.append(f"no {skill}")
        elif why := _short_of(held, level):
            lacks.append(f"{skill} {held.level} {why}")
        else:
            fits.append(f"{skill} {held.level}" + (" (learning)" if held.want == "learn" else ""))
    known = spoken(member)
    fits += [f"speaks {language}" for language in need.languages if language in known]
    foreign = [language for language in need.languages if language not in known]
    lacks += [f"speaks no {'/'.join(foreign)}"] if foreign else []
    if need.regions:
        here = member.region in need.regions
        fits.append(f"in {member.region}") if here else lacks.append(f"not in {' or '.join(need.regions)}")
    if member.availability is not None and member.availability.hours_per_month == 0:
        lacks.append("no hours now")
    return fits, lacks


def _short_of(held: MemberSkill, level: int) -> str | None:
    """What a skill is short of; None where it is confirmed and high enough."""
    if held.state != "confirmed":
        return "(not confirmed)"
    if held.level < level:
        return f"of {level}" + (" (learning)" if held.want == "learn" or held.level == 1 else "")
    return "(at rest)" if held.want == "rest" else None
