"""Fewer people take part in a group than the community expects of one.

The rule is off unless `policy.group_min_active` sets a number. It counts the listed members of an active working group
who have not left the community and who, in the last `policy.inactive_after` days, attended a meeting of the group, gave
an item of an agenda for it, or were credited in one of its releases.

Bad:

    # community.yaml: policy: group_min_active: 6; only four of them came lately
    members:
      - member: ada-stone
        role: lead

Good:

    # six or more took part

How to fix: call for people, join two groups, or set the status to maintenance or dormant.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.group import Group
from cmtool.model.registry import Registry

CODE = "GRP206"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Active working groups with fewer participants than expected."""
    expected = registry.policy.group_min_active
    if expected is None:
        return
    for group in registry.groups(kind="working-group", status="active"):
        count = len(_participants(registry, group, today))
        if count < expected:
            people = "active participant" if count == 1 else "active participants"
            hint = "call for people, join another group, or set the status to maintenance or dormant"
            yield group.finding(CODE, "members", f"{count} {people}, {expected} expected", hint=hint, at_key=True)


def _participants(registry: Registry, group: Group, today: date) -> set[str]:
    span = registry.active_within
    took_part = {e.member for e in registry.evidence if e.group == group.id and 0 <= (today - e.date).days < span}
    listed = took_part & {m.member for m in group.members if m.is_open(today)}
    return {id for id in listed if id not in registry.members or registry.members[id].is_current}
