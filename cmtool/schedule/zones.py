"""Time zones by the locked `tzdata` package, never by the machine's own files: two machines render the same hours."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache

zoneinfo.reset_tzpath(to=())


@cache
def zone(name: str | None) -> tzinfo:
    """The zone of an IANA name; UTC for a name that is none (REF102 tells)."""
    try:
        return zoneinfo.ZoneInfo(name) if name else UTC
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # also a folder of zones, and a name too long
        return UTC


def moment(day: date, clock: time, name: str | None) -> datetime:
    """The moment at which a wall clock in a zone shows this day and time.

    A time that the clocks skip in spring is read as before the change, one that comes twice in autumn as the first.
    What is returned shows the clock as people see it: of a skipped time the hour after the change.
    """
    return later(datetime.combine(day, clock, zone(name)), 0)


def later(at: datetime, minutes: int) -> datetime:
    """The moment some minutes after another, as the clocks of its zone show it: also over a change of the clocks."""
    return (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(at.tzinfo)


def offset(name: str, at: datetime) -> timedelta:
    """How far the clocks of a zone are ahead of UTC at a moment."""
    return at.astimezone(zone(name)).utcoffset() or timedelta(0)
