"""Somebody was in the community before the request came by which they joined: the day or the member is wrong.

Bad:

    received: 2026-09-02
    outcome: joined
    member: rosa-quispe        # joined: 2026-08-18
    closed: 2026-09-26

Good:

    received: 2026-08-02
    outcome: joined
    member: rosa-quispe
    closed: 2026-09-26

How to fix: correct the day that is wrong, or name who joined. A member who asks for something made a `query`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "REQ102"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Members who came by a request, and joined before it."""
    for request in registry.requests.values():
        member = registry.members.get(request.member or "")
        if member and isinstance(member.joined, date) and member.joined < request.received:
            message = (
                f"'{member.id}' joined the community on {member.joined}, "
                f"before the request was received on {request.received}"
            )
            yield request.finding(CODE, "member", message, hint="correct the day that is wrong, or name who joined")
