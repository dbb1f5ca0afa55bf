"""When a meeting is, on the clocks of those who come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from statistics import median_low
from typing import NamedTuple

from cmtool.model.group import MeetingSeries
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.schedule.rhythm import turn_on
from cmtool.schedule.zones import moment, offset


class Timing(NamedTuple):
    """Wall clock, zone, length, address and place: the meeting's own, else its series', else the community's zone."""

    start: time | None
    tz: str
    minutes: int | None
    url: str | None
    place: str | None


class LocalHour(NamedTuple):
    """The wall clock of a region at a moment, and how many days its calendar is ahead of the meeting's."""

    clock: time
    days: int
    members: int

    @property
    def is_night(self) -> bool:
        """From 22 to 6."""
        return self.clock.hour >= 22 or self.clock.hour < 6


def series_of(registry: Registry, meeting: Meeting) -> MeetingSeries | None:
    """The group's series that a meeting belongs to, if it belongs to one."""
    group_id, _, series_id = meeting.series.partition("/")
    group = registry.all_groups.get(group_id)
    return next((s for s in group.meets if s.id == series_id), None) if group else None


def timing(registry: Registry, meeting: Meeting) -> Timing:
    """When and where a meeting is, with what its series says where it does not."""
    series = series_of(registry, meeting)
    if series is None:
        tz = meeting.tz or home_zone(registry)
        return Timing(meeting.start, tz, meeting.minutes, meeting.url, meeting.place)
    usual = timing_of_turn(registry, series, turn_on(series, meeting.date) or 0)
    return Timing(
        meeting.start or usual.start,
        meeting.tz or usual.tz,
        meeting.minutes if meeting.minutes is not None else usual.minutes,
        meeting.url or usual.url,
        meeting.place or usual.place,
    )


def timing_of_turn(registry: Registry, series: MeetingSeries, turn: int) -> Timing:
    """When and where a series meets at one of its dates: at its own hour, then at each of `alternate` by turns."""
    clocks = [(series.time, series.tz), *((other.time, other.tz or series.tz) for other in series.alternate)]
    start, tz = clocks[turn % len(clocks)]
    return Timing(start, tz or home_zone(registry), series.minutes, series.url, series.place)


def home_zone(registry: Registry) -> str:
    """The community's zone."""
    return registry.community.timezone if registry.community else "UTC"


def begins(registry: Registry, meeting: Meeting) -> datetime | None:
    """The moment at which a meeting begins; None where no hour is known."""
    found = timing(registry, meeting)
    return moment(meeting.date, found.start, found.tz) if found.start else None


def local_hours(members: Iterable[Member], at: datetime, day: date) -> dict[str, LocalHour]:
    """The local hour of each region: the median over members with a `timezone`. `day` is the meeting's own date.

    Of an even number the lower of the two in the middle, so that it is an hour that somebody's clock shows.
    """
    zones: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for member in members:
        if member.timezone and member.region and member.region != "unknown" and member.is_current:
            zones[member.region][member.timezone] += 1
    found = {}
    for region, names in sorted(zones.items()):
        offsets = [ahead for name, count in names.items() for ahead in [offset(name, at)] * count]
        local = at.astimezone(UTC).replace(tzinfo=None) + median_low(offsets)
        found[region] = LocalHour(local.time(), (local.date() - day).days, len(offsets))
    return found
