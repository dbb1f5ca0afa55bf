"""The best days and hours for a meeting, out of those that will do."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cmtool.schedule.proposal.habits import NOTICE, Clock, Habits, Window
from cmtool.schedule.proposal.judge import Setting, Slot, caution_on, judged, same_day

_APART = 120
"""Minutes between two hours of one day that are worth choosing from."""
_DAY = 24 * 60


class Search(NamedTuple):
    """Days and hours to choose from, and what they are measured by."""

    setting: Setting
    habits: Habits
    window: Window
    days: list[date]
    clocks: list[Clock]
    today: date
    has_zone: bool
    """The zone is known: not yet where people travel, and nobody said where to."""


def best(search: Search, count: int) -> list[Slot]:
    """The best hour of each day, the best days first.

    Days are looked at from the best one on, by what does not depend on the hour. As soon as enough of them have an hour
    without a clash and without two nights in a row, no later day can be better.
    """
    found: list[Slot] = []
    perfect = 0
    for day in sorted(search.days, key=lambda day: _before_hours(search, day)):
        found.append(min(judged(search.setting, day, search.clocks), key=lambda slot: rank(search, slot)))
        perfect += not found[-1].clashes and not found[-1].again
        if perfect == count:
            break
    return sorted(found, key=lambda slot: rank(search, slot))[:count]


def hours_apart(search: Search, count: int) -> list[Slot]:
    """The best hours of the one day that was named, some time apart."""
    found: list[Slot] = []
    for slot in sorted(judged(search.setting, search.days[0], search.clocks), key=lambda slot: rank(search, slot)):
        if len(found) < count and all(_between(slot.clock, other.clock) >= _APART for other in found):
            found.append(slot)
    return found


def rank(search: Search, slot: Slot) -> tuple[object, ...]:
    """The smaller, the better.

    What counts, in this order: no clash; no other meeting of the community on that day; no time for caution; for no
    region two nights in a row; the usual day of the week; some notice; the day of the cadence; few regions and few
    people at night; an hour used lately, then one near the usual hour.
    """
    worst = (bool(slot.clashes), bool(slot.same_day), slot.caution is not None, len(slot.again))
    night = (len(slot.night), slot.people_at_night)
    habit = (slot.clock not in search.habits.clocks, _between(slot.clock, search.habits.usual), *slot.clock)
    return (*worst, *_of_day(search, slot.day), *night, *habit)


def _before_hours(search: Search, day: date) -> tuple[object, ...]:
    """What counts of a day whatever the hour, in the same order."""
    is_cautioned = caution_on(search.setting.registry, day) is not None
    return bool(same_day(search.setting, day)), is_cautioned, *_of_day(search, day)


def _of_day(search: Search, day: date) -> tuple[int, bool, int, date]:
    """The day of the week (as usual, a working day, a weekend), too short notice, and the distance from the target."""
    kind = 0 if day.weekday() == search.habits.weekday else 1 if day.weekday() < 5 else 2
    is_short = (day - search.today).days < NOTICE
    return kind, is_short, abs((day - search.window.target).days), day


def _between(one: Clock, other: Clock) -> int:
    """Minutes between two times on the wall, the short way round."""
    apart = abs((one.start.hour - other.start.hour) * 60 + one.start.minute - other.start.minute)
    return min(apart, _DAY - apart)
