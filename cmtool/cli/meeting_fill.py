"""`cmtool meeting fill`."""

from __future__ import annotations

import typer

from cmtool.cli import complete
from cmtool.cli.form import tell_omissions
from cmtool.cli.writing import make


def fill(
    context: typer.Context,
    meeting: str = typer.Argument(
        metavar="MEETING", help="Id of a planned meeting.", autocompletion=complete.meetings, show_default=False
    ),
) -> None:
    """Take the proposals of the agenda into the record, so that the minutes have a place for each of them.

    What `cmtool agenda` shows as proposed becomes a slot there; change it afterwards as you like.

    Example: cmtool meeting fill 2027-02-11-communitymeet
    """
    from cmtool.workspace.filling import filling

    tell_omissions(context.obj)
    make(context, filling(meeting))
