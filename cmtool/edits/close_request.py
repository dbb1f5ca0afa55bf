"""`request close`: how a request ended, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, get_args

from cmtool.edits._records import found
from cmtool.edits._requests import change_of, check_after, check_day, check_words, days_of, open_request
from cmtool.errors import CmtoolError
from cmtool.model.addresses import shown
from cmtool.model.edit import ChangeSet, Edit, Put
from cmtool.model.member import Member
from cmtool.model.registry import Place, Registry
from cmtool.model.request import Outcome, Request
from cmtool.schedule.intake import asking, onboarding
from cmtool.suggestion import did_you_mean, nearest

OUTCOMES: tuple[str, ...] = get_args(Outcome)
_NEEDS_REASON = ("not-now", "declined")
_TOLD = ("joined", "referred", "not-now", "declined")
"""Outcomes that the person heard of from one of us."""


class Ending(NamedTuple):
    """How a request ended, and what belongs to it."""

    outcome: str
    member: str | None = None
    reason: str | None = None
    referred_to: str | None = None


def closed(registry: Registry, id: str, ending: Ending, day: date, today: date) -> ChangeSet:
    """The request with its outcome."""
    request = open_request(registry, id)
    if ending.outcome not in OUTCOMES:
        guess = did_you_mean(nearest(ending.outcome, OUTCOMES)) or f"; one of: {', '.join(OUTCOMES)}"
        raise CmtoolError(f"no outcome {shown(ending.outcome)}{guess}")
    _check_words(request, ending)
    member = _who_joined(registry, request, ending)
    check_day(request, "--on", day, today)
    for what, earlier in days_of(request):
        check_after("--on", day, what, earlier)
    notes = list(_open_points(registry, request, ending.outcome, member, today))
    edits = [*_edits(request, ending, member), Put(("closed",), day)]
    if ending.outcome == "answered" and request.first_response is None:
        edits.append(Put(("first_response",), day))
        notes.append(f"no answer was written down, so {day} is the day of the first one")
    return change_of(registry, request, ("close", f"closed as {ending.outcome}"), edits, today, notes)


def _edits(request: Request, ending: Ending, member: Member | None) -> Iterator[Edit]:
    values = {
        "outcome": ending.outcome,
        "member": member.id if member and member.id != request.member else None,
        "reason": ending.reason,
        "referred_to": ending.referred_to,
    }
    return (Put((name,), value) for name, value in values.items() if value is not None)


def _check_words(request: Request, ending: Ending) -> None:
    """CmtoolError where a word is missing that the outcome needs, or one is given that it has no use for."""
    outcome = ending.outcome
    if outcome in _NEEDS_REASON and not (ending.reason or request.reason):
        raise CmtoolError(f"outcome '{outcome}' needs a reason: --reason TEXT, in general words")
    if outcome == "referred" and not (ending.referred_to or request.referred_to):
        raise CmtoolError("outcome 'referred' needs where to: --referred-to TEXT, a place and no person")
    if ending.referred_to is not None and outcome != "referred":
        raise CmtoolError(f"--referred-to is for outcome 'referred', not '{outcome}'")
    if ending.member is not None and outcome != "joined":
        raise CmtoolError(f"--member is for outcome 'joined', not '{outcome}'")
    check_words("--reason", ending.reason)
    check_words("--referred-to", ending.referred_to)


def _who_joined(registry: Registry, request: Request, ending: Ending) -> Member | None:
    """The member that came out of the request; None for other outcomes."""
    if ending.outcome != "joined":
        return None
    if request.kind != "join":
        raise CmtoolError(f"{request.ref} is of kind '{request.kind}': outcome 'joined' is for who wants to join")
    id = ending.member or request.member
    if id is None:
        add = f"cmtool add member --from-request {request.id}"
        raise CmtoolError(f"outcome 'joined' needs the member: {add}; or name them with --member")
    if request.member not in (None, id):
        raise CmtoolError(f"'{request.member}' came by {request.ref}, not '{id}': leave --member out")
    found(registry, f"members/{id}")
    member = registry.members[id]
    if isinstance(member.joined, date) and member.joined < request.received:
        raise CmtoolError(
            f"'{id}' joined on {member.joined}, before {request.ref} came on {request.received}: "
            "name another member, or correct the day that is wrong"
        )
    return member


def _open_points(
    registry: Registry, request: Request, outcome: str, member: Member | None, today: date
) -> Iterator[str]:
    """What is still to be done, each with the command for it."""
    if request.first_response is None and outcome in _TOLD:
        yield f"no personal answer was written down: cmtool set {request.ref} first_response=DAY"
    for _, expert, _ in asking(request, registry.policy):
        yield f"'{expert.member}' was asked on {expert.asked}, and gave no answer"
    if member is not None:
        yield from _open_steps(request)
        yield from _not_settled(registry, member, today)


def _open_steps(request: Request) -> Iterator[str]:
    way, command = onboarding(request), f"cmtool request onboard {request.id}"
    if way.call is None:
        yield f"still open: the onboarding call: {command} --call DAY"
    elif way.mailed is None and way.followed_up is None:
        yield f"still open: the personal mail: {command} --mailed DAY"
    elif way.followed_up is None:
        yield f"still open: the follow-up: {command} --followed-up DAY"


def _not_settled(registry: Registry, member: Member, today: date) -> Iterator[str]:
    """Whether who came has a group, somebody to ask, and agreed to how we treat each other."""
    places = [place for place in registry.places.get(member.id, ()) if place.membership.runs_after(today)]
    if not places:
        yield f"still open: a group: cmtool join {member.id} GROUP --role ROLE"
    elif not any(place.membership.mentor for place in places):
        yield f"still open: a mentor: {_mentor(places[0])}"
    if member.status == "onboarding":
        yield f"{member.ref} is still 'onboarding': cmtool set {member.ref} status=active, once all is agreed"


def _mentor(place: Place) -> str:
    item = f"members[{place.membership.member}].mentor=MEMBER"
    return f"cmtool set {place.group.ref} '{item}'"
