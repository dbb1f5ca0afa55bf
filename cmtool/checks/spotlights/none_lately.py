"""No spotlight was published for longer than the community wants: the world sees nothing of its people.

The term is `policy.spotlight_every` days (31), counted from the last one, published or planned; null switches the rule
off. It is silent until there is a first spotlight. The hint names who is next in the queue, if they agreed to be listed
and shown.

Bad:

    # today is 2026-11-20; the last post is of 2026-10-06, and nothing is planned
    status: published

Good:

    # spotlights/2026-11-06-kofi-mensah.yaml
    planned: 2026-11-06
    status: invited

How to fix: `cmtool spotlight next` says whose turn it is and why, and writes the record.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.schedule.showing_balance import day_of
from cmtool.schedule.showing_queue import last_day, planned, queue
from cmtool.schedule.term import days_after

CODE = "SPO201"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day by which the next spotlight is due."""
    every, last = registry.policy.spotlight_every, last_day(registry, today)
    if registry.community is None or every is None or last is None:
        return
    day = days_after(last, every)
    is_out = any(one.status == "published" and day_of(one) == last for one in registry.spotlights.values())
    gap = f"no spotlight since {last}" if is_out else f"no spotlight planned after {last}"
    message = gap if day <= today else f"next spotlight is due on {day}, {every} days after {last}"
    hint = f"next in the queue: {_next(registry, today)}" if day <= today else "the queue says whose turn it is"
    due = Due(day, registry.managers(today), "cmtool spotlight next")
    yield registry.community.finding(CODE, ("policy", "spotlight_every"), message, hint=hint, due=due)


def _next(registry: Registry, today: date) -> str:
    """The id of who agreed to be listed and shown; of others, or of an empty queue, no more than that."""
    waiting = queue(registry, planned(registry, today).day, today, 1)
    if not waiting:
        return "nobody who may be shown"
    (first,) = waiting
    return f"somebody who is to be asked for {' and '.join(first.asked)}" if first.asked else f"'{first.member.id}'"
