"""`cmtool agenda`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import AS_OF, DRY_RUN, OUTPUT, TEXT_FORM, TextForm, chosen, tell


def agenda(
    context: typer.Context,
    meeting: str = typer.Argument(
        metavar="MEETING", help="Id of a planned or held meeting.", autocompletion=complete.meetings
    ),
    output: Path = OUTPUT,
    as_of: str = AS_OF,
    format: TextForm = TEXT_FORM,
    dry_run: bool = DRY_RUN,
) -> None:
    """Write the agenda of a meeting, with a proposal for each slot that is missing. A draft: it names everybody.

    Example: cmtool agenda 2026-11-26-communitymeet -o agenda.md
    """
    from cmtool.workspace.agendas import agenda as made
    from cmtool.workspace.rendering import omissions

    space = context.obj.at(as_of)
    tell(context.obj, made(space, meeting, chosen(format, output, TextForm.MD).value), output, dry_run=dry_run)
    for omission in omissions(space):
        context.obj.say(f"note: {omission}")
