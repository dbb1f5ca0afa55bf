"""Two meetings that overlap have the same facilitator, or take place in the same room.

The rule looks at the records of `meetings/` that are not cancelled, by their hours; a meeting of unknown length counts
with its beginning alone. A `place` counts for meetings in person and hybrid ones, whatever its capitals.

Bad:

    # both on 2026-11-26 from 14:00 to 16:00
    facilitator: thandiwe-nkosi
    place: Jacaranda Hall, Nairobi

Good:

    # the other one
    facilitator: joseph-mugisha
    place: Baobab Room, Nairobi

How to fix: move one of the two, or name somebody else, or another room.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from cmtool.finding import Finding
from cmtool.model.addresses import shown
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.occurrences import of_record

CODE = "MTG205"
SEVERITY = "warning"
CLOCK = False


class _Taken(NamedTuple):
    """From when to when a meeting takes a person or a room."""

    begins: datetime
    ends: datetime
    meeting: Meeting


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Each meeting that begins before another one of the same person or room is over."""
    people: defaultdict[str, list[_Taken]] = defaultdict(list)
    rooms: defaultdict[str, list[_Taken]] = defaultdict(list)
    for meeting in registry.all_meetings.values():
        taken = _taken(registry, meeting) if meeting.status != "cancelled" else None
        if taken and meeting.facilitator:
            people[meeting.facilitator].append(taken)
        if taken and meeting.place and meeting.mode != "online":
            rooms[" ".join(meeting.place.casefold().split())].append(taken)
    for id, meetings in people.items():
        yield from _clashes(meetings, "facilitator", f"'{id}' facilitates")
    for meetings in rooms.values():
        yield from _clashes(meetings, "place", f"place {shown(meetings[0].meeting.place or '')} holds")


def _taken(registry: Registry, meeting: Meeting) -> _Taken | None:
    found = of_record(registry, meeting)
    begins, ends = found.begins, found.ends
    return _Taken(begins.astimezone(UTC), (ends or begins).astimezone(UTC), meeting) if begins else None


def _clashes(meetings: list[_Taken], field: str, told: str) -> Iterator[Finding]:
    """By beginning: only the one that lasts longest so far can reach the next."""
    if len(meetings) < 2:
        return
    longest, *others = sorted(meetings, key=lambda taken: (taken.begins, taken.meeting.id))
    for taken in others:
        if taken.begins < longest.ends or taken.begins == longest.begins:
            message = f"{told} two meetings at the same time, also {longest.meeting.ref}"
            hint = "move one of them, or name another room" if field == "place" else "move one of them, or name another"
            yield taken.meeting.finding(CODE, field, message, hint=hint)
        if taken.ends > longest.ends:
            longest = taken
