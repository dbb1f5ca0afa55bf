"""A request is closed, but what belongs to its outcome is missing.

Every outcome has its day in `closed`. `joined` names the `member`, `referred` says in `referred_to` where to, `not-now`
and `declined` have a `reason`. A request with a day in `closed` says how it ended.

Bad:

    outcome: not-now
    closed: 2026-10-11

Good:

    outcome: not-now
    reason: No time before spring
    closed: 2026-10-11

How to fix: write down what is missing; `cmtool request close ID --outcome OUTCOME` asks for all of it.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry
from cmtool.model.request import Request

CODE = "REQ101"
SEVERITY = "error"
CLOCK = False

_NEEDS = {"joined": "member", "referred": "referred_to", "not-now": "reason", "declined": "reason"}


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """What each closed request lacks."""
    for request in registry.requests.values():
        if request.outcome is not None:
            yield from _lacking(request, request.outcome)
        elif request.closed is not None:
            message = f"closed on {request.closed}, without an outcome"
            yield request.finding(CODE, "closed", message, hint="add 'outcome', or remove 'closed'")


def _lacking(request: Request, outcome: str) -> Iterator[Finding]:
    needed = [_NEEDS[outcome]] if outcome in _NEEDS else []
    for field in [*needed, "closed"]:
        if getattr(request, field) is None:
            message = f"outcome '{outcome}' needs '{field}'"
            yield request.finding(CODE, "outcome", message, hint=f"add '{field}'")
