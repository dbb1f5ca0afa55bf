"""The frame of every calendar that cmtool writes, and its text: the same bytes for the same facts."""

from __future__ import annotations

from datetime import date, timedelta

from icalendar import Alarm, Calendar, Event, vText

from cmtool.formats.ics.words import one_line, words
from cmtool.schedule.stamp import Stamp

_DAY = timedelta(days=1)


def calendar_of(name: str, tz: str | None = None, *, url: str | None = None) -> Calendar:
    """An empty calendar that says its name, the zone it is at home in, and that a look a day is enough."""
    calendar = Calendar()
    calendar.add("prodid", "-//cmtool//Community calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", vText(one_line(name)))
    calendar.add("x-wr-calname", vText(one_line(name)))
    if tz:
        calendar.add("x-wr-timezone", vText(one_line(tz)))
    if url:
        calendar.add("url", url)
    calendar.add("refresh-interval", _DAY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    return calendar


def text(calendar: Calendar) -> str:
    """The calendar as text: lines end with CRLF and are folded at 75 octets, in an order that never changes."""
    told: bytes = calendar.to_ical()
    return told.decode("utf-8")


def reminder(uid: str, day: date, summary: str, stamp: Stamp, *, description: str = "", days_before: int = 1) -> Event:
    """A day in a calendar, with an alarm on the morning some days before."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp.modified)
    event.add("last-modified", stamp.modified)
    event.add("sequence", stamp.sequence)
    event.add("dtstart", day)
    event.add("dtend", day + _DAY)
    event.add("summary", one_line(summary))
    event.add("transp", "TRANSPARENT")
    if description:
        event.add("description", words(description))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(summary))
    alarm.add("trigger", timedelta(hours=9) - timedelta(days=days_before))
    event.add_component(alarm)
    return event
