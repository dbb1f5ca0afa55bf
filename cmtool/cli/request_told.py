"""What the commands of requests share: the argument, the day, and the next line to type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from cmtool.cli import complete
from cmtool.cli.context import Context
from cmtool.cli.writing import make, then

if TYPE_CHECKING:
    from cmtool.schedule.intake import Step
    from cmtool.workspace.requests import Changing


REQUEST = typer.Argument(metavar="ID", help="Id of the request.", autocompletion=complete.requests, show_default=False)
ON = typer.Option("today", "--on", metavar="DAY", help="The day on which it took place.")


def made(context: typer.Context, id: str, plan: Changing, first: str = "") -> None:
    """Make a change of a request, and say what comes next and by when; before it `first`, where something does."""
    from cmtool.workspace.requests import next_of

    shared: Context = context.obj
    steps = next_of(shared.workspace, id, plan)
    make(context, plan)
    tell_next(context, steps, first)


def tell_next(context: typer.Context, steps: Sequence[Step], first: str = "") -> None:
    """What to type next; nothing after a change that was only shown."""
    then(context, *([first] if first else []), *map(_worded, steps))


def _worded(step: Step) -> str:
    """`cmtool request respond ID (first personal answer, by 2026-11-27)`."""
    return f"{step.command} ({step.what}{f', by {step.by}' if step.by else ''})"
