"""`request onboard`: the steps of a newcomer, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cmtool.edits._requests import change_of, check_after, check_day, is_closed, request_of
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Put
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.schedule.intake import onboarding

STEPS = {
    "call": "the onboarding call was",
    "registered": "the record was made",
    "mailed": "the personal mail was sent",
    "followed_up": "the follow-up was",
}
"""Steps in their order, each with what a message says of it."""
_NEEDS = {"mailed": "call", "followed_up": "mailed"}
"""What comes before a step."""


def onboarded(registry: Registry, id: str, given: Mapping[str, date], today: date) -> ChangeSet:
    """The request with days of steps. A day that was written down before stays, and is told."""
    request = _on_the_way(registry, id)
    if not given:
        raise CmtoolError("what took place? Say --call, --registered, --mailed or --followed-up, each with its day")
    known = {step: day for step in STEPS if (day := getattr(onboarding(request), step))}
    days = {**given, **known}
    notes = []
    for step, day in given.items():
        check_day(request, option(step), day, today)
        _check_order(request, step, days)
        if known.get(step, day) != day:
            correct = f"cmtool set {request.ref} onboarding.{step}={day}"
            notes.append(f"{STEPS[step]} on {known[step]}, which stays; to correct it: {correct}")
    new = [step for step in STEPS if step in given and step not in known]
    if "registered" in new and request.member is None:
        notes.append(f"whose record? cmtool set {request.ref} member=MEMBER")
    edits = [Put(("onboarding", step), given[step]) for step in new]
    said = ", ".join(step.replace("_", " ") for step in new)
    return change_of(registry, request, ("onboard", f"onboarding: {said}"), edits, today, notes)


def _on_the_way(registry: Registry, id: str) -> Request:
    """A request of somebody who is on the way in, or came in: the last steps may follow when it is closed."""
    request = request_of(registry, id)
    if request.kind != "join":
        raise CmtoolError(f"{request.ref} is of kind '{request.kind}': only who wants to join is onboarded")
    if not request.is_open and request.outcome != "joined":
        raise CmtoolError(f"{is_closed(request)}; to open it again: cmtool set {request.ref} outcome= closed=")
    return request


def _check_order(request: Request, step: str, days: Mapping[str, date]) -> None:
    """CmtoolError for a step before the one that it follows."""
    before = _NEEDS.get(step)
    if before is None:
        return
    if before not in days:
        raise CmtoolError(
            f"{option(step)}: first comes the day on which {STEPS[before]}: "
            f"cmtool request onboard {request.id} {option(before)} DAY"
        )
    check_after(option(step), days[step], STEPS[before], days[before])


def option(step: str) -> str:
    """`--followed-up`."""
    return f"--{step.replace('_', '-')}"
