"""Nobody of an active working group acts as triage: newcomers of this group are sent to no one.

Triage welcomes newcomers and makes their request clear. Which role does it is the community's word: any role of
`community.yaml` with `acts_as: [triage]`. While a group is forming this is a warning.

Bad:

    members:
      - member: jonas-berg
        role: lead

Good:

    members:
      - member: jonas-berg
        role: lead
      - member: amina-diallo
        role: triage-lead

How to fix: give an active member of the group a role that acts as triage, or set the group's status.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "GRP102"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Working groups without an active member who acts as triage."""
    for group in registry.groups(kind="working-group", status=("active", "forming")):
        if registry.has_acting(group, "triage", today):
            continue
        yield group.finding(
            CODE,
            "members",
            "nobody acts as triage" if group.status == "active" else "nobody acts as triage yet",
            hint=f"add a member with one of these roles: {registry.roles_acting('triage')}",
            severity="error" if group.status == "active" else "warning",
            at_key=True,
        )
