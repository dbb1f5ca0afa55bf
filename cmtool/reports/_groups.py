"""Groups as reports tell them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from cmtool.metrics.membership import is_member
from cmtool.metrics.silence import is_silent, last_sign
from cmtool.model.audience import Audience
from cmtool.model.group import Group, Product
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url
from cmtool.reports._occurrences import brief
from cmtool.schedule.coming import next_of_group

SECTIONS = {
    "new-version": "Working on a new version",
    "active": "Active",
    "forming": "Forming",
    "maintenance": "In maintenance",
    "around": "Workstreams, committees and teams",
    "dormant": "Dormant",
    "closed": "Closed",
}
"""Groups by what they do now, in the order of the overview."""


def sections(registry: Registry, audience: Audience, today: date) -> list[dict[str, Any]]:
    """All groups in their sections, by name; empty sections are left out."""
    found: dict[str, list[dict[str, Any]]] = {id: [] for id in SECTIONS}
    for group in by_name(registry.all_groups.values()):
        found[_section(group)].append(_group(registry, audience, group, today))
    return [{"id": id, "title": SECTIONS[id], "groups": groups} for id, groups in found.items() if groups]


def by_name(groups: Iterable[Group]) -> list[Group]:
    """Groups in the order of a list."""
    return sorted(groups, key=lambda group: (group.name.casefold(), group.id))


def _section(group: Group) -> str:
    if group.status in ("dormant", "closed"):
        return group.status
    if makes_new_version(group):
        return "new-version"
    return group.status if group.kind == "working-group" else "around"


def makes_new_version(group: Group) -> bool:
    """A version of one of its products is in development."""
    return any(version.status == "in-development" for product in group.products for version in product.versions)


def _group(registry: Registry, audience: Audience, group: Group, today: date) -> dict[str, Any]:
    here = [m.member for m in group.members if m.is_open(today) and _counts(registry, m.member, today)]
    return {
        "id": group.id,
        "name": group.name,
        "kind": group.kind.replace("-", " "),
        "status": group.status,
        "since": group.since,
        "purpose": group.purpose.strip(),
        "url": safe_url(group.url),
        "stage": group.lifecycle.stage if group.lifecycle else None,
        "silent": is_silent(registry, group, today),
        "last_sign": last_sign(registry, group, today),
        "leads": _leads(registry, audience, group, today),
        "members": len(set(here)),
        "people": audience.people(here),
        "products": [shown for product in group.products if (shown := _product(product, today))],
        "next_meeting": (coming := next_of_group(registry, group.id, today)) and brief(coming),
    }


def _leads(registry: Registry, audience: Audience, group: Group, today: date) -> dict[str, Any]:
    """Leads with the names of their roles; those who may not be named are counted."""
    roles: dict[str, list[str]] = {}
    for entry in registry.acting(group, "lead", today):
        if registry.community and _counts(registry, entry.member, today):
            roles.setdefault(entry.member, []).append(registry.community.roles[entry.role].name)
    shown = audience.people(roles)
    return {"named": [{**person, "roles": roles[person["id"]]} for person in shown["named"]], "more": shown["more"]}


def _counts(registry: Registry, id: str, today: date) -> bool:
    """The person is a member, or the file cannot be read and nobody knows."""
    member = registry.members.get(id)
    return is_member(member, today) if member else registry.is_unreadable("members", id)


def _product(product: Product, today: date) -> dict[str, Any] | None:
    """What is being made and what was released last; nothing about products that are only planned."""
    open_ones = [v for v in product.versions if v.status == "in-development"]
    released = max(
        (v for v in product.versions if v.status == "released"), key=lambda v: str(v.date or ""), default=None
    )
    if not open_ones and released is None:
        return None
    return {
        "name": product.name,
        "url": safe_url(product.url),
        "in_development": [
            {"version": v.version, "due": v.due, "late": v.due is not None and v.due < today} for v in open_ones
        ],
        "released": released and {"version": released.version, "date": released.date},
    }
