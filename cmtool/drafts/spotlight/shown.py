"""Who is shown, and what the registry knows of them: facts from fields that the public may see, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from cmtool.drafts.spotlight.linkedin import HOOK, characters
from cmtool.errors import CmtoolError
from cmtool.model.audience import Audience
from cmtool.model.evidence import Release, releases
from cmtool.model.group import AWAKE, Group
from cmtool.model.member import Member
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.source import Field

_RELEASES = 3


class Fact(NamedTuple):
    """Something that the text tells, and the lines that say so."""

    text: str
    where: list[str]


class Shown(NamedTuple):
    """A member or a group in a spotlight."""

    record: Member | Group
    name: str
    line: str
    """One line below the name."""
    openings: list[str]
    """First lines, the strongest first."""
    facts: list[Fact]
    topics: list[str]
    """Names that make hashtags."""
    people: list[Member]
    """Whom the post mentions."""

    def hook(self) -> str:
        """The first line: the strongest fact that fits on it."""
        return next((line for line in self.openings if characters(line) <= HOOK), _cut(self.name))


def of_member(registry: Registry, id: str, today: date) -> Shown:
    """A member, current or not; who was removed is shown no more."""
    member = registry.members.get(id)
    if member is None or member.name is None or member.status == "removed":
        raise CmtoolError(f"no spotlight on 'members/{id}': the record is removed or cannot be read")
    roles, places, region = _roles(registry, member, today), _places(registry, member, today), _region(member.region)
    written = [one for one in _released(registry.all_groups.values(), today) if id in one.version.authors]
    facts = [*roles, *places, *_credited("Credited in", written)]
    if region:
        facts.append(Fact(f"Region: {region}", [_at(member, ("region",))]))
    name, groups = member.name, [place.text.partition(", ")[2] for place in places]
    community = registry.community.name if registry.community else ""
    openings = [f"Who wrote {_named(one)}? Meet one of its authors: {name}." for one in written[:1]]
    openings += [f"Meet {name} of {community}: {place.text}." for place in places]
    openings += [f"Meet {name}, {role.text} at {community}." for role in roles]
    openings += [f"{community} is made by people. Meet one of them: {name}.", f"Meet {name}."]
    line = next((fact.text for fact in (*places, *roles)), region or "")
    return Shown(member, name, line, openings, facts, [community, *groups, region or ""], [member])


def of_group(registry: Registry, id: str, today: date) -> Shown:
    """A group, with the names of those of its leads who may be named."""
    group = registry.all_groups.get(id)
    if group is None:
        raise CmtoolError(f"no spotlight on 'groups/{id}': the record cannot be read")
    leads, region = _leads(registry, group, today), _region(group.scope.region if group.scope else None)
    purpose = " ".join(group.purpose.split())
    facts = [Fact(purpose, [_at(group, ("purpose",))])]
    if leads:
        people = {position: registry.members[member] for position, member in leads}
        names = listed(str(member.name) for member in people.values())
        facts.append(Fact(f"Led by {names}", [_at(group, ("members", position)) for position in people]))
    facts += _credited("Published", list(_released([group], today)))
    if region:
        facts.append(Fact(f"Region: {region}", [_at(group, ("scope", "region"))]))
    if group.url:
        facts.append(Fact(group.url, [_at(group, ("url",))]))
    community = registry.community.name if registry.community else ""
    sentence = purpose if purpose.endswith((".", "!", "?")) else f"{purpose}."
    openings = [
        f"Meet the {group.name}: {sentence}",
        f"Meet the {group.name} of {community}.",
        f"Meet the {group.name}.",
    ]
    members = [registry.members[member] for _, member in leads]
    return Shown(group, group.name, purpose, openings, facts, [community, group.name, region or ""], members)


def listed(names: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *rest, last = names
    return f"{', '.join(rest)} and {last}" if rest else last


def _roles(registry: Registry, member: Member, today: date) -> list[Fact]:
    """Roles in the whole community."""
    known = registry.community.roles if registry.community else {}
    held = [(index, role.role) for index, role in enumerate(member.roles) if role.is_open(today)]
    return [Fact(known[id].name, [_at(member, ("roles", index))]) for index, id in held if id in known]


def _places(registry: Registry, member: Member, today: date) -> list[Fact]:
    """Roles in each group that still works; lead roles come first."""
    known = registry.community.roles if registry.community else {}
    held = [
        place
        for place in registry.places.get(member.id, ())
        if place.membership.is_open(today) and place.membership.role in known and place.group.status in AWAKE
    ]
    by_group: dict[str, list[tuple[str, str]]] = {}
    for place in sorted(held, key=lambda place: not registry.acts_as(place.membership.role, "lead")):
        where = _at(place.group, ("members", place.position))
        by_group.setdefault(place.group.name, []).append((known[place.membership.role].name, where))
    return [
        Fact(f"{listed(name for name, _ in roles)}, {group}", [where for _, where in roles])
        for group, roles in by_group.items()
    ]


def _leads(registry: Registry, group: Group, today: date) -> list[tuple[int, str]]:
    """Places in the group of leads who may be named in public."""
    audience = Audience(registry, today, private=False)
    acting = {id(membership) for membership in registry.acting(group, "lead", today)}
    held = (
        (index, m.member) for index, m in enumerate(group.members) if id(m) in acting and audience.may_name(m.member)
    )
    return [(index, member) for member, index in {member: index for index, member in held}.items()]


def _released(groups: Iterable[Group], today: date) -> list[Release]:
    """Versions that came out, the newest first."""
    found = (one for one in releases(groups) if one.date <= today)
    return sorted(found, key=lambda one: (-one.date.toordinal(), _named(one)))


def _credited(word: str, found: list[Release]) -> Iterator[Fact]:
    told = found[:_RELEASES]
    if told:
        yield Fact(f"{word} {listed(map(_named, told))}", [_at(one.group, _field(one)) for one in told])


def _field(release: Release) -> Field:
    product = release.group.products.index(release.product)
    return "products", product, "versions", release.product.versions.index(release.version)


def _named(release: Release) -> str:
    return f"{release.product.name} {release.version.version}"


def _region(id: str | None) -> str | None:
    return in_words(id) if id and id != "unknown" else None


def _at(record: Record, field: Field) -> str:
    """The line of a value: `members/amina-diallo.yaml:15`."""
    source = record.source
    return f"{source.path}:{source.span(*source.locate(field)).line}"


def _cut(text: str) -> str:
    """As much of a text as fits into the first line."""
    while characters(text) > HOOK - 1:
        text = text[:-1]
    return text.rstrip() + "…"
