"""What the community looks for on a day."""

from __future__ import annotations

from datetime import date

from cmtool.model.need import Need
from cmtool.model.registry import Registry


def open_needs(registry: Registry, day: date, *, group: str | None = None) -> list[Need]:
    """Open needs, the longest open first; of one group if asked."""
    found = (need for need in registry.needs.values() if need.is_open and need.opened <= day)
    return sorted((need for need in found if group in (None, need.group)), key=lambda need: (need.opened, need.id))
