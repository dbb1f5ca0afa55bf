"""`cmtool need fill` and `close`."""

from __future__ import annotations

import typer

from cmtool.cli import complete
from cmtool.cli.need_told import NEED
from cmtool.cli.writing import make, then


def fill(
    context: typer.Context,
    need: str = NEED,
    members: list[str] = typer.Argument(
        metavar="MEMBER..", help="Who takes it.", show_default=False, autocompletion=complete.members
    ),
) -> None:
    """Write down who takes what a need looks for.

    Whoever was asked for it then counts as joined. With `seats` it is told how many are left.

    Example: cmtool need fill registry-reviewers rosa-quispe chidi-eze
    """
    from cmtool.workspace.needs import filling

    make(context, filling(need, members))
    then(context, f'cmtool note thanks {" ".join(members)} --text ".."')


def close(
    context: typer.Context,
    need: str = typer.Argument(metavar="NEED", help="Id of a need.", show_default=False, autocompletion=complete.needs),
    result: str = typer.Option(None, "--result", metavar="TEXT", help="What came of it.", show_default=False),
) -> None:
    """Close a need that nobody took, or a challenge that is over.

    Example: cmtool need close translation-sprint --result "Four chapters in Spanish"
    """
    from cmtool.workspace.needs import closing

    make(context, closing(need, result))
