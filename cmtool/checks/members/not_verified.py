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
from datetime import date, timedelta

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry

CODE = "MEM202"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The next confirmation of every member and living group that was ever confirmed."""
    every = registry.policy.verify_every
    if every is None:
        return
    term = timedelta(days=every)
    for member in registry.members.values():
        if member.verified and member.is_current:
            due = Due(member.verified + term, (member.id,))
            yield member.finding(CODE, "verified", f"not verified since {member.verified}", due=due)
    for group in registry.all_groups.values():
        if group.verified and group.status != "closed":
            who = tuple(m.member for m in registry.acting(group, "lead", today))
            yield group.finding(CODE, "verified", f"not verified since {group.verified}", due=Due(group.verified + term, who))
