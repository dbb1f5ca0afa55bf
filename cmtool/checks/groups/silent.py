"""A working group is marked active, but has neither met nor contributed for a long time.

Newcomers would wait for an answer from nobody. What counts: a meeting of the group that was held, an update it gave in
another meeting, a release. The term is `policy.group_silent` days (180), from the last of these or from the group's
`since`. Nothing is said before the registry holds evidence older than `policy.inactive_after`.

Bad:

    # no meeting since 2026-02-10
    status: active

Good:

    status: dormant
    since: 2026-11-01

How to fix: ask the leads. Record the meetings that were held, or set the status to maintenance, dormant or closed.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.metrics.silence import silence
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

CODE = "GRP201"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day on which each active working group will have been silent for too long."""
    for group in registry.groups(kind="working-group", status="active"):
        found = silence(registry, group, today)
        if found is None:
            continue
        message = f"marked active, but no meeting or contribution since {found.since}: is it still working?"
        hint = f"record what was done, or set 'status' in {group.source.path} to maintenance, dormant or closed"
        day = days_after(today, found.days_left)
        due = Due(day, registry.in_charge(group, today), f"cmtool show {group.ref}")
        yield group.finding(CODE, "status", message, hint=hint, due=due)
