"""When a series of a group meets next: its rhythm decides, and what speaks against a date is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cmtool.errors import CmtoolError
from cmtool.model.group import AWAKE, Group, MeetingSeries
from cmtool.model.registry import Registry
from cmtool.schedule.cadence import met
from cmtool.schedule.hours import timing_of_turn
from cmtool.schedule.occurrences import Occurrence, of_series, series_title
from cmtool.schedule.proposal.candidate import Candidate, Proposal, Wish
from cmtool.schedule.proposal.habits import Clock, habits
from cmtool.schedule.proposal.judge import Slot, judged, setting
from cmtool.schedule.proposal.words import around, nights, peaceful, rhythm_words
from cmtool.schedule.rhythm import rhythm
from cmtool.schedule.term import days_after

_FAR = 3 * 366
"""Days in which a series that goes on meets again, even a yearly one that leaves one out."""


def of_group(registry: Registry, group: Group, series: MeetingSeries, today: date, wish: Wish, count: int) -> Proposal:
    """The next dates of a series that have no record yet, the first one first; or the day that is named."""
    ref = f"{group.id}/{series.id}"
    dates = _named(registry, group, series, wish.day) if wish.day else _coming(registry, group, series, today)[:count]
    meetings = met(registry, ref)
    mode = wish.mode or (meetings[-1].mode if meetings else "online")
    found = tuple(_candidate(registry, series, one, mode, wish) for one in dates)
    begins = f" since {series.starts}" if series.starts else ""
    basis = f"{rhythm_words(series.every)}{f', {series.month_rule}' if series.month_rule else ''}{begins}"
    return Proposal(ref, series_title(group, series), basis, mode, None, habits(registry, ref, meetings, mode), found)


def _coming(registry: Registry, group: Group, series: MeetingSeries, today: date) -> list[Occurrence]:
    """The dates from today on that nobody has written down, left out or cancelled."""
    ref = f"{group.id}/{series.id}"
    if group.status not in AWAKE:
        raise CmtoolError(f"'{group.id}' is {group.status}: it meets no more; if it does: name the day with --date")
    if series.starts is None:
        anchor = f"cmtool set groups/{group.id} 'meets[{series.id}].starts={today}'"
        raise CmtoolError(
            f"'{ref}' has no date to count from: give it the date of one of its meetings, as {anchor}; "
            "or name the day of this one with --date"
        )
    found = of_series(registry, group, series, today, days_after(today, _FAR))
    coming = sorted((one for one in found if one.status == "computed"), key=lambda one: one.day)
    if not coming:
        why = f"it ended on {series.ends}" if series.ends and series.ends < today else "all its dates are written down"
        raise CmtoolError(f"'{ref}' has no date ahead: {why}; name the day with --date")
    return coming


def _named(registry: Registry, group: Group, series: MeetingSeries, day: date) -> list[Occurrence]:
    """The meeting of the series on a day, or one of its own where it has none."""
    ref = f"{group.id}/{series.id}"
    known = next((meeting for meeting in registry.meetings(series=ref) if meeting.date == day), None)
    if known is not None:
        raise CmtoolError(f"'{ref}' has a meeting on {day} already: {known.ref}")
    found = [one for one in of_series(registry, group, series, day, day) if one.status == "computed"]
    timing = timing_of_turn(registry, series, 0)
    return found or [Occurrence(ref, "", day, timing, "computed", (group.id,))]


def _candidate(registry: Registry, series: MeetingSeries, one: Occurrence, mode: str, wish: Wish) -> Candidate:
    timing = one.timing
    usual = Clock(timing.start or series.time, timing.tz)
    clock = Clock(wish.start or usual.start, wish.tz or usual.tz)
    minutes = timing.minutes or series.minutes
    (slot,) = judged(setting(registry, one.series, one.groups, minutes, mode, (one.day, one.day)), one.day, [clock])
    return Candidate(
        one.day,
        *clock,
        minutes,
        tuple(_reasons(one, slot, is_usual=clock == usual)),
        (*_against(series, one), *around(slot), *nights(slot, is_best=False)),
        slot.hours,
        is_usual=clock == usual,
    )


def _reasons(one: Occurrence, slot: Slot, *, is_usual: bool) -> Iterator[str]:
    if one.usual == one.day:
        yield "a date of the series"
    elif one.usual:
        yield f"moved from {one.usual}: {one.why}"
    if is_usual:
        yield "its usual hour"
    yield from peaceful(slot)


def _against(series: MeetingSeries, one: Occurrence) -> Iterator[str]:
    if one.usual is not None:
        return
    exception = next((e for e in series.except_ if e.date == one.day), None)
    found = rhythm(series)
    if exception is not None:
        moved = f"moves this date to {exception.moved_to}" if exception.moved_to else "leaves this date out"
        yield f"the series {moved}: {exception.why}"
    elif found is not None:
        usual = found.nearest(one.day)
        yield f"no date of the series, the nearest is {usual}: an exception (`except`) would move that one"
