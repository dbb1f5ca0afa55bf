"""The first reply to a request, before anybody could look at it: it has arrived, and who answers by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.drafts._calls import call, next_onboarding, plan_onboarding
from cmtool.drafts._letter import letter, record_of
from cmtool.drafts._letter import notes as notes
from cmtool.drafts._people import roles_in
from cmtool.model.audience import Audience
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.schedule.intake import answering, closing

SUBJECTS = ("requests",)
MAIL = True


def context(registry: Registry, ref: str, today: date) -> dict[str, Any]:
    """The data of a reply; it goes to somebody outside, whose name the record does not know."""
    request = record_of(registry, ref, Request)
    meets = next_onboarding(registry, today) if request.kind == "join" else None
    by = _by(registry, request)
    facts = {
        "kind": request.kind,
        "received": request.received,
        "ticket": request.ticket,
        "by": by if by and by >= today else None,
        "owner": _owner(registry, request, today),
        "groups": [registry.group_name(id) for id in request.interests],
        "call": call(meets) if meets else None,
    }
    return letter(registry, "reply", today, facts, editor=_editor(registry, request, facts, by, today), leaves=True)


def _by(registry: Registry, request: Request) -> date | None:
    """The day by which we answer; a privacy request has its own clock."""
    clock = closing if request.kind == "privacy" else answering
    step = clock(request, registry.policy)
    return step.by if step else None


def _owner(registry: Registry, request: Request, today: date) -> dict[str, Any] | None:
    """Who answers, if known and somebody to be named."""
    person = Audience(registry, today, private=False).person(request.owner) if request.owner else None
    return person and {**person, "roles": roles_in(registry, person["id"], request.interests, today)[:1]}


def _editor(registry: Registry, request: Request, facts: dict[str, Any], by: date | None, today: date) -> Iterator[str]:
    if not request.is_open:
        yield f"the request is closed since {request.closed}" if request.closed else "the request has an outcome"
    if request.acknowledged:
        yield f"a first reply went out on {request.acknowledged}"
    if request.first_response:
        yield f"it was answered on {request.first_response}"
    elif by and by < today:
        yield f"the answer was due by {by}: better answer now, or put a day in the bracket"
    yield "the name is in the mailbox or the ticket; it stays out of the record"
    if request.owner is None and request.is_open:
        yield f"nobody has it yet: cmtool request route {request.id}"
    elif request.owner is not None and facts["owner"] is None:
        yield f"{request.owner} answers, and is not named: no consent to listing"
    if request.kind == "join" and facts["call"] is None:
        yield f"no onboarding call is planned: {plan_onboarding(registry)}"
    elif facts["call"] and facts["call"]["url_left_out"]:
        yield "the address to join lets in whoever has it: send it with the invitation"
    if request.languages and "en" not in request.languages:
        yield f"writes in {', '.join(request.languages)}: answer in it if you can"
    if request.is_open and not request.acknowledged and not request.first_response:
        yield f"once it is sent: cmtool request respond {request.id} --pro-forma"
