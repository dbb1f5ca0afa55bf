"""The clocks of a request: by when each step of a real onboarding is done, and the command that writes it down.

A pro-forma reply says that it has arrived; it is routed; whoever got it answers. A newcomer comes to the monthly call,
gets a record, a personal mail after the call and a follow-up after the mail; then the request is closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cmtool.model.policy import Policy
from cmtool.model.registry import Registry
from cmtool.model.request import ExpertAsked, Onboarding, Request
from cmtool.schedule.term import days_after

INVITED_FOR = 90
"""Days in which who asked to join is invited to each onboarding call."""
_NO_STEPS = Onboarding.model_construct(call=None, registered=None, mailed=None, followed_up=None)


class Step(NamedTuple):
    """What is still to be done for a request: the last day for it (None: no day is set), and the command for it."""

    what: str
    by: date | None
    command: str


def onboarding(request: Request) -> Onboarding:
    """The way in so far; without any day where none is written down."""
    return request.onboarding or _NO_STEPS


def acknowledging(request: Request, policy: Policy) -> Step | None:
    """The pro-forma reply; None once it was sent, or once anything else shows that the request has arrived."""
    if request.acknowledged or request.is_routed or request.first_response or not request.is_open:
        return None
    return _step(request, "pro-forma reply", (request.received, policy.acknowledge_within), "respond {} --pro-forma")


def routing(request: Request, policy: Policy) -> Step | None:
    """Somebody gets the request."""
    if request.is_routed or not request.is_open:
        return None
    return _step(request, "somebody looks after it", (request.received, policy.route_within), "route {}")


def answering(request: Request, policy: Policy) -> Step | None:
    """The first personal answer."""
    if request.first_response or not request.is_open:
        return None
    return _step(request, "first personal answer", (request.received, policy.first_response_within), "respond {}")


def calling(request: Request) -> Step | None:
    """The onboarding call of who wants to join, which has a day of its own every month."""
    if request.kind != "join" or not request.is_open or onboarding(request).call:
        return None
    return _step(request, "onboarding call", None, "onboard {} --call DAY")


def registering(request: Request) -> Step | None:
    """The record of who was in the call."""
    if request.kind != "join" or not request.is_open or request.member or not onboarding(request).call:
        return None
    return Step("record of the newcomer", None, f"cmtool add member --from-request {request.id}")


def mailing(request: Request, policy: Policy) -> Step | None:
    """The personal mail after the call. Who joined still gets it when the request is closed already."""
    done = onboarding(request)
    if not _is_accompanied(request) or done.call is None or done.mailed or done.followed_up:
        return None
    return _step(request, "personal mail", (done.call, policy.follow_up_within), "onboard {} --mailed today")


def following_up(request: Request, policy: Policy) -> Step | None:
    """The follow-up after the mail."""
    done = onboarding(request)
    if not _is_accompanied(request) or done.mailed is None or done.followed_up:
        return None
    return _step(request, "follow-up", (done.mailed, policy.follow_up_within), "onboard {} --followed-up today")


def closing(request: Request, policy: Policy) -> Step | None:
    """The outcome. People have a right to an answer about their data: that has a term of its own."""
    if not request.is_open:
        return None
    within = policy.privacy_within if request.kind == "privacy" else policy.close_within
    outcome = " --outcome joined" if request.kind == "join" and request.member else ""
    if request.kind == "query" and request.answer:
        outcome = " --outcome answered"
    return _step(request, "outcome", (request.received, within), f"close {{}}{outcome}")


def asking(request: Request, policy: Policy) -> Iterator[tuple[int, ExpertAsked, Step]]:
    """The answer of each expert who was asked and has given none, with the position."""
    for position, expert in enumerate(request.experts if request.is_open else ()):
        if expert.answered is None:
            term = (expert.asked, policy.expert_within)
            yield (
                position,
                expert,
                _step(request, "answer of an expert", term, f"respond {{}} --answered {expert.member}"),
            )


def timed_steps(request: Request, policy: Policy) -> list[Step]:
    """Everything still to be done that has a term; experts who were asked are `asking`."""
    clocks = (acknowledging, routing, answering, mailing, following_up, closing)
    return [step for clock in clocks if (step := clock(request, policy))]


def next_steps(request: Request, policy: Policy) -> list[Step]:
    """What comes next, in the order of an onboarding: one step, and beside the newcomer's record the mail."""
    is_answered = request.kind == "query" and request.answer is not None  # nobody has to look after it any more
    steps = (
        None if is_answered else routing(request, policy),
        answering(request, policy),
        calling(request),
        registering(request),
        mailing(request, policy),
        following_up(request, policy),
        closing(request, policy),
    )
    left = [step for step in steps if step]
    return left[:2] if registering(request) in left[:1] else left[:1]


def to_invite(registry: Registry, day: date) -> list[Request]:
    """Who is invited to the onboarding call of a day: open requests to join that came in the 90 days before it.

    Who was in a call already is not asked again. In the order in which they came.
    """
    first = days_after(day, -INVITED_FOR)
    wanted = (request for request in registry.requests.values() if request.kind == "join" and request.is_open)
    found = [r for r in wanted if first <= r.received <= day and onboarding(r).call is None]
    return sorted(found, key=lambda request: (request.received, request.id))


def responsible(registry: Registry, request: Request, day: date) -> tuple[str, ...]:
    """Whose task a request is: its owner's; of one that nobody has, theirs who read the shared mailbox."""
    owner = registry.members.get(request.owner or "")
    return (owner.id,) if owner and owner.is_current else readers(registry, day)


def readers(registry: Registry, day: date) -> tuple[str, ...]:
    """Who reads the shared mailbox, else the managers."""
    named = registry.members.get(registry.community.contact.owner) if registry.community else None
    return (named.id,) if named and named.is_current else registry.managers(day)


def _is_accompanied(request: Request) -> bool:
    """Somebody is on the way in, or has come in."""
    return request.kind == "join" and request.outcome in (None, "joined")


def _step(request: Request, what: str, term: tuple[date, int | None] | None, command: str) -> Step:
    since, within = term or (request.received, None)
    by = None if within is None else days_after(since, within)
    return Step(what, by, f"cmtool request {command.format(request.id)}")
