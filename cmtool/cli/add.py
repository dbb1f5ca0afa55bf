"""`cmtool add`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cmtool.cli import complete
from cmtool.cli.asking import answered, is_asked
from cmtool.cli.context import Context
from cmtool.cli.writing import make
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
) -> None:
    """Add a record. On a terminal you are asked for what is missing.

    Example: cmtool add member name="Rosa Quispe" region=americas country=PE consents.listing=today
    """
    from cmtool.workspace import verbs

    id, assignments = _parted(words or [])
    if is_asked(context.obj):
        assignments += _asked(context.obj, kind, assignments, id)
    make(context, verbs.add(kind, id, assignments))


def _parted(words: list[str]) -> tuple[str | None, list[str]]:
    """The id, if the first word is none of the values, and the values."""
    if words and "=" not in words[0]:
        return words[0], words[1:]
    return None, list(words)


def _asked(shared: Context, kind: str, assignments: list[str], id: str | None) -> list[str]:
    """Values that somebody gives on the terminal; a required one is asked for until it is good."""
    from cmtool.edits.add import given
    from cmtool.edits.missing import missing

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

    for question in missing(space.registry, kind, given(space.registry, kind, assignments, space.today, id or "")):
        ask(question)
    return found


def _worded(question: Question) -> str:
    words = list(question.choices)
    listed = f" ({', '.join(words)})" if 0 < len(words) <= _FEW else ""
    free = "" if question.is_required or question.default else " (or nothing)"
    return f"{question.prompt.rstrip('.')}{listed}{free}"
