"""An expert was asked, and gave no answer: within `policy.expert_within` days the owner of the request asks again.

Bad:

    # today is 2026-11-20
    kind: query
    experts:
      - member: mei-lin-tan
        asked: 2026-11-03

Good:

    experts:
      - member: mei-lin-tan
        asked: 2026-11-03
        answered: 2026-11-06

How to fix: ask again, or ask somebody else; then `cmtool request respond ID --answered MEMBER`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.schedule import intake

CODE = "REQ205"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day by which each expert answers."""
    for request in registry.requests.values():
        for position, expert, step in intake.asking(request, registry.policy):
            if step.by:
                message = f"expert '{expert.member}' was asked on {expert.asked}, no answer yet"
                due = Due(step.by, _who(registry, request, expert.member, today), step.command)
                hint = "ask again, or ask somebody else"
                yield request.finding(CODE, ("experts", position, "asked"), message, hint=hint, due=due)


def _who(registry: Registry, request: Request, expert: str, today: date) -> tuple[str, ...]:
    """Whose request it is, who asks again, and who was asked."""
    asked = registry.members.get(expert)
    here = (expert,) if asked and asked.is_current else ()
    return tuple(dict.fromkeys((*intake.responsible(registry, request, today), *here)))
