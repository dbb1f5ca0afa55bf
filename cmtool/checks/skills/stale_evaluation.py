"""A self-evaluation is old, or a proposed skill waits for the person's word.

A confirmed level is renewed every `policy.skills_every` days (365); each member is reminded once, at the oldest one. A
skill that a lead has proposed is confirmed or dropped by the person within `policy.propose_within` days (30).

Bad:

    skills:
      - skill: openapi
        level: 4
        date: 2024-08-30
        state: confirmed
      - skill: facilitation
        level: 3
        date: 2026-03-01
        state: proposed

Good:

    skills:
      - skill: openapi
        level: 5
        date: 2026-10-02
        state: confirmed
      - skill: facilitation
        level: 2
        date: 2026-10-02
        state: confirmed

How to fix: ask the person to go through the list; set the new levels with the day, confirm proposals or remove them.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from cmtool.finding import Due, Finding
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

CODE = "SKL202"
SEVERITY: Final = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The next self-evaluation of each member who made one, and each proposal."""
    every, within = registry.policy.skills_every, registry.policy.propose_within
    told: dict[date, tuple[str, date]] = {}
    for id, member in registry.members.items():
        if not member.skills or not member.is_current:
            continue
        oldest, at = None, 0
        for index, held in enumerate(member.skills):
            if held.state == "proposed":
                if within is not None:
                    yield _proposal(member, index, days_after(held.date, within))
            elif oldest is None or held.date < oldest:
                oldest, at = held.date, index
        if every is None or oldest is None:
            continue
        if oldest not in told:
            told[oldest] = f"self-evaluation of {oldest} not renewed", days_after(oldest, every)
        message, renewal = told[oldest]
        hint = f"go through 'skills' in {member.source.path}: set the levels of today with the day"
        due = Due(renewal, (id,))
        yield Finding(CODE, member.source, ("skills", at, "date"), message, hint, member.ref, SEVERITY, due)


def _proposal(member: Member, index: int, day: date) -> Finding:
    held = member.skills[index]
    message = f"skill '{held.skill}' was proposed on {held.date}, not confirmed"
    hint = f"in {member.source.path}, set the level and 'state: confirmed', or remove the entry"
    due = Due(day, (member.id,), f"cmtool set {member.ref} 'skills[{held.skill}].state=confirmed'")
    return member.finding(CODE, ("skills", index, "state"), message, hint=hint, due=due)
