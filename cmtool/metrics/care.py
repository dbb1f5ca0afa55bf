"""N16: whether the people who carry the community are thanked, and members hear what became of their work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from cmtool.metrics.attendance import Came
from cmtool.metrics.meetings import YEAR
from cmtool.metrics.membership import QUARTER, is_member, members
from cmtool.model.activity import Activity
from cmtool.model.community import Function
from cmtool.model.registry import Place, Registry

KEY: Final[tuple[Function, ...]] = ("lead", "champion", "expert", "sponsor")
"""What a role acts as that makes its holder a key person; looking after an area (level `core`) does so too."""
CORE: Final = "core"
_THANKS_WITHIN = 90


class KeyPerson(NamedTuple):
    """Somebody whom the community leans on: why, and since when; `date.min` where nobody wrote it down."""

    why: tuple[str, ...]
    """`lead`, `champion`, `expert`, `sponsor`, `core`."""
    since: date


class Care(NamedTuple):
    """Counts of N16 on a day."""

    key_people: int
    thanked: int
    contributions: int
    told: int

    @property
    def thanked_share(self) -> float | None:
        """Of the key people, those who were thanked."""
        return self.thanked / self.key_people if self.key_people else None

    @property
    def told_share(self) -> float | None:
        """Of the contributions, those whose use was told."""
        return self.told / self.contributions if self.contributions else None


def care(registry: Registry, day: date) -> Care:
    """N16: K thanked in (day - `thanks_every`, day] / |K|; contributions of Y that are told of / all of Y (counts).

    K = key people. Told of is a contribution with `used_in`, or one that an update up to the day is `about`. Where
    `policy.thanks_every` is off the period has 90 days: a number needs one. Source: domain.md D.
    """
    key, last = key_people(registry, day), last_of(registry, "thanks", day)
    written = contributions(registry, day)
    return Care(
        len(key),
        sum((day - last.get(id, date.min)).days < thanks_within(registry) for id in key),
        len(written),
        len(written) - len(untold(registry, day)),
    )


def thanks_within(registry: Registry) -> int:
    """The days in which thanks are recent: `policy.thanks_every`, or 90 where nobody is reminded."""
    return registry.policy.thanks_every or _THANKS_WITHIN


def key_people(registry: Registry, day: date) -> dict[str, KeyPerson]:
    """K: members on a day who hold a role that acts as lead, champion, expert or sponsor, or a step of level core.

    Counted are community roles and open memberships of groups that are not closed. `since` is the first day of what
    makes them key people now.
    """
    reasons = {member.id: list(_reasons(registry, member.id, day)) for member in members(registry, day)}
    return {
        id: KeyPerson(tuple(dict.fromkeys(why for why, _ in found)), min(first for _, first in found))
        for id, found in reasons.items()
        if found
    }


def _reasons(registry: Registry, id: str, day: date) -> Iterator[tuple[str, date]]:
    held: list[tuple[str, date | None]] = [(r.role, r.since) for r in registry.members[id].roles if r.is_open(day)]
    places = list(open_places(registry, id, day))
    held += [(place.membership.role, place.membership.since) for place in places]
    for function in KEY:
        for role, since in held:
            if registry.acts_as(role, function):
                yield function, since or date.min
    for place in places:
        first = core_since(registry, place, day)
        if first is not None:
            yield CORE, first


def open_places(registry: Registry, id: str, day: date) -> Iterator[Place]:
    """Memberships of a person that hold on a day, in groups that are not closed."""
    for place in registry.places.get(id, ()):
        if place.membership.is_open(day) and place.group.status != "closed":
            yield place


def core_since(registry: Registry, place: Place, day: date) -> date | None:
    """The first day of a step of level core in a membership."""
    core = {step.id for step in registry.pathway(place.group) if step.level == CORE}
    return min((s.date for s in place.membership.steps if s.step in core and s.date <= day), default=None)


def last_of(registry: Registry, kind: str, day: date) -> dict[str, date]:
    """The last day, up to a day, on which an activity of a kind was for each member, by somebody else."""
    return {
        id: activity.date
        for activity in registry.activities(kind)
        if activity.date <= day
        for id in activity.members
        if id != activity.by
    }


def contributions(registry: Registry, day: date) -> list[Activity]:
    """Contributions written down in Y, by date."""
    return [one for one in registry.activities("contribution") if 0 <= (day - one.date).days < YEAR]


def sent(registry: Registry, kind: str, audience: str) -> list[Activity]:
    """Updates or stories to some readers, by date; one that names no audience is for everybody."""
    return [one for one in registry.activities(kind) if one.audience in (None, audience)]


def told_of(registry: Registry, day: date) -> set[str]:
    """References of the records that an update up to a day is about."""
    return {ref for update in registry.activities("update") if update.date <= day for ref in update.about}


def untold(registry: Registry, day: date) -> list[Activity]:
    """Those of them whose use nobody has told: no `used_in`, and no update is about them."""
    told = told_of(registry, day)
    return [one for one in contributions(registry, day) if one.used_in is None and one.ref not in told]


def checkins_by_role(registry: Registry, day: date) -> list[Came]:
    """N16: of the members who hold a role on a day, how many had a check-in in Q (people).

    Who holds several roles counts in each. Roles of the community and of groups that are not closed, most people first.
    """
    here = [member for member in registry.members.values() if is_member(member, day)]
    rows: dict[str, set[str]] = {}
    for member in here:
        for held in member.roles:
            if held.is_open(day):
                rows.setdefault(held.role, set()).add(member.id)
        for place in open_places(registry, member.id, day):
            rows.setdefault(place.membership.role, set()).add(member.id)
    since = day - timedelta(days=QUARTER)
    talked = {id for id, last in last_of(registry, "checkin", day).items() if last > since}
    found = [Came(role, len(people & talked), len(people)) for role, people in rows.items()]
    return sorted(found, key=lambda row: (-row.of, row.id))


def waiting_since(registry: Registry, day: date) -> dict[str, date]:
    """For each key person the day from which thanks are counted, the longest wait first.

    That is the day of the last thanks, on which they became a key person, of joining, or of the first activity that was
    ever written down, whichever is latest: a registry that begins owes nobody anything yet. Empty without activities.
    """
    written, last = registry.activities(), last_of(registry, "thanks", day)
    if not written:
        return {}
    found = {}
    for id, person in key_people(registry, day).items():
        joined = registry.members[id].joined
        days = [written[0].date, person.since, last.get(id, date.min)]
        found[id] = max([*days, joined] if isinstance(joined, date) else days)
    return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))


def may_lack(registry: Registry) -> bool:
    """An activity cannot be read: the one that is looked for may be there."""
    return "activities" in registry.closed or any(ref.startswith("activities/") for ref in registry.unreadable)
