"""Finding people by what they can do and where they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.formats.records import row
from cmtool.formats.table import Table
from cmtool.metrics.fit import spoken
from cmtool.model.member import Member, MemberSkill
from cmtool.model.registry import Registry
from cmtool.suggestion import did_you_mean, nearest


def holders(registry: Registry, skill: str, level: int) -> list[Member]:
    """Current members with a confirmed level of at least `level`."""
    return [m for m in registry.members.values() if m.is_current and (s := evaluation(m, skill)) and s.level >= level]


def evaluation(member: Member, skill: str) -> MemberSkill | None:
    """The member's own confirmed word on a skill."""
    return next((s for s in member.skills if s.skill == skill and s.state == "confirmed"), None)


class Wanted(NamedTuple):
    """What `find` looks for; everything given must hold."""

    skills: list[tuple[str, int]]
    groups: list[str]
    regions: list[str]
    languages: list[str]
    organisations: list[str]


def wanted(
    registry: Registry,
    skills: Iterable[str],
    groups: Iterable[str],
    regions: Iterable[str],
    languages: Iterable[str],
    organisations: Iterable[str],
) -> Wanted:
    """Words of the command line as what to look for; an unknown one is an error with the nearest known one."""
    community = registry.community
    return Wanted(
        [wanted_skill(registry, text) for text in skills],
        [_known("groups", registry.all_groups, id.removeprefix("groups/")) for id in groups],
        [_known("regions", community.regions if community else (), id) for id in regions],
        list(languages),
        [_known("organisations", community.organisations if community else (), id) for id in organisations],
    )


def _known(vocabulary: str, words: Iterable[str], word: str) -> str:
    if word in words:
        return word
    told = ", ".join(words)
    raise CmtoolError(f"'{word}' is not one of the {vocabulary}{did_you_mean(nearest(word, words))}; known: {told}")


def wanted_skill(registry: Registry, text: str) -> tuple[str, int]:
    """`openapi` or `openapi:3`: a skill by id, name or alias, and the least level (1)."""
    name, _, level = text.partition(":")
    if level and level not in tuple("12345"):
        raise CmtoolError(f"'{level}' is not a level; expected 1 to 5, as {name}:3")
    words = {
        word.casefold(): skill.id
        for skill in registry.skills.values()
        for word in (skill.name, *skill.aliases, skill.id)
    }
    if name.casefold() not in words:
        raise CmtoolError(f"no skill '{name}'{did_you_mean(nearest(name, registry.skills))}")
    return words[name.casefold()], int(level or 1)


HEADERS = ("id", "name", "skills", "endorsed", "region", "languages", "hours")


def found(registry: Registry, wanted: Wanted, today: date) -> Table:
    """Current members who match, those most endorsed first, then by level, freshness and time they can give."""
    ranked = []
    for member in registry.members.values():
        if member.is_current and matches(registry, member, wanted, today):
            held = [s for skill, _ in wanted.skills if (s := evaluation(member, skill))]
            ranked.append((rank(member, held), member))
    ranked.sort(key=lambda pair: (pair[0], pair[1].id))
    rows = [found_row(member, wanted) for _, member in ranked]
    return Table(HEADERS, rows, [row(member) for _, member in ranked])


def matches(registry: Registry, member: Member, wanted: Wanted, today: date) -> bool:
    """Everything that is looked for holds of a member."""
    held = [evaluation(member, skill) for skill, _ in wanted.skills]
    fits = all(s is not None and s.level >= level for s, (_, level) in zip(held, wanted.skills, strict=True))
    return fits and _belongs(registry, member, wanted, today)


def _belongs(registry: Registry, member: Member, wanted: Wanted, today: date) -> bool:
    groups = {place.group.id for place in registry.places.get(member.id, ()) if place.membership.is_open(today)}
    known = spoken(member)
    return (
        all(group in groups for group in wanted.groups)
        and (not wanted.regions or member.region in wanted.regions)
        and all(language in known for language in wanted.languages)
        and (not wanted.organisations or bool(set(member.organisations(today)) & set(wanted.organisations)))
    )


def rank(member: Member, held: list[MemberSkill]) -> tuple[int, int, int, int]:
    """The order of those found, by the skills that are looked for."""
    endorsed = sum(len(s.endorsed) for s in held)
    freshest = max((s.date.toordinal() for s in held), default=0)
    hours = (member.availability.hours_per_month if member.availability else None) or 0
    return -endorsed, -sum(s.level for s in held), -freshest, -hours


def found_row(member: Member, wanted: Wanted) -> tuple[Any, ...]:
    """A member under `HEADERS`."""
    held = [s for skill, _ in wanted.skills if (s := evaluation(member, skill))]
    hours = member.availability.hours_per_month if member.availability else None
    told = [f"{s.skill} {s.level}" for s in held]
    return (
        member.id,
        member.name,
        told,
        sum(len(s.endorsed) for s in held) or None,
        member.region,
        member.languages,
        hours,
    )
