"""The charter of a group has ended and the group has been silent since: it may be over, and nobody says so.

The term is `policy.dissolve_after` days (180) after the charter's end, or after the last meeting, update or release of
the group if that was later. Closed groups are over already.

Bad:

    status: active
    charter:
      ends: 2026-01-31

Good:

    status: closed
    since: 2026-10-01
    charter:
      ends: 2026-01-31

How to fix: renew the charter, call for people who go on with the work, or close the group.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.metrics.silence import last_sign
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

CODE = "GRP209"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day on which each group without a valid charter will have been silent for too long."""
    term, start = registry.policy.dissolve_after, registry.evidence_since
    if term is None or start is None:
        return
    for group in registry.groups(status=("forming", "active", "maintenance", "dormant")):
        ends = group.charter.ends if group.charter else None
        if ends is None:
            continue
        last = max(ends, start, last_sign(registry, group, today) or start)
        message = (
            f"charter {'ended' if ends < today else 'ends'} on {ends}, and no meeting or contribution after {last}"
        )
        hint = f"renew the charter, call for people, or set 'status: closed' in {group.source.path}"
        due = Due(days_after(last, term), registry.in_charge(group, today), f"cmtool show {group.ref}")
        yield group.finding(CODE, ("charter", "ends"), message, hint=hint, due=due)
