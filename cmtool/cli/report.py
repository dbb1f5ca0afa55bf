"""`cmtool report`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import AS_OF, DRY_RUN, OUTPUT, TEXT_FORM, TextForm, chosen, tell


def report(
    context: typer.Context,
    name: str = typer.Argument(metavar="NAME", help="The report, as overview.", autocompletion=complete.reports),
    output: Path = OUTPUT,
    as_of: str = AS_OF,
    format: TextForm = TEXT_FORM,
    private: bool = typer.Option(False, "--private", help="Name also those who did not consent to listing."),
    dry_run: bool = DRY_RUN,
) -> None:
    """Write a report about the community. Without --private it names only those who consented to listing.

    Example: cmtool report overview -o overview.html
    """
    from cmtool.workspace.rendering import omissions
    from cmtool.workspace.rendering import report as made

    space = context.obj.at(as_of)
    tell(
        context.obj,
        made(space, name, chosen(format, output, TextForm.MD).value, private=private),
        output,
        dry_run=dry_run,
    )
    for omission in omissions(space):
        context.obj.say(f"note: {omission}")
