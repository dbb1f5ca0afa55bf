"""People to turn to this week: to thank, to ask how they are, to relieve."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from cmtool.checks.groups import no_deputy
from cmtool.metrics.ambassadors import candidates
from cmtool.metrics.care import CORE, KEY, core_since, key_people, last_of, open_places, thanks_within, waiting_since
from cmtool.metrics.membership import QUARTER
from cmtool.metrics.retention import quiet
from cmtool.model.audience import Audience, by_name
from cmtool.model.group import Group
from cmtool.model.registry import Registry
from cmtool.reports.care._did import did, short
from cmtool.schedule.term import days_after

SOON = 14
"""Days ahead in which thanks come due and are told already."""


def to_thank(registry: Registry, audience: Audience, day: date) -> list[dict[str, Any]]:
    """Key people whose thanks are due within two weeks, the longest wait first, and what they did since the last."""
    last, found = last_of(registry, "thanks", day), []
    for id, since in waiting_since(registry, day).items():
        due = days_after(since, thanks_within(registry))
        person = audience.person(id) if due <= days_after(day, SOON) else None
        if person:
            found.append(
                {
                    **person,
                    "roles": key_roles(registry, id, day),
                    "last": last.get(id),
                    "due": due,
                    "is_due": due <= day,
                    "did": did(registry, id, last.get(id, date.min), day),
                }
            )
    return found


def key_roles(registry: Registry, id: str, day: date) -> list[str]:
    """What makes somebody a key person, as people call it: `Triage Lead, Payments Working Group`."""
    community, member = registry.community, registry.members[id]
    roles = community.roles if community else {}
    found = [roles[held.role].name for held in member.roles if held.is_open(day) and _is_key(registry, held.role)]
    for place in open_places(registry, id, day):
        if _is_key(registry, place.membership.role):
            found.append(f"{roles[place.membership.role].name}, {place.group.name}")
        elif core_since(registry, place, day):
            found.append(f"{CORE} level, {place.group.name}")
    return list(dict.fromkeys(found))


def _is_key(registry: Registry, role: str) -> bool:
    return any(registry.acts_as(role, function) for function in KEY)


def newly_inactive(registry: Registry, audience: Audience, day: date) -> list[dict[str, Any]]:
    """N6: who contributed a quarter ago and does not now, by name, with what was last known of them."""
    past = [one for one in registry.evidence if one.date <= day]
    seen = {one.member: one.date for one in past}
    last = {one.member: one.date for one in past if one.is_contribution}
    found = [
        {**person, "last": last.get(id), "seen": seen.get(id), "groups": _groups(registry, id, day)}
        for person in _people(audience, quiet(registry, day).newly)
        for id in [person["id"]]
    ]
    return sorted(found, key=by_name)


def check_ins_due(registry: Registry, audience: Audience, day: date) -> list[dict[str, Any]]:
    """People who lead and with whom nobody talked for a quarter, the longest first."""
    last, found = last_of(registry, "checkin", day), []
    for id, key in key_people(registry, day).items():
        since = max(key.since, last.get(id, date.min))
        person = audience.person(id)
        if "lead" in key.why and person and (since == date.min or (day - since).days >= QUARTER):
            found.append((since, {**person, "last": last.get(id), "groups": _led(registry, id, day)}))
    return [row for _, row in sorted(found, key=lambda one: (one[1]["last"] or date.min, one[0], by_name(one[1])))]


def said_needs(registry: Registry, audience: Audience, day: date) -> list[dict[str, Any]]:
    """What people said they need, in the check-ins of a quarter, the latest first."""
    talks = [one for one in registry.activities("checkin") if one.needs and 0 <= (day - one.date).days < QUARTER]
    return [
        {"date": one.date, "people": list(_people(audience, one.members)), "needs": short(one.needs or "")}
        for one in reversed(talks)
    ]


def carrying(registry: Registry, audience: Audience, day: date) -> list[dict[str, Any]]:
    """Who holds every lead role of a group (GRP205), by group."""
    refs = dict.fromkeys(finding.record for finding in no_deputy.check(registry, day))
    groups = sorted((registry.all_groups[ref.partition("/")[2]] for ref in refs), key=lambda group: group.name)
    return [
        {**person, "group": _group(group)}
        for group in groups
        for person in _people(audience, dict.fromkeys(m.member for m in registry.acting(group, "lead", day)))
    ]


def ambassadors(registry: Registry, audience: Audience, day: date) -> list[dict[str, Any]]:
    """Who might be asked to be an ambassador, by name."""
    found = [
        {
            **person,
            "languages": list(one.member.languages),
            "appreciated": one.appreciation.date,
            "for": short(one.appreciation.text),
        }
        for one in candidates(registry, day)
        if (person := audience.person(one.member.id))
    ]
    return sorted(found, key=by_name)


def _people(audience: Audience, ids: Iterable[str]) -> Iterable[dict[str, Any]]:
    return (person for person in map(audience.person, ids) if person)


def _groups(registry: Registry, id: str, day: date) -> list[str]:
    return list(dict.fromkeys(place.group.name for place in open_places(registry, id, day)))


def _led(registry: Registry, id: str, day: date) -> list[str]:
    places = open_places(registry, id, day)
    return list(dict.fromkeys(p.group.name for p in places if registry.acts_as(p.membership.role, "lead")))


def _group(group: Group) -> dict[str, Any]:
    return {"id": group.id, "name": group.name}
