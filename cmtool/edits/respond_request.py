"""`request respond`: what was said to the person, and who was asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cmtool.edits._records import current_member
from cmtool.edits._requests import change_of, check_after, check_day, check_words, open_request
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Edit, Insert, Put
from cmtool.model.registry import Registry
from cmtool.model.request import ExpertAsked, Request


class Response(NamedTuple):
    """What somebody did about a request. Nothing of it: it was answered in person."""

    is_pro_forma: bool = False
    ask: Sequence[str] = ()
    answered: Sequence[str] = ()
    answer: str | None = None

    @property
    def is_personal(self) -> bool:
        """The person heard from one of us; asking an expert is no answer yet."""
        return self.answer is not None or not (self.is_pro_forma or self.ask or self.answered)


def responded(registry: Registry, id: str, response: Response, day: date, today: date) -> ChangeSet:
    """The request with what was done on that day. What was written down before stays, and is told."""
    request = open_request(registry, id)
    _check(request, response)
    check_day(request, "--on", day, today)
    edits: list[Edit] = []
    notes: list[str] = []
    if response.is_pro_forma:
        _first(request, ("acknowledged", request.acknowledged), day, edits, notes)
    if response.is_personal and not (response.answer and request.first_response):
        _first(request, ("first_response", request.first_response), day, edits, notes)
    if response.answer is not None and response.answer != request.answer:
        edits.append(Put(("answer",), response.answer))
    experts = list(request.experts)
    for member in dict.fromkeys(response.ask):
        _ask(registry, request, (experts, member), day, edits, notes)
    for member in dict.fromkeys(response.answered):
        _answered(request, (experts, member), day, edits, notes)
    return change_of(registry, request, ("respond", _said(edits)), edits, today, notes)


def _check(request: Request, response: Response) -> None:
    if response.is_pro_forma and response.answer is not None:
        raise CmtoolError("--answer is a personal answer, --pro-forma none: leave one out")
    if request.kind != "query" and (response.ask or response.answered or response.answer is not None):
        option = "--ask" if response.ask else "--answered" if response.answered else "--answer"
        raise CmtoolError(f"{option} is for queries, and {request.ref} is of kind '{request.kind}'")
    check_words("--answer", response.answer)


def _first(request: Request, known: tuple[str, date | None], day: date, edits: list[Edit], notes: list[str]) -> None:
    """The first day of something stays."""
    field, before = known
    if before is None:
        edits.append(Put((field,), day))
    elif before != day:
        what = "answered" if field == "first_response" else "acknowledged"
        correct = f"to correct it: cmtool set {request.ref} {field}=DAY"
        notes.append(f"{request.ref} was first {what} on {before}, which stays; {correct}")


Asked = tuple[list[ExpertAsked], str]
"""The experts so far, and the one it is about."""


def _ask(registry: Registry, request: Request, asked: Asked, day: date, edits: list[Edit], notes: list[str]) -> None:
    experts, id = asked
    known = next((expert for expert in experts if expert.member == id), None)
    if known is not None:
        notes.append(f"'{id}' was asked on {known.asked}, which stays")
        return
    member = current_member(registry, id, f"asked about {request.ref}")
    if member.status == "paused":
        notes.append(f"'{id}' is paused")
    edits.append(Insert(("experts",), {"member": id, "asked": day}))
    experts.append(ExpertAsked.model_construct(member=id, asked=day, answered=None))


def _answered(request: Request, asked: Asked, day: date, edits: list[Edit], notes: list[str]) -> None:
    experts, id = asked
    position = next((at for at, expert in enumerate(experts) if expert.member == id), None)
    if position is None:
        raise CmtoolError(f"'{id}' was not asked about {request.ref}: add --ask {id}, or name who was")
    known = experts[position]
    if known.answered is not None:
        notes.append(f"'{id}' answered on {known.answered}, which stays")
        return
    check_after(f"--answered {id}", day, "they were asked", known.asked)
    edits.append(Put(("experts", position, "answered"), day))


def _said(edits: Sequence[Edit]) -> str:
    """What a commit says of it."""
    return ", ".join(dict.fromkeys(_word(edit) for edit in edits))


def _word(edit: Edit) -> str:
    words = {"acknowledged": "acknowledged", "first_response": "answered", "answer": "answer written down"}
    asked = "expert asked" if isinstance(edit, Insert) else "expert answered"
    return words.get(str(edit.field[0]), asked)
