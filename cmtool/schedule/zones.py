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
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return UTC


def moment(day: date, clock: time, name: str | None) -> datetime:
    """The moment at which a wall clock in a zone shows this day and time.

    A time that the clocks skip in spring is read as before the change, one that comes twice in autumn as the first.
    """
    return datetime.combine(day, clock, zone(name))


def offset(name: str, at: datetime) -> timedelta:
    """How far the clocks of a zone are ahead of UTC at a moment."""
    return at.astimezone(zone(name)).utcoffset() or timedelta(0)
