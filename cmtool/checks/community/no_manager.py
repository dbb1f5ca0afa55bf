"""Nobody active holds a role that acts as manager: nobody keeps the community going.

A community needs at least one person who answers, invites, connects and keeps the records; it is often a part of a job.
Which role that is, is the community's word: any role of `community.yaml` with `acts_as: [manager]`, held by a member in
`roles`, or in a group by an open membership.

Bad:

    roles: []                  # members/liis-tamm.yaml, and everybody else's

Good:

    roles:
      - role: community-manager
        since: 2025-01-15

How to fix: agree with somebody, and add the role to the `roles` of that person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "CFG101"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Whether somebody manages the community; silent while a file that could tell cannot be read."""
    community = registry.community
    unread = any(ref.startswith(("members/", "groups/")) for ref in registry.unreadable)
    if community is None or unread or registry.closed & {"members", "groups"}:
        return
    if any(member.status == "active" for member in registry.community_role_holders("manager", today)):
        return
    if any(registry.may_be_active(m.member) for g in registry.groups() for m in registry.acting(g, "manager", today)):
        return
    roles = [id for id in community.roles if registry.acts_as(id, "manager")]
    field = ("roles", roles[0]) if roles else ("roles",)
    hint = f"an active member takes one of these roles: {', '.join(roles)}"
    if not roles:
        hint = "add 'acts_as: [manager]' to a role, and give the role to an active member"
    yield community.finding(CODE, field, "nobody active holds a role that acts as manager", hint=hint, at_key=True)
