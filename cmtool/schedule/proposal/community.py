"""When, at which hour and how a series of the community meets next, the best candidate first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cmtool.errors import CmtoolError
from cmtool.model.community import Series
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.model.scalars import LAST_DAY
from cmtool.schedule.cadence import after, met
from cmtool.schedule.proposal.candidate import Candidate, Mode, Proposal, Wish
from cmtool.schedule.proposal.habits import Clock, Habits, Window, habits, rhythm_of, window
from cmtool.schedule.proposal.in_person import InPerson, in_person
from cmtool.schedule.proposal.judge import Slot, half_hours, setting
from cmtool.schedule.proposal.search import Search, best, hours_apart
from cmtool.schedule.proposal.words import against, basis, reasons
from cmtool.schedule.term import days_after

_YEAR = "365d"
"""The rhythm of a series that has none, where something has to be counted."""


def of_community(registry: Registry, id: str, series: Series, today: date, wish: Wish, count: int) -> Proposal:
    """Candidates for the next meeting of a series of the community, `count` at most."""
    meetings = met(registry, id)
    every = rhythm_of(series, meetings)
    if every is None and wish.day is None:
        raise CmtoolError(
            f"nobody can tell how often '{id}' meets: name the day with --date, "
            f"or set its rhythm: cmtool set community 'series.{id}.every=31d'"
        )
    wanted = _window(registry, meetings, every, today, wish)
    due = _in_person(registry, series, meetings, every, wish.day or wanted.target)
    mode = wish.mode or ("in-person" if due and due.is_now else _usual_mode(meetings))
    usual = habits(registry, id, meetings, mode, wish.tz)
    search = _search(registry, id, mode, usual, wanted, wish, today)
    slots = hours_apart(search, count) if wish.day else best(search, count)
    found = tuple(_candidate(search, slot, is_best=wish.day is None or slot is slots[0]) for slot in slots)
    return Proposal(id, series.name, basis(series, every, wanted, today), mode, due, usual, found)


def _in_person(
    registry: Registry, series: Series, meetings: Sequence[Meeting], every: str | None, target: date
) -> InPerson | None:
    members = [member for member in registry.members.values() if member.is_current]
    return in_person(series, meetings, members, every or _YEAR, target, registry.policy.in_person_tolerance)


def _search(registry: Registry, id: str, mode: Mode, usual: Habits, wanted: Window, wish: Wish, today: date) -> Search:
    span = (wanted.first, wanted.last)
    around = setting(registry, id, usual.groups, usual.minutes, mode, span)
    has_zone = mode != "in-person" or wish.tz is not None
    return Search(around, usual, wanted, _days(registry, id, span, wish), _clocks(usual, wish), today, has_zone)


def _candidate(search: Search, slot: Slot, *, is_best: bool) -> Candidate:
    """A slot with its words; `is_best`: it is the best of its day, if there was a choice."""
    speaks_against = against(search, slot, is_best=is_best and len(search.clocks) > 1)
    return Candidate(slot.day, *slot.clock, search.habits.minutes, reasons(search, slot), speaks_against, slot.hours)


def _usual_mode(meetings: Sequence[Meeting]) -> Mode:
    """As the last ones to which people did not travel."""
    return next((meeting.mode for meeting in reversed(meetings) if meeting.mode != "in-person"), "online")


def _window(registry: Registry, meetings: Sequence[Meeting], every: str | None, today: date, wish: Wish) -> Window:
    """The days to choose from: the one that is named, else those around the day of the cadence."""
    before = [meeting for meeting in meetings if wish.day is None or meeting.date < wish.day]
    if wish.day is None:
        return window(before, every or _YEAR, registry.policy.every_tolerance, today)
    last = before[-1].date if before else None
    due = after(last, every) if last and every else None
    return Window(last, due, due or wish.day, wish.day, wish.day)


def _days(registry: Registry, id: str, span: tuple[date, date], wish: Wish) -> list[date]:
    """Days of a span on which the series has no meeting yet, not even a cancelled one."""
    taken = {meeting.date: meeting for meeting in registry.meetings(series=id)}
    if wish.day in taken:
        known = taken[wish.day]
        more = f"; it is cancelled: cmtool set {known.ref} status=planned" if known.status == "cancelled" else ""
        raise CmtoolError(f"'{id}' has a meeting on {wish.day} already, {known.ref}{more}")
    days = [days_after(span[0], n) for n in range((span[1] - span[0]).days + 1)]
    if not days:
        raise CmtoolError(f"'{id}' would meet after {LAST_DAY}, the last day that a registry may name")
    free = [day for day in days if day not in taken]
    if not free:
        raise CmtoolError(f"'{id}' has a meeting on every day from {span[0]} to {span[1]}: name a day with --date")
    return free


def _clocks(usual: Habits, wish: Wish) -> list[Clock]:
    """Hours to choose from: the one that is named, else those used lately, and every half hour."""
    tz = wish.tz or usual.usual.tz
    if wish.start:
        return [Clock(wish.start, tz)]
    return [*(clock for clock in usual.clocks if wish.tz in (None, clock.tz)), *half_hours(tz)]
