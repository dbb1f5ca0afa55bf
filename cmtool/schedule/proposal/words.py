"""What speaks for a day and an hour, and what against them, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cmtool.model.community import Series
from cmtool.model.wording import in_words
from cmtool.schedule.days import WEEKDAYS
from cmtool.schedule.proposal.habits import NOTICE, Window
from cmtool.schedule.proposal.judge import Slot, caution_on
from cmtool.schedule.proposal.search import Search

_FEW = 3
"""Clashes that are told one by one."""
_NEAR = 7
"""Days from the day of the cadence that nobody minds."""


def basis(series: Series, every: str | None, window: Window, today: date) -> str:
    """The rhythm, the meeting before, and when the next one should be."""
    if every is None:
        return "no rhythm is set"
    rhythm = rhythm_words(every) + ("" if series.every else " so far")
    if window.before is None or window.due is None:
        return f"{rhythm}; there was none yet"
    last = "was on" if window.before < today else "is on"
    due = "was due" if window.due < today else "is due"
    return f"{rhythm}; the last one {last} {window.before}, so the next {due} {window.due}"


def rhythm_words(every: str) -> str:
    """`every 92 days`, or `monthly`."""
    if every == "1d":
        return "every day"
    return f"every {every.removesuffix('d')} days" if every.endswith("d") else every


def reasons(search: Search, slot: Slot) -> tuple[str, ...]:
    """What speaks for it."""
    return tuple(_reasons(search, slot))


def _reasons(search: Search, slot: Slot) -> Iterator[str]:
    if search.window.due and abs(_late(search, slot.day)) <= _NEAR:
        yield _from_due(search, slot.day)
    if slot.day.weekday() == search.habits.weekday:
        yield f"a {WEEKDAYS[slot.day.weekday()]}, as usual"
    yield from peaceful(slot)
    if slot.clock in search.habits.clocks:
        yield "an hour used lately"


def peaceful(slot: Slot) -> Iterator[str]:
    """No night, and no clash."""
    if slot.hours and not slot.night:
        yield "night nowhere, by the middle clock of each region"
    for region, day in slot.spared:
        yield f"day for {in_words(region)}, which has night at the meeting of {day}"
    if not slot.clashes:
        yield "clashes with no other meeting"


def against(search: Search, slot: Slot, *, is_best: bool) -> tuple[str, ...]:
    """What speaks against it."""
    return (*around(slot), *_stuck(search, slot), *nights(slot, is_best=is_best), *_unusual(search, slot))


def around(slot: Slot) -> Iterator[str]:
    """Other meetings, and times for caution."""
    for other in slot.clashes[:_FEW]:
        yield f"clashes with {other.title}, {other.timing.start:%H:%M} {other.timing.tz}"
    if len(slot.clashes) > _FEW:
        yield f"clashes with {len(slot.clashes) - _FEW} more"
    for other in slot.same_day:
        if other not in slot.clashes:
            yield f"the same day as {other.title}"
    if slot.caution:
        yield f"in a time for caution, {slot.caution.starts} to {slot.caution.ends}: {slot.caution.note}"


def _stuck(search: Search, slot: Slot) -> Iterator[str]:
    """No other day would help."""
    days = search.days
    if slot.caution and len(days) > 1 and all(caution_on(search.setting.registry, day) for day in days):
        yield f"every day from {days[0]} to {days[-1]} is in such a time"


def nights(slot: Slot, *, is_best: bool) -> Iterator[str]:
    """For whom it is night, and who had it already; `is_best`: no hour of the day is better that clashes with nothing.

    Of several hours the one with the fewest second nights, then with the fewest nights, was taken.
    """
    again = dict(slot.again)
    for region, day in again.items():
        yield f"night again for {_at(slot, region)}, as on {day}"
    first = [_at(slot, region) for region in slot.night if region not in again]
    if first:
        yield f"night for {', '.join(first)}"
    if is_best and slot.night:
        second = "a second night in a row" if again else "a night"
        free = "" if slot.clashes else " free"
        yield f"no{free} hour of that day spares every region {second}"


def _at(slot: Slot, region: str) -> str:
    hour = slot.hours[region]
    return f"{in_words(region)} ({hour.clock:%H:%M}, {hour.members} member{'s' if hour.members > 1 else ''})"


def _unusual(search: Search, slot: Slot) -> Iterator[str]:
    """Another day than people expect."""
    usual = search.habits.weekday
    if usual is not None and slot.day.weekday() != usual:
        yield f"a {WEEKDAYS[slot.day.weekday()]}, usually it is a {WEEKDAYS[usual]}"
    elif usual is None and slot.day.weekday() > 4:
        yield f"a {WEEKDAYS[slot.day.weekday()]}"
    if search.window.due and abs(_late(search, slot.day)) > _NEAR:
        yield _from_due(search, slot.day)
    ahead = (slot.day - search.today).days
    if ahead < NOTICE:
        yield "today" if ahead == 0 else f"only {ahead} day{'s' if ahead > 1 else ''} from today"
    if not search.has_zone:
        yield "the hour is by the clock of its place, which --tz names"
    if search.setting.is_remote and not slot.hours:
        yield "nobody who is asked has a region and a timezone: nights are not known"


def _late(search: Search, day: date) -> int:
    """Days after the one by the cadence."""
    return (day - (search.window.due or day)).days


def _from_due(search: Search, day: date) -> str:
    late = _late(search, day)
    if late == 0:
        return "the day on which it is due"
    return f"{abs(late)} day{'s' if abs(late) > 1 else ''} {'after' if late > 0 else 'before'} it is due"
