"""N13: from which roles and regions people come to some meetings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from cmtool.metrics.membership import members
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.model.registry import Registry


class Came(NamedTuple):
    """Of the people who share something, how many came at least once."""

    id: str
    came: int
    of: int


def came(meetings: Iterable[Meeting]) -> set[str]:
    """Who came to any of some meetings, where names are kept."""
    return {id for meeting in meetings for id in meeting.attendees}


def by_role(registry: Registry, day: date, meetings: Collection[Meeting]) -> list[Came]:
    """N13: of the members who hold a role on a day, in a group or in the community, how many came to a meeting.

    Who holds several roles counts in each (people). Source: domain.md D; CHAOSS meeting attendee count.
    """
    current = members(registry, day)
    here = {member.id for member in current}
    held = [(entry.role, id) for id in here for _, _, entry in registry.places.get(id, ()) if entry.is_open(day)]
    held += [(held.role, member.id) for member in current for held in member.roles if held.is_open(day)]
    return _counted(held, came(meetings))


def by_region(registry: Registry, day: date, meetings: Collection[Meeting]) -> list[Came]:
    """The same by region; `unknown` where none is known."""
    return _counted([(_region(member), member.id) for member in members(registry, day)], came(meetings))


def _region(member: Member) -> str:
    return member.region or "unknown"


def _counted(pairs: Iterable[tuple[str, str]], who: set[str]) -> list[Came]:
    """Each person once in each row; most came first, then most people."""
    rows: dict[str, set[str]] = {}
    for id, person in pairs:
        rows.setdefault(id, set()).add(person)
    found = [Came(id, len(people & who), len(people)) for id, people in rows.items()]
    return sorted(found, key=lambda row: (-row.came, -row.of, row.id))


def folded(rows: Iterable[Came], least: int) -> tuple[list[Came], Came | None]:
    """Rows in which at least `least` people came, and all others together, so that no row tells of one person.

    Where the others together are still fewer, or only one row, the next smallest goes with them: a total that is shown
    elsewhere would give it away.
    """
    found = sorted(rows, key=lambda row: (-row.came, -row.of, row.id))
    shown = [row for row in found if row.came >= least]
    small = [row for row in found if row.came < least]
    while small and shown and (len(small) == 1 or sum(row.came for row in small) < least):
        small.append(shown.pop())
    if not small:
        return shown, None
    return shown, Came("", sum(row.came for row in small), sum(row.of for row in small))
