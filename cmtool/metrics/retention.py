"""N5 and N6: who stays and contributes, for how long people are here, and who has gone quiet."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from cmtool.metrics.membership import QUARTER, is_member, members
from cmtool.model.registry import Registry

COHORT = (180, 365)
"""A cohort had its first day that many days ago: long enough to tell, and within a year."""
MONTH = 365.25 / 12


class Retention(NamedTuple):
    """Who joined half a year to a year ago (people), and how many of them are here and contribute."""

    cohort: int
    retained: int

    @property
    def rate(self) -> float | None:
        """The share that stayed."""
        return self.retained / self.cohort if self.cohort else None


class Tenure(NamedTuple):
    """How long members have been here."""

    median_months: float | None
    known: int
    """Members of known joining."""


class Quiet(NamedTuple):
    """Ids of members who contribute nothing, for private output; reports to others tell how many."""

    inactive: list[str]
    newly: list[str]


def in_cohort(first: date, day: date) -> bool:
    """The first day lies in [day - 365, day - 180]."""
    least, most = COHORT
    return least <= (day - first).days <= most


def retention(registry: Registry, day: date) -> Retention:
    """N5: of those who joined in [day - 365, day - 180], the share who are members and active on the day (people).

    Active is a contribution in A, as in N2. Who left in between is not retained; who joined on an unknown day is in no
    cohort. Source: domain.md D; CHAOSS newcomer retention.
    """
    active = registry.active_members(day)
    cohort = [m for m in registry.members.values() if isinstance(m.joined, date) and in_cohort(m.joined, day)]
    return Retention(len(cohort), sum(member.id in active and is_member(member, day) for member in cohort))


def tenure(registry: Registry, day: date) -> Tenure:
    """N5: median months since joined, over M; a month has 365.25 / 12 days. Source: domain.md D."""
    days = [(day - member.joined).days for member in members(registry, day) if isinstance(member.joined, date)]
    return Tenure(median(days) / MONTH if days else None, len(days))


def quiet(registry: Registry, day: date) -> Quiet:
    """N6: members of status active who are not active; newly those of them who were so 92 days before (people).

    Active is a contribution in A, as in N2. Who has just joined and contributed nothing yet is among them, and never
    newly. Source: domain.md D; CHAOSS inactive contributors.
    """
    now, then = registry.active_members(day), registry.active_members(day - timedelta(days=QUARTER))
    found = [member.id for member in members(registry, day) if member.status == "active" and member.id not in now]
    return Quiet(found, [id for id in found if id in then])
