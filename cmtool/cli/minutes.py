"""`cmtool minutes`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import OUTPUT
from cmtool.errors import CmtoolError


def minutes(
    context: typer.Context,
    meeting: str = typer.Argument(
        metavar="MEETING", help="Id of a meeting.", autocompletion=complete.meetings, show_default=False
    ),
    output: Path = OUTPUT,
) -> None:
    """Write the minutes of a held meeting, or the form to fill in for one that is not closed yet.

    Example: cmtool minutes 2026-11-26-communitymeet -o minutes.md
    """
    raise CmtoolError("not built yet")
