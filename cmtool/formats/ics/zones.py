"""A time zone as VTIMEZONE: yearly rules where the zone has such as every calendar reads, else the dates of changes.

Desktop Outlook shifts meetings in zones that are lists of dates, so a list is only for what no rule tells: Ramadan in
Morocco, Cairo's Thursday at 24:00, the years before a rule. What the zone does is asked of `zoneinfo`; a rule of its
file stands for the changes that it explains, and for no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final, NamedTuple

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from cmtool.formats.ics.footers import Rule, rules
from cmtool.schedule.zones import zone

UTC_ID: Final = "Etc/UTC"
_UTC: Final = ("UTC", "UCT", "Universal", "Zulu")
_FARTHEST: Final = 2100
"""No change after this year is listed; `tzdata` itself lists none after 2087."""
_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)


class Change(NamedTuple):
    """The clocks of a zone change: what they show then, and how far ahead of UTC they are before and after."""

    clock: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool


def tzid(name: str) -> str:
    """The name by which a zone is written; UTC has one, which also stands for a zone that is none.

    UTC is written as a zone too, not as `Z`: so a series in UTC and the meetings that differ in it are told alike.
    """
    return UTC_ID if zone(name) is UTC or name.removeprefix("Etc/") in _UTC else name


def vtimezone(name: str, first: date, last: date) -> Timezone:
    """The zone for events from one day to another; its rules, where it has some, hold for ever.

    What the clocks did before that is left out: Outlook wants no more than one standard and one daylight part.
    """
    years = range(first.year - 1, max(first.year, min(last.year, _FARTHEST)) + 1)
    changes = _changes(name, years)
    lawful = _lawful(changes, rules(name), years)
    found = Timezone()
    found.add("tzid", name)
    found.add("x-lic-location", name)
    at = datetime.combine(first, time()) - 2 * _DAY
    known = [position for position, change in enumerate(changes) if change.clock <= at]
    if not known:
        found.add_component(_observance([_beginning(zone(name), datetime(years[0], 1, 1, tzinfo=UTC))]))
    for same in _alike(changes[known[-1] if known else 0 : len(changes) - len(lawful)]):
        found.add_component(_observance(same))
    for change in lawful[:2]:
        rule = next(rule for rule in rules(name) if rule.clock(change.clock.year) == change.clock)
        found.add_component(_observance([change], rule))
    return found


@lru_cache(maxsize=256)
def _changes(name: str, years: range) -> list[Change]:
    """The changes of some years, in order: looked for day by day, then to the second."""
    mine, found = zone(name), []
    day, end = datetime(years[0], 1, 1, tzinfo=UTC), datetime(years[-1] + 1, 1, 1, tzinfo=UTC)
    offset = day.astimezone(mine).utcoffset()
    while day < end:
        following = day + _DAY
        if (later := following.astimezone(mine).utcoffset()) != offset:
            found.append(_change(mine, day, following))
        day, offset = following, later
    return found


def _change(mine: tzinfo, early: datetime, late: datetime) -> Change:
    """The one change between two moments."""
    old = early.astimezone(mine)
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(mine).utcoffset() == old.utcoffset():
            early = middle
        else:
            late = middle
    new = late.astimezone(mine)
    before, after = old.utcoffset() or timedelta(0), new.utcoffset() or timedelta(0)
    is_seasonal = bool(old.dst() or new.dst())
    clock = late.replace(tzinfo=None) + before
    return Change(clock, before, after, new.tzname() or "", is_seasonal and after > before)


def _lawful(changes: list[Change], known: tuple[Rule, ...], years: range) -> list[Change]:
    """The last changes, as many as the rules of the zone tell; none where a rule is not for calendars."""
    if not all(rule.recurrence() for rule in known):
        return []
    told = sorted(rule.clock(year) for year in years for rule in known)
    count = 0
    for change, clock in zip(reversed(changes), reversed(told), strict=False):
        if change.clock != clock:
            break
        count += 1
    return changes[-count:] if count > 1 else []


def _beginning(mine: tzinfo, at: datetime) -> Change:
    """What the clocks showed before all else."""
    local = at.astimezone(mine)
    offset = local.utcoffset() or timedelta(0)
    return Change(local.replace(tzinfo=None), offset, offset, local.tzname() or "", False)


def _alike(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes of the same kind together, each kind where it comes first."""
    kinds: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        kinds.setdefault(change[1:], []).append(change)
    return iter(kinds.values())


def _observance(changes: list[Change], rule: Rule | None = None) -> TimezoneStandard | TimezoneDaylight:
    """A part of a zone. Without a rule its first day stands among its dates too: some readers look only there."""
    first = changes[0]
    found = TimezoneDaylight() if first.is_daylight else TimezoneStandard()
    found.add("dtstart", first.clock)
    found.add("tzoffsetfrom", first.before)
    found.add("tzoffsetto", first.after)
    found.add("tzname", first.name)
    if rule is not None:
        found.add("rrule", rule.recurrence())
    else:
        found.add("rdate", [change.clock for change in changes])
    return found
