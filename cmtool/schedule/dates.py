"""Days of a calendar that are no meetings: until when a need waits for answers, when a challenge begins and ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, Literal, NamedTuple

from cmtool.model.audience import FORMER
from cmtool.model.need import Need
from cmtool.model.outside import for_reader
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight

What = Literal["answers", "begins", "ends", "spotlight"]


WORDS: Final[Mapping[What, str]] = {
    "answers": "Last day to answer",
    "begins": "Begins",
    "ends": "Last day",
    "spotlight": "Spotlight",
}
"""What falls due, for people."""


class Dated(NamedTuple):
    """A day on which something of a record falls due, and the group that it is about."""

    day: date
    what: What
    title: str
    group: str | None
    record: Record


def dates(
    registry: Registry, first: date, last: date, *, today: date, group: str | None = None, private: bool
) -> list[Dated]:
    """The days of open needs, by day; spotlights that are planned as well where nobody outside reads it.

    Who will be shown is known to nobody before it is published, so no public calendar holds it. A title is told as its
    reader may know it: no addresses, and for the public nobody who may not be named.
    """
    found = [one for need in registry.needs.values() if need.is_open for one in _of_need(need)]
    if private:
        found += [_of_spotlight(registry, one) for one in registry.spotlights.values() if one.is_under_way]
    asked = (one for one in found if first <= one.day <= last and group in (None, one.group))
    told = [one._replace(title=for_reader(registry, today, one.title, private=private)) for one in asked]
    return sorted(told, key=lambda one: (one.day, one.record.ref, one.what))


def _of_need(need: Need) -> Iterator[Dated]:
    """The days of a need; a challenge that ends with the last day to answer has one for both."""
    days: dict[date, What] = {}
    for day, what in ((need.closes, "answers"), (need.starts, "begins"), (need.ends, "ends")):
        if day is not None:
            days[day] = what  # type: ignore[assignment]  # mypy widens the words of the tuples
    yield from (Dated(day, what, need.title, need.group, need) for day, what in days.items())


def _of_spotlight(registry: Registry, spotlight: Spotlight) -> Dated:
    member = registry.members.get(spotlight.member or "")
    shown = (member and member.name) or (registry.group_name(spotlight.group) if spotlight.group else FORMER)
    return Dated(spotlight.planned, "spotlight", shown, spotlight.group, spotlight)
