"""The meetings and the days of a registry as a calendar that people subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from icalendar import Calendar, Event, Timezone

from cmtool.formats.ics.base import calendar_of, text
from cmtool.formats.ics.event import address, day_of, event_of
from cmtool.formats.ics.facts import Facts
from cmtool.formats.ics.series import differing, series_events
from cmtool.formats.ics.zones import UTC_ID, tzid, vtimezone
from cmtool.model.evidence import groups_that_met
from cmtool.model.registry import Registry
from cmtool.schedule.dates import dates
from cmtool.schedule.occurrences import of_record
from cmtool.schedule.stamp import Stamp

_YEARS: Final = 10
"""How far ahead the changes of a zone without plain rules are listed."""


def feed(
    registry: Registry,
    stamps: Mapping[str, Stamp],
    today: date,
    *,
    group: str | None = None,
    first: date | None = None,
) -> str:
    """All meetings on record and all series, or those of a group; `first` leaves out what was over before.

    `stamps` are by `groups/<id>#<series>`, `meetings/<id>` and `needs/<id>`; what has none changed today.
    """
    facts = Facts(registry, stamps, today)
    found = [*_events(facts, group, first or date.min)]
    zones = [*_zones(found, date(today.year + _YEARS, 12, 31))]
    if not found:  # a calendar holds at least one part (RFC 5545 3.6)
        home = registry.community.timezone if registry.community else UTC_ID
        zones = [vtimezone(tzid(home), today, today)]
    calendar = _frame(registry, group, {str(zone["tzid"]) for zone in zones})
    for part in (*zones, *found):
        calendar.add_component(part)
    return text(calendar)


def _frame(registry: Registry, group: str | None, zones: set[str]) -> Calendar:
    """The calendar without its meetings.

    It says no other zone than UTC as its own where something is in UTC: readers that heed it would let a series in UTC
    follow the clocks of that zone.
    """
    community, mine = registry.community, registry.all_groups.get(group) if group else None
    names = [found.name for found in (community, mine) if found]
    home = tzid(community.timezone) if community else UTC_ID
    said = home if home == UTC_ID or UTC_ID not in zones else None
    return calendar_of(": ".join(names) or "Meetings", said, url=address(mine.url) if mine else None)


def _events(facts: Facts, group: str | None, first: date) -> Iterator[Event]:
    """Series by group, then the meetings that are none of their dates, then days that are no meetings, by day."""
    registry = facts.registry
    joined: set[str] = set()
    for one in registry.all_groups.values():
        for series in one.meets if group in (None, one.id) else ():
            special = differing(facts, one, series)
            joined |= {o.meeting.id for o in special if o.meeting}
            yield from series_events(facts, one, series, special, first)
    for meeting in registry.meetings():
        is_asked = group is None or group in groups_that_met(meeting)
        if is_asked and meeting.id not in joined and meeting.date >= first:
            uid, stamp = facts.meeting_uid(meeting), facts.of_record(meeting)
            yield event_of(registry, of_record(registry, meeting), uid, stamp)
    for day in dates(registry, first, date.max, today=facts.today, group=group, private=False):
        yield day_of(registry, day, facts.day_uid(day), facts.of_record(day.record))


def _zones(events: Iterable[Event], last: date) -> Iterator[Timezone]:
    """The zones of some events, each from the first day on which it is used."""
    days: dict[str, date] = {}
    for event in events:
        for at in (event.get("dtstart"), event.get("recurrence-id")):
            if zone := at.params.get("TZID") if at else None:
                days[zone] = min(days.get(zone, date.max), at.dt.date())
                last = max(last, at.dt.date())
    yield from (vtimezone(zone, first, last) for zone, first in sorted(days.items()))
