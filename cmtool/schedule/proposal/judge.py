"""How good a day and an hour are for a meeting: what it clashes with, and for whom it is night."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from cmtool.model.community import CautionWindow
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.schedule.cadence import met
from cmtool.schedule.hours import LocalHour, begins, local_hours
from cmtool.schedule.invited import invited
from cmtool.schedule.occurrences import Occurrence, occurrences
from cmtool.schedule.proposal.habits import Clock
from cmtool.schedule.term import days_after
from cmtool.schedule.zones import moment

_UNKNOWN_LENGTH = 60
"""Minutes of a meeting whose length nobody wrote down."""


class Setting(NamedTuple):
    """What every day and hour for a meeting is judged by."""

    registry: Registry
    series: str
    members: Sequence[Member]
    """Those who are asked to come."""
    groups: frozenset[str]
    """Groups that meet; none for the whole community."""
    minutes: int
    is_remote: bool
    """People sit at home: their own clocks count. Whoever has travelled has the clock of the place."""
    others: Sequence[Occurrence]
    """Meetings around that time, those of the series itself left out."""
    remote: Sequence[Meeting]
    """Those of the series to which people do not travel, by date; without an hour nobody knows whose night it is."""


class Slot(NamedTuple):
    """A day and an hour, with what is to be said of them."""

    day: date
    clock: Clock
    clashes: tuple[Occurrence, ...]
    same_day: tuple[Occurrence, ...]
    """Meetings of the whole community on that day."""
    caution: CautionWindow | None
    hours: Mapping[str, LocalHour]
    again: tuple[tuple[str, date], ...]
    """Regions that have night, and have it at the meeting of the series before or after as well: that one's day."""
    spared: tuple[tuple[str, date], ...]
    """Regions that have day here, and night at the one before or after."""

    @property
    def night(self) -> tuple[str, ...]:
        """Regions that have night."""
        return tuple(region for region, hour in self.hours.items() if hour.is_night)

    @property
    def people_at_night(self) -> int:
        """Members in those regions."""
        return sum(hour.members for hour in self.hours.values() if hour.is_night)


def setting(
    registry: Registry, series: str, groups: Iterable[str], minutes: int, mode: str, span: tuple[date, date]
) -> Setting:
    """What days of a span are judged by."""
    asked = frozenset(groups)
    first, last = days_after(span[0], -8), days_after(span[1], 8)  # no meeting is longer than a week
    others = [o for o in occurrences(registry, first, last) if o.takes_place and o.series != series]
    remote = [m for m in met(registry, series) if m.mode != "in-person" and begins(registry, m)]
    return Setting(
        registry, series, invited(registry, asked, span[0]), asked, minutes, mode != "in-person", others, remote
    )


def judged(setting: Setting, day: date, clocks: Iterable[Clock]) -> list[Slot]:
    """The hours of a day; those that clash are left out unless all of them do."""
    known = list(dict.fromkeys(clocks))
    clashes = {clock: _clashes(setting, day, clock) for clock in known}
    free = [clock for clock in known if not clashes[clock]] or known
    beside = same_day(setting, day)
    caution = caution_on(setting.registry, day)
    before = _nights_beside(setting, day) if setting.is_remote else {}
    found = []
    for clock in free:
        at = moment(day, clock.start, clock.tz)
        hours = local_hours(setting.members, at, day) if setting.is_remote else {}
        again = tuple((region, night) for region, night in before.items() if region in hours and hours[region].is_night)
        spared = tuple(
            (region, night) for region, night in before.items() if region in hours and not hours[region].is_night
        )
        found.append(Slot(day, clock, clashes[clock], beside, caution, hours, again, spared))
    return found


def same_day(setting: Setting, day: date) -> tuple[Occurrence, ...]:
    """Meetings on a day that belong to a series of the community, or name no group."""
    community = setting.registry.community
    series = community.series if community else {}
    return tuple(o for o in setting.others if o.day == day and (o.series in series or not o.groups))


def caution_on(registry: Registry, day: date) -> CautionWindow | None:
    """The time for caution in which a day lies, the first of several."""
    windows = registry.community.sensitivities if registry.community else []
    return next((window for window in windows if window.starts <= day <= window.ends), None)


def _clashes(setting: Setting, day: date, clock: Clock) -> tuple[Occurrence, ...]:
    """Meetings at the same time with people who should come."""
    start = moment(day, clock.start, clock.tz).astimezone(UTC)
    end = start + timedelta(minutes=setting.minutes)
    found = []
    for other in setting.others:
        theirs = _span(other)
        if theirs and theirs[0] < end and start < theirs[1] and _concerns(setting, other):
            found.append(other)
    return tuple(found)


def _span(occurrence: Occurrence) -> tuple[datetime, datetime] | None:
    """The moments at which a meeting begins and ends; None where no hour is known."""
    begin = occurrence.begins
    if begin is None:
        return None
    start = begin.astimezone(UTC)
    return start, start + timedelta(minutes=occurrence.timing.minutes or _UNKNOWN_LENGTH)


def _concerns(setting: Setting, other: Occurrence) -> bool:
    """The same groups meet, or one of the two is for everybody."""
    return not setting.groups or not other.groups or bool(setting.groups.intersection(other.groups))


def _nights_beside(setting: Setting, day: date) -> dict[str, date]:
    """Regions that had night at the meeting of the series before a day, or have it at the one after: its day."""
    before = [meeting for meeting in setting.remote if meeting.date < day][-1:]
    after = [meeting for meeting in setting.remote if meeting.date > day][:1]
    found: dict[str, date] = {}
    for meeting in [*before, *after]:
        at = begins(setting.registry, meeting)
        for region, hour in local_hours(setting.members, at, meeting.date).items() if at else ():
            if hour.is_night:
                found.setdefault(region, meeting.date)
    return found


def half_hours(tz: str) -> list[Clock]:
    """Every full and half hour of a day in a zone."""
    return [Clock(time(hour, minute), tz) for hour in range(24) for minute in (0, 30)]
