"""N3 and N4: how far members have come on the pathway, and where they stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import NamedTuple, get_args

from cmtool.metrics.membership import members
from cmtool.metrics.retention import in_cohort
from cmtool.model.group import Group, Membership
from cmtool.model.registry import Registry
from cmtool.model.shared import Level

LEVELS: tuple[Level, ...] = get_args(Level)
"""In order: casual, active, core."""
TERM = 180
"""Days in which the next step is expected."""

Firsts = Mapping[int, date]
"""The first day on which a person took a step, or came to a level, by its place in the order."""


class Conversion(NamedTuple):
    """Of the people who came to one step or level, how many went on to the next (people)."""

    start: str
    end: str
    cohort: int
    converted: int
    median_days: float | None
    """Of those who went on."""

    @property
    def rate(self) -> float | None:
        """The share that went on."""
        return self.converted / self.cohort if self.cohort else None

    @property
    def dropped(self) -> int:
        """How many did not, after 180 days."""
        return self.cohort - self.converted


def level_of(registry: Registry, member: str, day: date) -> Level | None:
    """The highest level of the steps that a member took in groups whose membership is open; None without a step."""
    ranks = [
        rank
        for place in registry.places.get(member, ())
        if place.membership.is_open(day)
        for firsts in _firsts([place.membership], _ranks(registry, place.group), day).values()
        for rank in firsts
    ]
    return LEVELS[max(ranks)] if ranks else None


def levels(registry: Registry, day: date) -> dict[str, int]:
    """N3: members by the highest step level over their open memberships: casual, active, core, none (people of M).

    Steps count from their dates on; one that is in no pathway has no level. Source: domain.md D; Mozilla's conversion
    points.
    """
    found = Counter(level_of(registry, member.id, day) for member in members(registry, day))
    return {level or "none": found[level] for level in (*LEVELS, None)}


def conversions(registry: Registry, day: date) -> list[Conversion]:
    """N4: from casual to active and from active to core, in any group of the community (people, share, days).

    Of those whose first step at a level lies in [day - 365, day - 180]: the share with a step at the next level, or
    beyond it, within 180 days, and the median days they took. Who was beyond before is in no cohort. Steps of
    memberships that are over count: they were taken. Source: domain.md D; Mozilla's conversion points.
    """
    people: dict[str, dict[int, date]] = {}
    for group in registry.all_groups.values():
        for member, firsts in _firsts(group.members, _ranks(registry, group), day).items():
            _merge(people.setdefault(member, {}), firsts)
    return _conversions(people.values(), LEVELS, day)


def drop_off(registry: Registry, group: Group, day: date) -> list[Conversion]:
    """N4 of a group's pathway, each step to the next: `dropped` is the drop-off (people, share, days).

    Of those who took a step in [day - 365, day - 180]: who took the next, or one beyond it, within 180 days. Who
    skipped a step, or was beyond it before, is in no cohort of it. Source: domain.md D; Mozilla's pathway.
    """
    steps = [step.id for step in registry.pathway(group)]
    firsts = _firsts(group.members, {step: index for index, step in enumerate(steps)}, day)
    return _conversions(firsts.values(), steps, day)


def _ranks(registry: Registry, group: Group) -> Mapping[str, int]:
    """The levels of a group's steps as numbers."""
    return {step.id: LEVELS.index(step.level) for step in registry.pathway(group)}


def _firsts(entries: Iterable[Membership], ranks: Mapping[str, int], day: date) -> dict[str, dict[int, date]]:
    """By member, the first day at each rank, up to a day; who holds several roles in a group is one person."""
    found: dict[str, dict[int, date]] = {}
    for entry in entries:
        taken: dict[int, date] = {}
        for step in entry.steps:
            if step.step in ranks and step.date <= day:
                rank = ranks[step.step]
                taken[rank] = min(step.date, taken.get(rank, step.date))
        if taken:
            _merge(found.setdefault(entry.member, {}), taken)
    return found


def _merge(into: dict[int, date], firsts: Firsts) -> None:
    for rank, when in firsts.items():
        into[rank] = min(when, into.get(rank, when))


def _conversions(people: Iterable[Firsts], names: Sequence[str], day: date) -> list[Conversion]:
    found = list(people)
    return [_conversion(found, index, names, day) for index in range(len(names) - 1)]


def _conversion(people: Iterable[Firsts], index: int, names: Sequence[str], day: date) -> Conversion:
    cohort, taken = 0, []
    for firsts in people:
        start = firsts.get(index)
        end = min((when for rank, when in firsts.items() if rank > index), default=None)
        if start is None or not in_cohort(start, day) or (end is not None and end < start):
            continue
        cohort += 1
        if end is not None and (end - start).days <= TERM:
            taken.append((end - start).days)
    return Conversion(names[index], names[index + 1], cohort, len(taken), median(taken) if taken else None)
