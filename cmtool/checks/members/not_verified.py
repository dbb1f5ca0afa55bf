"""Nobody has confirmed this record for a long time: what it says may not be true any more.

`verified` is the day on which somebody last went through a member's or group's record. A record without it is not
asked for; once given, it is renewed every `policy.verify_every` days (365).

Bad:

    verified: 2024-05-01

Good:

    verified: 2026-09-15

How to fix: ask the person (or the leads), correct what changed, and set `verified` to the day.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

CODE = "MEM202"
SEVERITY: Final = "warning"
CLOCK = True

_HINT = "go through the record, then set 'verified' to that day"


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The next confirmation of every member and living group that was ever confirmed."""
    every = registry.policy.verify_every
    if every is None:
        return
    told: dict[date, tuple[str, date]] = {}
    for id, member in registry.members.items():
        day = member.verified
        if day is None or not member.is_current:
            continue
        message, renewal = told.get(day) or told.setdefault(day, (f"not verified since {day}", days_after(day, every)))
        due = Due(renewal, (id,), f"cmtool set {member.ref} verified=today")
        yield Finding(CODE, member.source, ("verified",), message, _HINT, member.ref, SEVERITY, due)
    for group in registry.all_groups.values():
        if group.verified and group.status != "closed":
            settles = f"cmtool set {group.ref} verified=today"
            due = Due(days_after(group.verified, every), registry.in_charge(group, today), settles)
            yield group.finding(CODE, "verified", f"not verified since {group.verified}", hint=_HINT, due=due)
