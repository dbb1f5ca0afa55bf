"""Which requests there were on a day and how far they were, told from the dates in today's records."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from cmtool.model.registry import Registry
from cmtool.model.request import Onboarding, Request

_DATED = ("acknowledged", "routed", "first_response")


def requests(
    registry: Registry, day: date, *, kind: str | Collection[str] | None = None, group: str | None = None
) -> list[Request]:
    """Requests received up to a day, as they were on it, in the order of their coming; duplicates are left out.

    Of one kind or some, or about one group, if asked. A duplicate is somebody whose request stands there already; until
    that was found out it counts.
    """
    return [request for request in _found(registry, day, kind, group) if request.outcome != "duplicate"]


def duplicates(registry: Registry, day: date, days: int, *, kind: str, group: str | None = None) -> int:
    """How many requests of (day - days, day] were found to be there already."""
    found = received_within(_found(registry, day, kind, group), day, days)
    return sum(request.outcome == "duplicate" for request in found)


def received_within(found: Iterable[Request], day: date, days: int) -> list[Request]:
    """Those of (day - days, day]."""
    return [request for request in found if 0 <= (day - request.received).days < days]


def as_of(request: Request, day: date) -> Request:
    """The request as it was on a day: what happened later had not happened. What has no date is as it is today."""
    update: dict[str, Any] = {name: _by(getattr(request, name), day) for name in _DATED}
    if request.routed and not update["routed"]:
        update["owner"] = None
    if request.closed and request.closed > day:
        update |= dict.fromkeys(("closed", "outcome", "reason", "referred_to", "answer"))
    joined = joined_on(request)
    if joined and joined > day:
        update["member"] = None
    if request.onboarding:
        update["onboarding"] = _cut(request.onboarding, day)
    asked = (expert for expert in request.experts if expert.asked <= day)
    update["experts"] = [expert.model_copy(update={"answered": _by(expert.answered, day)}) for expert in asked]
    then = request.model_copy(update=update)
    then.placed(request.id, request.source)
    return then


def joined_on(request: Request) -> date | None:
    """The day on which a request made somebody a member: that of the record, else that of closing it as joined."""
    if request.onboarding and request.onboarding.registered:
        return request.onboarding.registered
    return (request.closed or request.received) if request.outcome == "joined" else None


def _found(registry: Registry, day: date, kind: str | Collection[str] | None, group: str | None) -> list[Request]:
    kinds = (kind,) if isinstance(kind, str) else kind
    found = (
        as_of(request, day)
        for request in registry.requests.values()
        if request.received <= day
        and (kinds is None or request.kind in kinds)
        and (group is None or group in request.interests)
    )
    return sorted(found, key=lambda request: (request.received, request.id))


def _cut(onboarding: Onboarding, day: date) -> Onboarding:
    days = {name: _by(getattr(onboarding, name), day) for name in ("call", "registered", "mailed", "followed_up")}
    return onboarding.model_copy(update=days)


def _by(when: date | None, day: date) -> date | None:
    return when if when and when <= day else None
