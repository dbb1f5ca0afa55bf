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
    largest_share: float | None


def organisations(registry: Registry, day: date) -> Organisations:
    """N11: organisations of M and of the active in it (count), largest share of the active.

    Each member counts once, for the affiliation that holds on the day, the latest begun if there are several. Members
    without one are left out of the share; their number is given. Source: domain.md D; CHAOSS organisational diversity.
    """
    current, active = members(registry, day), registry.active_members(day)
    of = {member.id: member.affiliation(day) for member in current}
    counts = _by_size(organisation for organisation in of.values())
    contributing = _by_size(organisation for id, organisation in of.items() if id in active)
    total = sum(contributing.values())
    largest = max(contributing.values()) / total if total else None
    return Organisations(counts, len(current) - sum(counts.values()), len(contributing), largest)


def _by_size(organisations: Iterable[str | None]) -> dict[str, int]:
    found = Counter(organisation for organisation in organisations if organisation)
    return dict(sorted(found.items(), key=lambda c: (-c[1], c[0])))
