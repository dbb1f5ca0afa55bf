"""How often a community-wide series should meet: its meetings, and the day that its rhythm asks for next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cmtool.model.community import Series
from cmtool.model.group import Group
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.rhythm import MONTHS, MonthDay, Rhythm
from cmtool.schedule.term import days_after


class Kept(NamedTuple):
    """A series of `community.yaml` with its meetings, held and planned, by date."""

    id: str
    series: Series
    meetings: list[Meeting]


def kept(registry: Registry) -> Iterator[Kept]:
    """The community-wide series that have met or will; a cancelled meeting is none."""
    all_series = registry.community.series if registry.community else {}
    for id, series in all_series.items():
        if meetings := met(registry, id):
            yield Kept(id, series, meetings)


def met(registry: Registry, series: str) -> list[Meeting]:
    """The meetings of a series that were held or are planned, by date."""
    return [meeting for meeting in registry.meetings(series=series) if meeting.status != "cancelled"]


def with_travel(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Meetings in person, and hybrid ones."""
    return [meeting for meeting in meetings if meeting.mode != "online"]


def in_person_since(meetings: Sequence[Meeting]) -> date | None:
    """The day from which the next meeting in person is counted: that of the last one, else of the first meeting."""
    there = with_travel(meetings)
    return there[-1].date if there else meetings[0].date if meetings else None


def after(day: date, every: str) -> date:
    """The day one turn later: some days, or that day of a later month; the last of a month that has no such day."""
    months = MONTHS.get(every)
    if months is None:
        return days_after(day, int(every.removesuffix("d")))
    return Rhythm(day, 0, months, MonthDay(0, day.day)).day(1)


def core_team(registry: Registry, one: Kept) -> Group | None:
    """The core team whose series it is: named like the group, or its last meeting is one of core teams alone."""
    groups = [registry.all_groups.get(id) for id in (one.id, *one.meetings[-1].groups)]
    teams = [group if group and group.kind == "core-team" else None for group in groups]
    return teams[0] or (teams[1] if len(teams) > 1 and all(teams[1:]) else None)
