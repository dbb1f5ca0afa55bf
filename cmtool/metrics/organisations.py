"""N11: for whom members speak or work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cmtool.metrics.membership import members
from cmtool.model.registry import Registry


class Organisations(NamedTuple):
    """Members by organisation, the largest first; organisations among the active contributors."""

    counts: dict[str, int]
    unknown: int
    among_active: int


def organisations(registry: Registry, day: date) -> Organisations:
    """N11: organisations of M and of the active in it (count).

    Each member counts once, for the affiliation that holds on the day, the latest begun if there are several. Members
    without one are in no organisation; their number is given. Source: domain.md D; CHAOSS organisational diversity.
    """
    current, active = members(registry, day), registry.active_members(day)
    of = {member.id: member.affiliation(day) for member in current}
    counts = _by_size(organisation for organisation in of.values())
    contributing = _by_size(organisation for id, organisation in of.items() if id in active)
    return Organisations(counts, len(current) - sum(counts.values()), len(contributing))


def _by_size(organisations: Iterable[str | None]) -> dict[str, int]:
    found = Counter(organisation for organisation in organisations if organisation)
    return dict(sorted(found.items(), key=lambda c: (-c[1], c[0])))
