"""A request came, and nobody looks after it yet. It is passed on within `policy.route_within` days.

Whoever reads the shared mailbox is asked, for they know of it.

Bad:

    # today is 2026-09-08
    kind: join
    received: 2026-09-02

Good:

    received: 2026-09-02
    owner: kofi-mensah
    routed: 2026-09-03

How to fix: `cmtool request route ID` proposes who acts as triage in the group that it is about, and writes it down.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.schedule import intake

CODE = "REQ201"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day by which each request is routed."""
    for request in registry.requests.values():
        step = intake.routing(request, registry.policy)
        if step and step.by:
            message = f"received on {request.received}, nobody looks after it yet"
            due = Due(step.by, intake.readers(registry, today), step.command)
            yield request.finding(
                CODE, "received", message, hint="cmtool proposes who looks after it, and says why", due=due
            )
