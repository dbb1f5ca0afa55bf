"""Who waits, and for what: open requests, and those whose term is over."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from cmtool.metrics.requests import as_of
from cmtool.model.audience import Audience
from cmtool.model.policy import Policy
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.reports.growth.answers import KINDS, kinds_for
from cmtool.schedule import intake


def waiting(registry: Registry, audience: Audience, today: date, *, group: str | None) -> dict[str, Any]:
    """How many requests are open and what is late about them; private output lists them with the next step.

    Late is what should have been done by an earlier day. The request of somebody who joined stays on the list while the
    personal mail or the follow-up is late.
    """
    found = [as_of(request, today) for request in registry.requests.values() if request.received <= today]
    known = kinds_for(private=audience.private)
    about = [r for r in found if r.kind in known and (group is None or group in r.interests)]
    told = [_request(registry, audience, request, today) for request in about]
    listed = sorted((row for row in told if row["open"] or row["late"]), key=_urgency)
    kinds: Counter[str] = Counter(request.kind for request in about if request.is_open)
    delays = Counter(what for row in listed for what in {late["what"] for late in row["late"]})
    most_first = sorted(delays.items(), key=lambda delay: (-delay[1], delay[0]))
    return {
        "open": kinds.total(),
        "by_kind": [{"kind": kind, "name": KINDS[kind], "requests": kinds[kind]} for kind in KINDS if kinds[kind]],
        "overdue": sum(bool(row["late"]) for row in listed),
        "delays": [{"what": what, "requests": count} for what, count in most_first],
        "list": listed if audience.private else None,
    }


def _request(registry: Registry, audience: Audience, request: Request, today: date) -> dict[str, Any]:
    late = _late(request, registry.policy, today)
    return {
        "id": request.id,
        "kind": request.kind,
        "name": KINDS[request.kind],
        "received": request.received,
        "days_open": (today - request.received).days,
        "open": request.is_open,
        "owner": audience.person(request.owner) if request.owner else None,
        "next": _next(intake.next_steps(request, registry.policy), late),
        "late": late,
    }


def _urgency(row: dict[str, Any]) -> tuple[int, date, str]:
    """What is late comes first, the latest of all at the top; then who has waited longest."""
    return -max([late["days"] for late in row["late"]], default=0), row["received"], row["id"]


def _next(coming: list[intake.Step], late: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The next step on the way; where another is late and this one is not, the latest."""
    step = coming[0] if coming else None
    if late and (step is None or step.command not in [one["command"] for one in late]):
        return {key: late[0][key] for key in ("what", "by", "command")}
    return step and {"what": step.what, "by": step.by, "command": step.command}


def _late(request: Request, policy: Policy, today: date) -> list[dict[str, Any]]:
    """What should have been done by an earlier day, the latest first."""
    steps = [*intake.timed_steps(request, policy), *(step for _, _, step in intake.asking(request, policy))]
    found = [
        {"what": step.what, "by": step.by, "days": (today - step.by).days, "command": step.command}
        for step in steps
        if step.by is not None and step.by < today
    ]
    return sorted(found, key=lambda late: (-late["days"], late["what"]))
