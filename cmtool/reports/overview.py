"""Who is here, which groups live? Groups by what they do now, numbers of people, where they are, when we meet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from cmtool.metrics.activity import activity
from cmtool.metrics.membership import members, membership, quarter_before
from cmtool.metrics.organisations import organisations
from cmtool.metrics.regions import regions
from cmtool.model.audience import Audience
from cmtool.model.community import Community
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.render.escape import safe_url
from cmtool.reports._groups import makes_new_version, sections
from cmtool.reports._numbers import rounded
from cmtool.reports._occurrences import brief
from cmtool.reports._since import since
from cmtool.schedule.coming import coming

NEXT_MEETINGS = 5


def compared_with(today: date) -> date:
    """The day whose registry stands beside today's: the last one before this quarter."""
    return quarter_before(today) - timedelta(days=1)


def context(registry: Registry, today: date, *, private: bool, before: Registry | None = None) -> dict[str, Any]:
    """The data of the overview; its keys are in docs/json.md. `before` is the registry of `compared_with`."""
    community, audience = registry.community, Audience(registry, today, private=private)
    if community is None:
        return {}
    return {
        "report": "overview",
        "today": today,
        "audience": audience.name,
        "community": _community(community),
        "numbers": _numbers(registry, today),
        "since_last_quarter": before and since(before, registry, audience, compared_with(today), today),
        "sections": sections(registry, audience, today),
        "people": audience.people(member.id for member in members(registry, today)),
        "members_by_region": _by_region(registry, today),
        "members_by_organisation": _by_organisation(registry, community, today),
        "next_meetings": [brief(one) for one in coming(registry, today)[:NEXT_MEETINGS]],
    }


def _community(community: Community) -> dict[str, Any]:
    gathering = next((channel for channel in community.channels if channel.gathering), None)
    return {
        "name": community.name,
        "contact": community.contact.address,
        "gathering": gathering and {"purpose": gathering.purpose, "url": safe_url(gathering.url)},
    }


def _numbers(registry: Registry, today: date) -> dict[str, Any]:
    people, active = membership(registry, today), activity(registry, today)
    places, employers = regions(registry, today), organisations(registry, today)
    return {
        "members": people.members,
        "active_contributors": active.active,
        "active_rate": rounded(active.rate),
        "active_within": registry.active_within,
        "living_groups": sum(1 for _ in registry.living_groups()),
        "living_groups_on_new_version": sum(makes_new_version(group) for group in registry.living_groups()),
        "organisations": len(employers.counts),
        "organisations_among_active": employers.among_active,
        "organisation_unknown": employers.unknown,
        "regions": len(places.counts),
        "effective_regions": rounded(places.effective, 1),
        "largest_region_share": rounded(places.largest_share),
        "region_unknown": places.unknown,
        "countries": places.countries,
        "joined": people.joined,
        "left": people.left,
        "quarter_since": quarter_before(today),
        "joined_unknown": people.unknown_joined,
    }


def _by_region(registry: Registry, today: date) -> list[dict[str, Any]]:
    found = regions(registry, today)
    return _by_size(
        {"id": id, "name": in_words(id), **_share(count, found.known)} for id, count in found.counts.items()
    )


def _by_organisation(registry: Registry, community: Community, today: date) -> list[dict[str, Any]]:
    found = organisations(registry, today)
    known, by_id = sum(found.counts.values()), community.organisations
    named = {id: (by_id[id].name, by_id[id].kind) if id in by_id else (id, "other") for id in found.counts}
    return _by_size(
        {"id": id, "name": named[id][0], "kind": named[id][1], **_share(count, known)}
        for id, count in found.counts.items()
    )


def _share(count: int, known: int) -> dict[str, Any]:
    return {"members": count, "share": rounded(count / known)}


def _by_size(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (-row["members"], row["name"].casefold(), row["id"]))
