"""`cmtool` alone."""

from __future__ import annotations

import typer

from cmtool.cli.output import write


def status(context: typer.Context) -> None:
    """Five lines: who we are, the next meeting, what is due, errors, the next command."""
    from cmtool.render.escape import visible
    from cmtool.workspace.status import status as lines

    write(context.obj, "".join(visible(line) + "\n" for line in lines(context.obj.workspace)))
