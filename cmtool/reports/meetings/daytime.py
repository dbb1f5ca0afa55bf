"""Whether it was day for those who came (N13)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC
from typing import NamedTuple

from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.hours import begins
from cmtool.schedule.zones import offset

FIRST_HOUR, LAST_HOUR = 8, 20
"""It is day from 8 o'clock until before 20 o'clock."""


class Daytime(NamedTuple):
    """For how many of those who came, and whose clock is known, a meeting began by day."""

    by_day: int
    known: int
    people: int
    """How many different people that are."""


def daytimes(registry: Registry, meetings: Iterable[Meeting]) -> dict[str, Daytime]:
    """N13: attendances at local 8-20 h, and all whose clock is known (counts), by region; no region is `unknown`.

    Each meeting that a person came to counts once.
    Meetings in person are left out: who travels is on the clock of the place.
    """
    known: Counter[str] = Counter()
    by_day: Counter[str] = Counter()
    people: defaultdict[str, set[str]] = defaultdict(set)
    for meeting in meetings:
        at = begins(registry, meeting) if meeting.mode != "in-person" else None
        for id in meeting.attendees if at else ():
            member = registry.members.get(id)
            if at and member and member.timezone:
                region = member.region or "unknown"
                local = at.astimezone(UTC).replace(tzinfo=None) + offset(member.timezone, at)
                known[region] += 1
                people[region].add(id)
                by_day[region] += FIRST_HOUR <= local.hour < LAST_HOUR
    return {region: Daytime(by_day[region], count, len(people[region])) for region, count in known.items()}


def daytime(registry: Registry, meeting: Meeting) -> Daytime | None:
    """The same for one meeting; None where no clock is known."""
    return together(daytimes(registry, [meeting]).values())


def together(found: Iterable[Daytime]) -> Daytime | None:
    """Several in one number."""
    counts = list(found)
    return Daytime(*(sum(numbers) for numbers in zip(*counts, strict=True))) if counts else None
