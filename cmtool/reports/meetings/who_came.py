"""Who comes, by role and region: counts, and no count that tells of one person to the public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cmtool.metrics.attendance import Came, by_region, by_role, came, folded
from cmtool.metrics.membership import members
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.reports.meetings.daytime import Daytime, daytimes, together

LEAST = 3
"""The fewest people who came that public output tells of a role or region."""


def who_came(registry: Registry, meetings: Sequence[Meeting], today: date, *, private: bool) -> dict[str, Any]:
    """Members who came at least once to some meetings. Public output does not tell how many did not."""
    here, least = {member.id for member in members(registry, today)}, 0 if private else LEAST
    roles = registry.community.roles if registry.community else {}
    role_names = {id: role.name for id, role in roles.items()}
    day = daytimes(registry, meetings)
    return {
        "meetings": len(meetings),
        "with_names": sum(isinstance(meeting.attended, list) for meeting in meetings),
        "members": len(here),
        "came": len(came(meetings) & here),
        "least": least,
        "by_role": _rows(by_role(registry, today, meetings), role_names, least),
        "by_region": _with_daytime(_rows(by_region(registry, today, meetings), {}, least), day, least),
    }


def _rows(found: Iterable[Came], names: Mapping[str, str], least: int) -> list[dict[str, Any]]:
    shown, others = folded(found, least)
    if all(row.id == "unknown" for row in shown):
        return []
    rows = [_row(row, names.get(row.id) or in_words(row.id), hidden=bool(least)) for row in shown]
    # fewer than `least` in all the others together would tell of them as well
    if others is not None and others.came >= least:
        rows.append(_row(others, "Others together", hidden=bool(least)))
    return rows


def _row(row: Came, name: str, *, hidden: bool) -> dict[str, Any]:
    return {"id": row.id or None, "name": name, "came": row.came, "of": None if hidden else row.of}


def _with_daytime(rows: list[dict[str, Any]], day: Mapping[str, Daytime], least: int) -> list[dict[str, Any]]:
    """Rows with the attendances of their region by day; those of the others together are in no row by themselves.

    Where one row would tell of fewer than `least` people none is told: the meetings' own numbers add up to them all.
    """
    shown = {row["id"] for row in rows}
    others = [count for region, count in day.items() if region not in shown]
    counts = [(day.get(row["id"]) if row["id"] else together(others)) or Daytime(0, 0, 0) for row in rows]
    tells_of_few = any(0 < count.people < least for count in counts)
    for row, count in zip(rows, counts, strict=True):
        row["by_day"], row["clocks_known"] = (0, 0) if tells_of_few else (count.by_day, count.known)
    return rows
