"""How a series of the community has met lately, and when it should meet again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, time
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple, TypeVar

from cmtool.model.community import Series
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.model.scalars import LAST_DAY
from cmtool.schedule.cadence import after
from cmtool.schedule.hours import home_zone, timing
from cmtool.schedule.term import days_after

NOTICE = 7
"""Days that people should have between hearing of a meeting and having it."""
LATELY = 6
"""Meetings of a series that count as lately."""
_USUAL_MINUTES = 60
_USUAL_START = time(14)

T = TypeVar("T")


class Clock(NamedTuple):
    """An hour on the wall, in a zone."""

    start: time
    tz: str


class Habits(NamedTuple):
    """What the next meeting takes from those before it."""

    weekday: int | None
    """The most frequent one; 0 is Monday. None for a series that never met."""
    clocks: tuple[Clock, ...]
    """Hours used lately, the latest first."""
    usual: Clock
    """The most frequent of them."""
    minutes: int
    groups: tuple[str, ...]
    url: str | None
    purposes: tuple[str, ...]
    """Those that its last three meetings, or two, had in common."""
    format: str | None
    """The same of these meetings."""


class Window(NamedTuple):
    """When a series should meet again."""

    before: date | None
    """The day of the meeting before."""
    due: date | None
    """The day by the rhythm of the series."""
    target: date
    """The day that is aimed at."""
    first: date
    last: date


def namesakes(registry: Registry, series: str) -> list[str]:
    """The groups whose id or kind a series of the community has as its name: who meets the first time."""
    return [group.id for group in registry.all_groups.values() if series in (group.id, group.kind)]


def habits(registry: Registry, series: str, meetings: Sequence[Meeting], mode: str, tz: str | None = None) -> Habits:
    """What meetings before say about one that is held in person, or not; one in person by the clock of its own zone."""
    alike = [meeting for meeting in meetings if (meeting.mode == "in-person") == (mode == "in-person")]
    lately = [*reversed(alike or meetings)][:LATELY]
    timings = [timing(registry, meeting) for meeting in lately]
    clocks = [Clock(found.start, found.tz) for found in timings if found.start]
    home = home_zone(registry)
    if mode == "in-person":
        clocks = [Clock(clock.start, tz or home) for clock in clocks]
    pattern = lately[:3] if len(lately) > 1 else []
    groups = meetings[-1].groups if meetings else namesakes(registry, series)
    return Habits(
        _most([meeting.date.weekday() for meeting in reversed(meetings[-LATELY:])]),
        tuple(dict.fromkeys(clocks)),
        _most(clocks) or Clock(_USUAL_START, tz or home),
        next((found.minutes for found in timings if found.minutes), _USUAL_MINUTES),
        tuple(group for group in groups if _meets(registry, group)),
        lately[0].url if lately else None,
        tuple(p for p in lately[0].purposes if all(p in one.purposes for one in pattern)) if pattern else (),
        pattern[0].format if len({one.format for one in pattern}) == 1 else None,
    )


def _most(found: Sequence[T]) -> T | None:
    """The most frequent one; of several the one that comes first."""
    return Counter(found).most_common(1)[0][0] if found else None


def _meets(registry: Registry, group: str) -> bool:
    found = registry.all_groups.get(group)
    return found is not None and found.status != "closed"


def rhythm_of(series: Series, meetings: Sequence[Meeting]) -> str | None:
    """The rhythm of a series: its own, else the usual distance of its last meetings; None where nobody can tell."""
    if series.every:
        return series.every
    days = [meeting.date for meeting in meetings[-LATELY - 1 :]]
    gaps = [(next_ - one).days for one, next_ in pairwise(days) if next_ > one]
    return f"{median_low(gaps)}d" if gaps else None


def window(meetings: Sequence[Meeting], every: str, tolerance: int, today: date) -> Window:
    """When the meeting after the last one should be: around the day of its rhythm, and never before tomorrow.

    Where that day is past, or too near to ask anybody, it is as soon as people have notice. It is never so early that
    it is nearer to the last meeting than to its own day.
    """
    before = meetings[-1].date if meetings else None
    due = after(before, every) if before else None
    soon = days_after(today, NOTICE)
    target = max(due or soon, soon)
    early = min(tolerance, (due - before).days // 2) if due and before else 0
    first = max(days_after(due or target, -early), days_after(today, 1))
    return Window(before, due, target, first, min(days_after(target, tolerance), LAST_DAY))
