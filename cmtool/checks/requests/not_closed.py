"""A request is open for longer than `policy.close_within` days: somebody waits, or nobody wrote down how it ended.

A data-protection request has a term of its own, `policy.privacy_within`, and is an error when it has passed: people
have a right to an answer about their data.

Bad:

    # today is 2026-09-08
    kind: privacy
    received: 2026-08-02

Good:

    kind: privacy
    received: 2026-08-02
    outcome: answered
    closed: 2026-08-20

How to fix: settle it, then `cmtool request close ID --outcome OUTCOME`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.schedule import intake

CODE = "REQ204"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day by which each open request is closed."""
    for request in registry.requests.values():
        step = intake.closing(request, registry.policy)
        if step and step.by:
            about = "data-protection request received" if request.kind == "privacy" else "received"
            message = f"{about} on {request.received}, still open"
            due = Due(step.by, intake.responsible(registry, request, today), step.command)
            severity = "error" if request.kind == "privacy" else None
            hint = "settle it, and write down how it ended; an outcome may be no-reply, or not-now with its reason"
            yield request.finding(CODE, "received", message, hint=hint, due=due, severity=severity)
