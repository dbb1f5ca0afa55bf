"""A request came, and nothing tells the person that it has arrived: within `policy.acknowledge_within` days.

A pro-forma reply is enough. A request that is routed, answered or closed needs none any more.

Bad:

    # today is 2026-09-04
    kind: join
    received: 2026-09-02

Good:

    received: 2026-09-02
    acknowledged: 2026-09-02

How to fix: say that it has arrived, and when somebody will answer; then `cmtool request respond ID --pro-forma`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.schedule import intake

CODE = "REQ206"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day by which each request is acknowledged."""
    for request in registry.requests.values():
        step = intake.acknowledging(request, registry.policy)
        if step and step.by:
            message = f"received on {request.received}, no word yet that it has arrived"
            due = Due(step.by, intake.readers(registry, today), step.command)
            yield request.finding(
                CODE, "received", message, hint="say that it has arrived, and when somebody will answer", due=due
            )
