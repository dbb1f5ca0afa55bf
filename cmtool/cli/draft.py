"""`cmtool draft`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import DRY_RUN, OUTPUT, tell


def draft(
    context: typer.Context,
    name: str = typer.Argument(metavar="NAME", help="The draft, as spotlight.", autocompletion=complete.drafts),
    subject: str = typer.Argument(
        metavar="SUBJECT", help="Whom or what it is about: an id.", autocompletion=complete.refs
    ),
    output: Path = OUTPUT,
    dry_run: bool = DRY_RUN,
) -> None:
    """Write a text for somebody to edit, have approved and send. cmtool sends nothing.

    Example: cmtool draft spotlight amina-diallo
    """
    from cmtool.workspace.rendering import draft as made

    tell(context.obj, made(context.obj.workspace, name, subject), output, dry_run=dry_run)
