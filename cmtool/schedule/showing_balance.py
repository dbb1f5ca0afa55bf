"""Whether those who are shown look like the community: regions and groups, their share of people and spotlights.

The share of a part is that among the people who may be shown. Among all members it could never be reached where many
declined, and would push everybody else of that part to the front for good.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Literal, NamedTuple

from cmtool.model.group import AWAKE
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight

Kind = Literal["region", "group"]
PURPOSES: tuple[Literal["spotlight", "listing"], ...] = ("spotlight", "listing")
"""The consents that a spotlight on a person needs."""
NOWHERE = ""
"""The region of those whose region is unknown, and the group of those in none: they too want their turn."""


class Part(NamedTuple):
    """A part of the community."""

    kind: Kind
    id: str


class Share(NamedTuple):
    """How large a part is, and how often it was shown."""

    part: Part
    people: int
    all: int
    """People who may be shown."""
    shown: int
    spotlights: int
    """Spotlights that count for parts of this kind, withdrawn ones not among them."""

    @property
    def short(self) -> int:
        """How far it is behind its share once one more is shown, in spotlights times `all`: whole, so that it is exact.

        The part is due (p / P) x (n + 1) spotlights and had k: short of them by that minus k.
        """
        return self.people * (self.spotlights + 1) - self.shown * self.all


class Balance:
    """The shares of all parts, made once for many people."""

    def __init__(self, registry: Registry, today: date) -> None:
        """Everybody shown counts, also who may not be any more, with the groups of the day on which they were."""
        self._registry = registry
        self._here = [member for member in registry.members.values() if may_be_shown(member)]
        self._parts = {member.id: parts(registry, member, today) for member in self._here}
        self._people = Counter(part for known in self._parts.values() for part in known)
        self._shown: Counter[Part] = Counter()
        self._number: Counter[Kind] = Counter()
        self._gains: dict[Part, int] = {}
        for spotlight in registry.spotlights.values():
            if spotlight.status != "withdrawn":
                self._count(spotlight)

    def _count(self, spotlight: Spotlight) -> None:
        member = self._registry.members.get(spotlight.member or "")
        found = {Part("group", spotlight.group)} if spotlight.group else set()
        found.update(parts(self._registry, member, day_of(spotlight)) if member else ())
        self._shown.update(found)
        self._number.update({part.kind for part in found})

    def weight(self, member: Member) -> int:
        """How much nearer all parts come to their shares if the member is shown; the larger the better.

        The sum of squares of what parts are short of falls by 2 x short - 1 (in spotlights) for each part of the member
        and stays for all others: so nobody is preferred for belonging to many groups.
        """
        return sum(self._gain(part) for part in self._parts[member.id])

    def _gain(self, part: Part) -> int:
        if part not in self._gains:
            share = self._share(part)
            self._gains[part] = 2 * share.short - share.all
        return self._gains[part]

    def shares(self, member: Member, today: date) -> list[Share]:
        """The parts that a member belongs to, those that are furthest behind first."""
        known = self._parts.get(member.id) or parts(self._registry, member, today)
        found = [self._share(part) for part in known]
        return sorted(found, key=lambda share: (-share.short, share.part))

    def _share(self, part: Part) -> Share:
        return Share(part, self._people[part], len(self._here), self._shown[part], self._number[part.kind])


def may_be_shown(member: Member) -> bool:
    """An active member with a name who declined neither to be shown nor to be listed; who was not asked may say yes."""
    return member.status == "active" and member.name is not None and not declined(member)


def declined(member: Member) -> str | None:
    """What of it the person declined."""
    return next((purpose for purpose in PURPOSES if member.consents.get(purpose) == "declined"), None)


def parts(registry: Registry, member: Member, day: date) -> list[Part]:
    """The region of a member, and the groups that work in which the member is on a day."""
    region = member.region if member.region and member.region != "unknown" else NOWHERE
    places = registry.places.get(member.id, ())
    groups = {place.group.id for place in places if place.membership.is_open(day) and place.group.status in AWAKE}
    return [Part("region", region), *(Part("group", id) for id in sorted(groups or {NOWHERE}))]


def day_of(spotlight: Spotlight) -> date:
    """The day on which a spotlight went out first, or shall."""
    return min((post.date for post in spotlight.published), default=spotlight.planned)
