"""The community's own words, by the name that a `Ref` uses for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cmtool.model.community import Community
from cmtool.model.folders import FOLDERS
from cmtool.model.registry import Registry

REVIEWERS: Final = ("self", "leads", "owner", "manager")
"""Who may approve a change, beside a member."""

NOUNS: Final[Mapping[str, str]] = {
    **FOLDERS,
    "regions": "region",
    "organisations": "organisation",
    "roles": "role",
    "skill_categories": "skill category",
    "series": "series",
    "countries": "country",
    "languages": "language",
    "timezones": "time zone",
    "reviewers": "reviewer",
}
"""What one of the words is called, also an id of a kind."""

SCOPES: Final[Mapping[str, str]] = {"members": "community", "groups": "group"}
"""Where a record of a folder holds roles: those of the whole community, or those of a group."""


def vocabularies(registry: Registry, community: Community, folder: str = "") -> dict[str, Mapping[str, object]]:
    """The words that records of a folder may use, in the order of `community.yaml`."""
    regions = dict.fromkeys(community.regions)
    series = [f"{group.id}/{own.id}" for group in registry.all_groups.values() for own in group.meets]
    scope = SCOPES.get(folder)
    return {
        "regions": regions,
        "regions?": {**regions, "unknown": None},
        "organisations": community.organisations,
        "roles": {id: role for id, role in community.roles.items() if scope in (None, role.scope)},
        "skill_categories": dict.fromkeys(community.skill_categories),
        "series": dict.fromkeys([*community.series, "event", *series]),
        "reviewers": dict.fromkeys([*REVIEWERS, *registry.members]),
    }
