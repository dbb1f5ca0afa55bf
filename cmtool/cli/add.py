"""`cmtool add`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from cmtool.cli import complete
from cmtool.cli.asking import answered, is_asked
from cmtool.cli.context import Context
from cmtool.cli.request_told import tell_next
from cmtool.cli.writing import make, then
from cmtool.errors import CmtoolError

if TYPE_CHECKING:
    from cmtool.edits.missing import Question

_FEW = 12
"""Words that are listed with a question; of more, that there are some."""


def add(
    context: typer.Context,
    kind: str = typer.Argument(
        metavar="KIND",
        help="member, group, meeting, skill, request, need, activity or spotlight.",
        autocompletion=complete.kinds,
    ),
    words: list[str] = typer.Argument(
        None,
        metavar="[ID] [FIELD=VALUE]...",
        help="The id, made of the name by default, and values.",
        show_default=False,
    ),
    from_request: str = typer.Option(
        None,
        "--from-request",
        metavar="REQUEST",
        help="Of a member: the request by which they came. It gives region, languages and the day of joining.",
        autocompletion=complete.requests,
        show_default=False,
    ),
) -> None:
    """Add a record. On a terminal you are asked for what is missing.

    Example: cmtool add member name="Rosa Quispe" region=americas country=PE consents.listing=today

    Example: cmtool add member --from-request 2026-09-02-help-481 name="Rosa Quispe" code_of_conduct=today
    """
    from cmtool.model.kinds import folder_of
    from cmtool.workspace import verbs

    id, assignments = _parted(words or [])
    if from_request is not None:
        _add_newcomer(context, (kind, id), assignments, from_request)
        return
    if is_asked(context.obj):
        assignments += _asked(context.obj, kind, assignments, id)
    if folder_of(kind) == "requests":
        _add_request(context, id, assignments)
        return
    if folder_of(kind) == "needs":
        _add_need(context, id, assignments)
        return
    make(context, verbs.add(kind, id, assignments))


def _add_need(context: typer.Context, id: str | None, assignments: list[str]) -> None:
    """A need, and how people hear of it."""
    from cmtool.workspace import needs, verbs

    need = needs.id_of_new(context.obj.workspace, id, assignments)
    make(context, verbs.add("need", id, assignments))
    then(context, f"cmtool find --need {need}, or cmtool need publish {need} CHANNEL")


def _add_request(context: typer.Context, id: str | None, assignments: list[str]) -> None:
    """A request that came, and by when somebody looks after it."""
    from cmtool.workspace import requests, verbs

    steps = requests.next_of_new(context.obj.workspace, id, assignments)
    make(context, verbs.add("request", id, assignments))
    tell_next(context, steps)


def _add_newcomer(context: typer.Context, named: tuple[str, str | None], assignments: list[str], text: str) -> None:
    """The member who came by a request, and what to type next."""
    from cmtool.edits.from_request import CONSENTS, words
    from cmtool.model.kinds import folder_of
    from cmtool.workspace import requests

    shared: Context = context.obj
    kind, id = named
    if folder_of(kind) != "members":
        raise CmtoolError("--from-request makes a member: cmtool add member --from-request REQUEST")
    space = shared.workspace
    request = requests.request_of(space, text)
    known = words(space.registry, request.id, assignments, space.today)
    if is_asked(shared):
        assignments += _asked(shared, kind, known, id, CONSENTS)
    plan = requests.adding(request.id, id, assignments)
    line, steps = requests.joining(space, request.id, plan), requests.next_of(space, request.id, plan)
    make(context, plan)
    tell_next(context, steps, line)


def _parted(words: list[str]) -> tuple[str | None, list[str]]:
    """The id, if the first word is none of the values, and the values."""
    if words and "=" not in words[0]:
        return words[0], words[1:]
    return None, list(words)


def _asked(
    shared: Context, kind: str, assignments: list[str], id: str | None, more: Sequence[Question] = ()
) -> list[str]:
    """Values that somebody gives on the terminal; a required one is asked for until it is good."""
    from cmtool.edits.add import given
    from cmtool.edits.missing import missing
    from cmtool.model.change import path_of
    from cmtool.model.values import text_at

    space = shared.workspace
    found: list[str] = []

    def ask(question: Question) -> None:
        while True:
            answer = answered(shared, _worded(question), default=question.default)
            if not answer and not question.is_required:
                return
            try:
                given(space.registry, kind, [*assignments, *found, f"{question.field}={answer}"], space.today, id or "")
            except CmtoolError as error:
                shared.complain(f"  {error}")
            else:
                if answer:
                    found.append(f"{question.field}={answer}")
                    return

    values = given(space.registry, kind, assignments, space.today, id or "")
    for question in missing(space.registry, kind, values):
        ask(question)
    for question in more:
        if text_at(values, *path_of(question.field)) is None:
            ask(question)
    return found


def _worded(question: Question) -> str:
    words = list(question.choices)
    listed = f" ({', '.join(words)})" if 0 < len(words) <= _FEW else ""
    free = "" if question.is_required or question.default else " (or nothing)"
    return f"{question.prompt.rstrip('.')}{listed}{free}"
