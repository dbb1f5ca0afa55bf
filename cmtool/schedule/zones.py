"""Time zones by the locked `tzdata` package, never by the machine's own files: two machines render the same hours."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, tzinfo
from functools import cache

zoneinfo.reset_tzpath(to=())


@cache
def zone(name: str | None) -> tzinfo:
    """The zone of an IANA name; UTC for a name that is none (REF102 tells)."""
    try:
        return zoneinfo.ZoneInfo(name) if name else UTC
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return UTC
