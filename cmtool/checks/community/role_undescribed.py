"""A role is used but has no description or duties: nobody can tell what its holder has taken on.

A role is documented before it is given to people: `description` says what it is for, `does` lists its duties. Both are
printed in invitations and on pages that look for somebody to fill it.

Bad:

    roles:
      triage-lead:
        name: Triage Lead
        scope: group

Good:

    roles:
      triage-lead:
        name: Triage Lead
        scope: group
        description: First person a newcomer or an issue meets
        does:
          - Answers requests within a week

How to fix: ask those who hold the role what they do, and write it down in a line each.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "CFG104"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Roles that somebody holds today and that are not described."""
    community = registry.community
    bare = (
        {id: role for id, role in community.roles.items() if not (role.description and role.does)} if community else {}
    )
    if community is None or not bare:
        return
    used = {m.role for group in registry.all_groups.values() for m in group.members if m.is_open(today)}
    used |= {
        r.role for member in registry.members.values() for r in member.roles if r.until is None or r.until >= today
    }
    for id, role in bare.items():
        if id in used:
            lacking = [name for name, value in (("description", role.description), ("does", role.does)) if not value]
            words = {"description": "no description", "does": "no duties"}
            message = f"role '{id}' is used but has {' and '.join(words[name] for name in lacking)}"
            hint = f"add {' and '.join(f'`{name}`' for name in lacking)} to the role"
            yield community.finding(CODE, ("roles", id), message, hint=hint, at_key=True)
