"""Somebody takes part in a meeting who was not a member on that day: joined later, or had left.

The rule compares the day of the meeting with `joined` and `left` of those who attend, facilitate, take notes or give
an item, once for each person. Unknown days, and people who were removed, are left alone.

Bad:

    # members/rosa-quispe.yaml
    joined: 2026-09-24

    # meetings/2026-09-10-communitymeet.yaml
    date: 2026-09-10
    attended:
      - rosa-quispe

Good:

    # meetings/2026-09-10-communitymeet.yaml
    date: 2026-09-10
    attended:
      - jonas-berg
    guests: 1

How to fix: correct the person or the day; count people who are not members as `guests`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.source import Field

CODE = "MTG110"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """People in a meeting before they joined or after they left."""
    for meeting in registry.all_meetings.values():
        told: set[str] = set()
        if meeting.status == "cancelled":
            continue
        for what, id, field in _people(meeting):
            member = registry.members.get(id)
            why = _absence(member, meeting.date) if member else None
            if why and id not in told:
                told.add(id)
                message = f"{what} '{id}', who was not a member on that day: {why}"
                yield meeting.finding(CODE, field, message, hint="correct the person or a day, or count a guest")


def _people(meeting: Meeting) -> Iterator[tuple[str, str, Field]]:
    for index, id in enumerate(meeting.attended if isinstance(meeting.attended, list) else ()):
        yield "attended by", id, ("attended", index)
    if meeting.facilitator:
        yield "facilitated by", meeting.facilitator, ("facilitator",)
    if meeting.notes_by:
        yield "notes by", meeting.notes_by, ("notes_by",)
    for index, item in enumerate(meeting.agenda):
        if item.by:
            yield "agenda item by", item.by, ("agenda", index, "by")


def _absence(member: Member, day: date) -> str | None:
    if member.status == "removed":
        return None
    if isinstance(member.joined, date) and day < member.joined:
        return f"joined {member.joined}"
    if isinstance(member.left, date) and member.left < day:
        return f"left {member.left}"
    return None
