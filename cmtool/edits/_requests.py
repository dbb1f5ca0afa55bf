"""What the verbs of requests share: the request, days that can be, words without addresses, and the change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cmtool.edits._assigned import Subject, judge
from cmtool.edits._assignment import parsed
from cmtool.edits._records import found, values_of
from cmtool.edits._words import holds_address
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Edit, applied
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.schedule.intake import onboarding


def request_of(registry: Registry, id: str) -> Request:
    """A request, whatever became of it."""
    found(registry, f"requests/{id}")
    return registry.requests[id]


def open_request(registry: Registry, id: str) -> Request:
    """A request that has no outcome; of another one the message says what became of it."""
    request = request_of(registry, id)
    if not request.is_open:
        raise CmtoolError(f"{is_closed(request)}; to open it again: cmtool set {request.ref} outcome= closed=")
    return request


def is_closed(request: Request) -> str:
    """`requests/x is closed since 2026-09-26: joined`."""
    return f"{request.ref} is closed{f' since {request.closed}' if request.closed else ''}: {request.outcome}"


def check_day(request: Request, what: str, day: date, today: date) -> None:
    """CmtoolError for a day that has not come, or on which nobody knew of the request."""
    if day > today:
        raise CmtoolError(f"{what}: {day} has not come yet; write down what took place")
    check_after(what, day, "the request came", request.received)


def check_after(what: str, day: date, before: str, earlier: date | None) -> None:
    """CmtoolError for a day before that of something which comes first."""
    if earlier is not None and day < earlier:
        raise CmtoolError(f"{what}: {day} is before {earlier}, when {before}")


def check_words(option: str, text: str | None) -> None:
    """CmtoolError for a way to reach a person, or for characters that no file may hold; the words are not repeated."""
    if text is None:
        return
    parsed(f"{option}={text}")
    if holds_address(text):
        raise CmtoolError(
            f"{option}: it holds a mail address or a phone number, which stand nowhere in a registry; "
            "the mailbox or the ticket knows the person"
        )


def days_of(request: Request) -> list[tuple[str, date]]:
    """What took place, with its day."""
    way = onboarding(request)
    named = (
        ("it was acknowledged", request.acknowledged),
        ("it was routed", request.routed),
        ("it was answered", request.first_response),
        ("the onboarding call was", way.call),
        ("the personal mail was sent", way.mailed),
        ("the follow-up was", way.followed_up),
    )
    return [(what, day) for what, day in named if day]


def change_of(
    registry: Registry,
    request: Request,
    subject: tuple[str, str],
    edits: Sequence[Edit],
    today: date,
    notes: Iterable[str] = (),
) -> ChangeSet:
    """The edits of a request as a change, by verb and what it says; judged before any file is touched."""
    verb, said = subject
    if not edits:
        return ChangeSet(verb, f"{request.ref}: nothing changed", notes=tuple(notes))
    judge(Subject(registry, Request, request.id, today), applied(values_of(request), edits))
    return ChangeSet(verb, f"{request.ref}: {said}", edits={request.ref: list(edits)}, notes=tuple(notes))
