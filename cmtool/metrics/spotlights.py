"""N17: who was shown: how many spotlights, how often, and whether they look like the community."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from cmtool.metrics.meetings import YEAR
from cmtool.metrics.regions import regions
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight


class Shown(NamedTuple):
    """A published spotlight, and the day on which it first went out."""

    spotlight: Spotlight
    day: date


class Spotlights(NamedTuple):
    """Spotlights published in Y, by date, and whom they show."""

    shown: list[Shown]
    last: date | None
    """The day of the last one, also before Y."""
    median_gap: float | None
    """Days from one to the next, of those published in Y; None where none follows another."""
    groups: list[str]
    """Ids of the groups that were shown, or whose members were, as of the day of each."""
    regions: list[str]
    """Regions of the members that were shown."""
    balance: dict[str, float]
    """Region: its share among the members shown in Y minus its share in M; empty where nobody of a region was shown."""

    @property
    def published(self) -> int:
        """How many were published in Y."""
        return len(self.shown)


def first_day(spotlight: Spotlight) -> date | None:
    """The day on which a published spotlight first went out; None while it is in no channel, or is withdrawn."""
    if spotlight.status != "published":
        return None
    return min((post.date for post in spotlight.published), default=None)


def shown(registry: Registry, day: date) -> list[Shown]:
    """The spotlights that were published up to a day, by the day on which they first went out."""
    found = [Shown(one, first) for one in registry.spotlights.values() if (first := first_day(one)) and first <= day]
    return sorted(found, key=lambda one: (one.day, one.spotlight.id))


def spotlights(registry: Registry, day: date) -> Spotlights:
    """N17: published in Y = (day - 365, day] (count); median days since the one before; groups, regions covered (ids).

    Per region its share among the members shown in Y minus its share p in M (N9). Source: domain.md D.

    One that was withdrawn counts nowhere, nor does a member of unknown region in a share. A post in a second channel
    is the same spotlight: its first day counts.
    """
    found = shown(registry, day)
    lately = [one for one in found if (day - one.day).days < YEAR]
    gaps = [(later.day - earlier.day).days for earlier, later in pairwise(found) if (day - later.day).days < YEAR]
    where = _regions(registry, lately)
    return Spotlights(
        lately,
        found[-1].day if found else None,
        median(gaps) if gaps else None,
        _groups(registry, lately),
        sorted(where),
        _balance(registry, where, day),
    )


def _regions(registry: Registry, found: list[Shown]) -> Counter[str]:
    """How many of each known region were shown."""
    people = (registry.members.get(one.spotlight.member or "") for one in found)
    return Counter(str(one.region) for one in people if one is not None and one.region not in (None, "unknown"))


def _groups(registry: Registry, found: list[Shown]) -> list[str]:
    """The groups themselves, and those in which somebody was on the day of the first post."""
    ids = {one.spotlight.group for one in found if one.spotlight.group}
    for one in found:
        for place in registry.places.get(one.spotlight.member or "", ()):
            if place.membership.is_open(one.day):
                ids.add(place.group.id)
    return sorted(ids)


def _balance(registry: Registry, where: Counter[str], day: date) -> dict[str, float]:
    here, number = regions(registry, day), where.total()
    if not number or not here.known:
        return {}
    return {
        region: where[region] / number - here.counts.get(region, 0) / here.known
        for region in sorted({*where, *here.counts})
    }
