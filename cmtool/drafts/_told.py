"""People, groups and slots as the drafts about a meeting tell them."""

from __future__ import annotations

from typing import Any

from cmtool.model.audience import Audience
from cmtool.model.registry import Registry

MOST = 150
"""More names than this are no list to tick."""


def person(audience: Audience, id: str | None) -> dict[str, Any] | None:
    """Somebody by id and name; None for nobody."""
    return audience.person(id) if id else None


def group(registry: Registry, id: str) -> dict[str, Any]:
    """A group by id and name."""
    return {"id": id, "name": registry.group_name(id)}


def details(registry: Registry, title: str, kind: str, group: str | None) -> list[str]:
    """What the title of a slot does not say: its kind, its group."""
    told = {kind.replace("-", " ").casefold(): kind.replace("-", " ")}
    if group:
        told[registry.group_name(group).casefold()] = registry.group_name(group)
    return [word for folded, word in told.items() if folded not in title.casefold()]
