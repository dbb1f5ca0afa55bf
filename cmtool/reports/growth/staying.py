"""How far members come on the pathway, who goes on, and who stays (N3, N4, N5)."""

from __future__ import annotations

from datetime import date
from typing import Any

from cmtool.metrics.pathway import LEVELS, Conversion, conversions, drop_off, levels
from cmtool.metrics.retention import retention, tenure
from cmtool.model.group import Group
from cmtool.model.registry import Registry
from cmtool.reports._groups import by_name
from cmtool.reports._numbers import rounded, whole


def steps_taken(registry: Registry, today: date, *, group: str | None, least: int) -> dict[str, Any]:
    """Levels and who went on from one to the next, and the same of each group's steps.

    Nothing is told of fewer than `least` people: how many lines that leaves out is.
    """
    groups = by_name(g for g in registry.all_groups.values() if group in (None, g.id))
    lines = [(one, line) for one in groups for line in drop_off(registry, one, today) if line.cohort]
    shown = [(one, line) for one, line in lines if line.cohort >= least]
    everywhere = [] if group else conversions(registry, today)
    return {
        "levels": None if group else _levels(registry, today, least),
        "conversions": [_conversion(one, one.start, one.end, least) for one in everywhere if one.cohort],
        "steps": [_step(registry, one, line) for one, line in shown],
        "left_out": len(lines) - len(shown),
    }


def tenures(registry: Registry, today: date, least: int) -> dict[str, Any]:
    """How many of those who joined half a year to a year ago are here and contribute; how long members are here."""
    stayed, here = retention(registry, today), tenure(registry, today)
    tells = stayed.cohort >= least
    return {
        "cohort": stayed.cohort,
        "retained": stayed.retained if tells else None,
        "rate": rounded(stayed.rate) if tells else None,
        "median_months": whole(rounded(here.median_months, 1)) if here.known >= least else None,
    }


def _levels(registry: Registry, today: date, least: int) -> list[dict[str, Any]] | None:
    """Members by level; None where nobody's steps are written down, or a level has people, but too few to tell of."""
    found = levels(registry, today)
    if not any(found[level] for level in LEVELS) or any(0 < count < least for count in found.values()):
        return None
    return [{"level": level, "members": count} for level, count in found.items()]


def _conversion(found: Conversion, start: str, end: str, least: int = 0) -> dict[str, Any]:
    tells = found.cohort >= least
    return {
        "start": start,
        "end": end,
        "cohort": found.cohort if tells else None,
        "went_on": found.converted if tells else None,
        "dropped": found.dropped if tells else None,
        "rate": rounded(found.rate) if tells else None,
        "median_days": whole(found.median_days) if tells else None,
    }


def _step(registry: Registry, group: Group, found: Conversion) -> dict[str, Any]:
    names = {step.id: step.name for step in registry.pathway(group)}
    named = _conversion(found, names[found.start], names[found.end])
    return {"group": {"id": group.id, "name": group.name}, **named}
