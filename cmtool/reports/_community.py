"""The community as reports name it."""

from __future__ import annotations

from typing import Any

from cmtool.model.registry import Registry


def named_community(registry: Registry) -> dict[str, Any]:
    """Its name, and where to write to; empty where its file cannot be read."""
    community = registry.community
    return {
        "name": community.name if community else "",
        "contact": community.contact.address if community else "",
    }
