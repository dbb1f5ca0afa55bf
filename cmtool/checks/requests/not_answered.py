"""A request got no personal answer. Its owner writes one within `policy.first_response_within` days.

A pro-forma reply does not count: people wait for somebody who has read what they wrote.

Bad:

    # today is 2026-09-10
    received: 2026-09-02
    acknowledged: 2026-09-02
    owner: kofi-mensah

Good:

    received: 2026-09-02
    owner: kofi-mensah
    first_response: 2026-09-05

How to fix: answer (`cmtool draft reply ID` writes a beginning), then `cmtool request respond ID`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.schedule import intake

CODE = "REQ202"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day by which each request gets its first personal answer."""
    for request in registry.requests.values():
        step = intake.answering(request, registry.policy)
        if step and step.by:
            message = f"received on {request.received}, no personal answer yet"
            due = Due(step.by, intake.responsible(registry, request, today), step.command)
            yield request.finding(
                CODE, "received", message, hint=f"cmtool draft reply {request.id} writes a beginning", due=due
            )
