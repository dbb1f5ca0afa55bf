"""A newcomer was in the onboarding call, and heard nothing after it.

A personal mail follows the call within `policy.follow_up_within` days, and a follow-up the mail within as many. Who
joined gets both, also when the request is closed already.

Bad:

    # today is 2026-09-30
    onboarding:
      call: 2026-09-18

Good:

    onboarding:
      call: 2026-09-18
      mailed: 2026-09-25
      followed_up: 2026-10-02

How to fix: write to the person (`cmtool draft onboarding MEMBER` writes a beginning), then `cmtool request onboard ID
--mailed today`, and a week later `--followed-up today`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.schedule import intake

CODE = "REQ203"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day of the mail after each call, and of the follow-up after each mail."""
    for request in registry.requests.values():
        way = intake.onboarding(request)
        for field, told, step in (
            ("call", f"onboarding call on {way.call}, no personal mail yet", intake.mailing(request, registry.policy)),
            (
                "mailed",
                f"personal mail on {way.mailed}, no follow-up yet",
                intake.following_up(request, registry.policy),
            ),
        ):
            if step and step.by:
                due = Due(step.by, intake.responsible(registry, request, today), step.command)
                yield request.finding(CODE, ("onboarding", field), told, hint=_hint(request), due=due)


def _hint(request: Request) -> str:
    return f"write to the person: cmtool draft onboarding {request.member or 'MEMBER'} has a beginning"
