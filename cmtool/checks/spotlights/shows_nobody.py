"""A spotlight shows nobody, or a member and a group at once: nobody can tell whose consent it needs.

Bad:

    member: amina-diallo
    group: payments

Good:

    member: amina-diallo

How to fix: keep `member`, or keep `group`. For both there are two spotlights.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "SPO104"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Spotlights without one subject."""
    for spotlight in registry.spotlights.values():
        if spotlight.member and spotlight.group:
            hint = "keep one of them: whose consent it needs depends on it"
            yield spotlight.finding(CODE, "group", "shows a member and a group", hint=hint, at_key=True)
        elif not spotlight.member and not spotlight.group:
            hint = f"cmtool set {spotlight.ref} member=MEMBER (or group=GROUP)"
            yield spotlight.finding(CODE, (), "shows nobody: neither 'member' nor 'group'", hint=hint)
