"""An active member has not agreed to the community's code of conduct.

The rule holds where `community.yaml` names a `code_of_conduct`. Members who are still onboarding, or paused, are not
asked.

Bad:

    name: Ben Okoro
    status: active

Good:

    name: Ben Okoro
    status: active
    code_of_conduct: 2026-03-01

How to fix: ask the person to read and agree, then write down the day; until then, `status: onboarding` is true.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "MEM102"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Active members without the day of their agreement."""
    if registry.community is None or registry.community.code_of_conduct is None:
        return
    for member in registry.members.values():
        if member.code_of_conduct is None and member.status == "active":
            message = "active member has not agreed to the code of conduct"
            hint = "ask the person, then write down the day, 'code_of_conduct: 2026-03-01'"
            yield member.finding(CODE, "status", message, hint=hint)
