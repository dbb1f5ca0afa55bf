"""An active or forming group has no lead who is an active member.

Which roles lead is the community's word: any role of `community.yaml` with `acts_as: [lead]`. A lead who is paused,
has left, or whose entry has ended does not count.

Bad:

    members:
      - member: jonas-berg
        role: contributor

Good:

    members:
      - member: jonas-berg
        role: lead

How to fix: give an active member of the group a role that leads, or set the group's status.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "GRP101"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Active and forming groups without an active lead."""
    for group in registry.groups(status=("active", "forming")):
        if not registry.has_acting(group, "lead", today):
            message = f"{group.status} group has no lead who is an active member"
            hint = f"give an active member one of these roles: {registry.roles_acting('lead')}"
            yield group.finding(CODE, "members", message, hint=hint, at_key=True)
