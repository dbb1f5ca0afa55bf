"""N9: where members are."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from cmtool.metrics.membership import members
from cmtool.model.registry import Registry


class Regions(NamedTuple):
    """Members by region, the largest first; `unknown` are in no share."""

    counts: dict[str, int]
    unknown: int
    countries: int

    @property
    def known(self) -> int:
        """Members of known region."""
        return sum(self.counts.values())

    @property
    def effective(self) -> float | None:
        """As many regions of equal size would be as diverse: 1 / sum(p^2), the inverse Simpson index."""
        squares = sum(count * count for count in self.counts.values())
        return self.known * self.known / squares if squares else None

    @property
    def largest_share(self) -> float | None:
        """Share of the largest region."""
        return max(self.counts.values()) / self.known if self.counts else None


def regions(registry: Registry, day: date) -> Regions:
    """N9: share p of M per region, effective regions 1 / sum(p^2), countries, largest share (domain.md D).

    Members of unknown region are left out of the shares; their number is given. Regions without members are not listed.
    """
    current = members(registry, day)
    found = Counter(member.region for member in current if member.region not in (None, "unknown"))
    counts = {str(region): count for region, count in sorted(found.items(), key=lambda c: (-c[1], str(c[0])))}
    countries = {member.country for member in current if member.country}
    return Regions(counts, len(current) - sum(counts.values()), len(countries))
