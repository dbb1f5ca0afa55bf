"""What the commands of a spotlight share: its argument, and what to type next."""

from __future__ import annotations

import typer

from cmtool.cli import complete
from cmtool.cli.context import Context
from cmtool.cli.writing import how_of

SPOTLIGHT = typer.Argument(
    metavar="SPOTLIGHT",
    help="Id of the spotlight, as 2027-01-06-rosa-quispe.",
    autocompletion=complete.spotlights,
    show_default=False,
)


def tell_next(context: typer.Context, spotlight: str) -> None:
    """What takes it one step on."""
    from cmtool.workspace.spotlights import then

    shared: Context = context.obj
    for line in () if how_of(context).is_dry else then(shared.workspace, spotlight):
        shared.say(f"then: {line}")
