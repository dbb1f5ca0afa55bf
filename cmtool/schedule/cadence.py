"""How often a community-wide series should meet: its meetings, and the day that its rhythm asks for next."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cmtool.model.community import Series
from cmtool.model.group import Group
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


class Kept(NamedTuple):
    """A series of `community.yaml` with its meetings, held and planned, by date."""

    id: str
    series: Series
    meetings: list[Meeting]


def kept(registry: Registry) -> Iterator[Kept]:
    """The community-wide series that have met or will; a cancelled meeting is none."""
    all_series = registry.community.series if registry.community else {}
    for id, series in all_series.items():
        meetings = [meeting for meeting in registry.meetings(series=id) if meeting.status != "cancelled"]
        if meetings:
            yield Kept(id, series, meetings)


def after(day: date, every: str) -> date:
    """The day one turn later: some days, or that day of a later month; the last of a month that has no such day."""
    months = _MONTHS.get(every)
    if months is None:
        return days_after(day, int(every.removesuffix("d")))
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def core_team(registry: Registry, one: Kept) -> Group | None:
    """The core team whose series it is: named like the group, or its last meeting is one of core teams alone."""
    groups = [registry.all_groups.get(id) for id in (one.id, *one.meetings[-1].groups)]
    teams = [group if group and group.kind == "core-team" else None for group in groups]
    return teams[0] or (teams[1] if len(teams) > 1 and all(teams[1:]) else None)
