"""Who meets whom: which groups share a room, and which do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from typing import NamedTuple

from cmtool.metrics.meetings import held, in_year
from cmtool.metrics.membership import was_member
from cmtool.model.evidence import groups_that_met
from cmtool.model.group import AWAKE, Group
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry

_ANYBODY = ""
"""Somebody of a group is there, and nobody says who."""


class Pair(NamedTuple):
    """Two groups, and what they share."""

    one: Group
    other: Group
    joint: int
    """Meetings of groups in Y in which both took part."""
    wide: int
    """Meetings of the whole community in Y with people of both in the room."""
    last: date | None
    """The last day on which they met at all."""
    people: frozenset[str]
    """Members of both."""
    are_partners: bool

    @property
    def meetings(self) -> int:
        """Shared meetings in Y."""
        return self.joint + self.wide


def mixing_groups(registry: Registry) -> list[Group]:
    """Living working groups and workstreams, by name; teams and committees are made of their people."""
    kinds = ("working-group", "workstream")
    found = [g for g in registry.groups(status=AWAKE) if g.kind in kinds]
    return sorted(found, key=lambda group: (group.name.casefold(), group.id))


def mixing(registry: Registry, day: date, *, least: int = 1) -> list[Pair]:
    """Every pair of groups, by name, with the meetings of Y that both were in (counts; G12 of domain.md A).

    In a meeting of groups are those it names and those that give an item of its agenda. In one of the whole community
    also those with a member, on that day, among the people who came; one person who belongs to both does not make them
    meet. With `least`, who came does not count for groups with fewer members, and one person for both does count: a
    pair that is left out would tell who it was.
    """
    groups = mixing_groups(registry)
    days: dict[tuple[str, str], list[Meeting]] = {}
    for meeting in held(registry, day):
        present = _present(registry, meeting, groups, least)
        for pair in combinations(present, 2):
            if least > 1 or _are_two(present[pair[0]], present[pair[1]]):
                days.setdefault(pair, []).append(meeting)
    people = {group.id: _members(registry, group, day) for group in groups}
    return [
        _pair(one, other, days.get((one.id, other.id), []), people[one.id] & people[other.id], day)
        for one, other in combinations(groups, 2)
    ]


def _pair(one: Group, other: Group, shared: list[Meeting], people: frozenset[str], day: date) -> Pair:
    this_year = in_year(shared, day)
    joint = sum(bool(groups_that_met(meeting)) for meeting in this_year)
    return Pair(
        one,
        other,
        joint,
        len(this_year) - joint,
        shared[-1].date if shared else None,
        people,
        other.id in one.partners or one.id in other.partners,
    )


def _present(registry: Registry, meeting: Meeting, groups: Iterable[Group], least: int) -> Mapping[str, set[str]]:
    """The groups in the room, in their order, each with those who stand for it."""
    met = groups_that_met(meeting)
    stand: dict[str, set[str]] = {id: {_ANYBODY} for id in met}
    for item in meeting.agenda:
        if item.group:
            stand.setdefault(item.group, set()).add(item.by or _ANYBODY)
    came = {} if met else _groups_of(registry, meeting)
    found = {}
    for group in groups:
        here = stand.get(group.id, set())
        if group.id in came and _has_members(registry, group, meeting.date, least):
            here = here | came[group.id]
        if here:
            found[group.id] = here
    return found


def _groups_of(registry: Registry, meeting: Meeting) -> Mapping[str, set[str]]:
    """The groups of those who came, each with its members among them."""
    found: dict[str, set[str]] = {}
    for id in meeting.attendees:
        if id in registry.members and was_member(registry.members[id], meeting.date):
            for place in registry.places.get(id, ()):
                if place.membership.is_open(meeting.date):
                    found.setdefault(place.group.id, set()).add(id)
    return found


def _has_members(registry: Registry, group: Group, day: date, least: int) -> bool:
    """The group had that many members on a day; it is enough to find the first of them."""
    found: set[str] = set()
    for entry in group.members:
        if len(found) >= least:
            break
        if entry.is_open(day) and entry.member in registry.members and was_member(registry.members[entry.member], day):
            found.add(entry.member)
    return len(found) >= least


def _are_two(some: set[str], others: set[str]) -> bool:
    """Different people stand for the two groups, as far as anybody can tell."""
    return len(some | others) > 1 or _ANYBODY in some


def _members(registry: Registry, group: Group, day: date) -> frozenset[str]:
    ids = {entry.member for entry in group.members if entry.is_open(day)}
    return frozenset(id for id in ids if id in registry.members and was_member(registry.members[id], day))


def connectors(registry: Registry, day: date) -> dict[str, list[Group]]:
    """Members of two or more of these groups, with their groups; for private output. Nobody is ranked."""
    found: dict[str, list[Group]] = {}
    for group in mixing_groups(registry):
        for id in sorted(_members(registry, group, day)):
            found.setdefault(id, []).append(group)
    return {id: groups for id, groups in sorted(found.items()) if len(groups) > 1}
