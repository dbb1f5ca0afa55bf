"""N2: how many members contribute."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cmtool.metrics.membership import members
from cmtool.model.registry import Registry


class Activity(NamedTuple):
    """Active contributors, and their share of the members; None where there are none."""

    active: int
    rate: float | None


def activity(registry: Registry, day: date) -> Activity:
    """N2: members with a contribution in A = (day - `inactive_after`, day] (people), and their share of M.

    Where `policy.inactive_after` is off (null) A has 180 days: a number needs a period (`Registry.active_within`).
    A contribution is one that was written down, an agenda item of a held meeting given by the member, or a credit in a
    released version. A number about the community: who is among them is told nobody. Source: domain.md D; CHAOSS
    contributors.
    """
    active, current = registry.active_members(day), members(registry, day)
    count = sum(member.id in active for member in current)
    return Activity(count, count / len(current) if current else None)
