"""One person holds every lead role of a group: if that person is away, the group stands still.

It concerns groups that are active or in maintenance and have a lead at all; a forming group may start with one.

Bad:

    members:
      - member: amina-diallo
        role: triage-lead
      - member: amina-diallo
        role: commit-lead

Good:

    members:
      - member: amina-diallo
        role: triage-lead
      - member: chidi-eze
        role: commit-lead

How to fix: ask a second person to share the lead, for a start as a deputy.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.group import Group
from cmtool.model.registry import Registry

CODE = "GRP205"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Groups with a single person in the lead."""
    for group in registry.groups(status=("active", "maintenance")):
        leads = {m.member for m in registry.acting(group, "lead", today)}
        if len(leads) == 1 and not _is_unclear(registry, group, today):
            message = f"'{leads.pop()}' holds every lead role"
            hint = f"name a deputy: give somebody else one of these roles: {registry.roles_acting('lead')}"
            yield group.finding(CODE, "members", message, hint=hint, at_key=True)


def _is_unclear(registry: Registry, group: Group, today: date) -> bool:
    """An unknown role may lead as well, an unknown id may be anybody: REF101 and REF102 say so."""
    roles = registry.community.roles if registry.community else {}
    open_ones = [m for m in group.members if m.is_open(today)]
    return any(m.role not in roles or not registry.is_known("members", m.member) for m in open_ones)
