"""`cmtool export`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli.app import Command
from cmtool.cli.export_codeowners import codeowners
from cmtool.cli.export_govstack import govstack
from cmtool.cli.form import OUTPUT
from cmtool.cli.output import write

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Write records for another program.")


@app.callback()
def export() -> None:
    """Write records for another program."""


app.command("codeowners", cls=Command)(codeowners)
app.command("govstack", cls=Command)(govstack)


@app.command("csv", cls=Command)
def csv(
    context: typer.Context,
    kind: str = typer.Argument(
        metavar="KIND",
        help="members, groups, meetings, skills, requests, needs, activities, spotlights, memberships or "
        "member-skills.",
        show_default=False,
    ),
    output: Path = OUTPUT,
    raw: bool = typer.Option(False, "--raw", help="For programs: formulas unguarded, no byte order mark."),
    private: bool = typer.Option(False, "--private", help="What members may see as well, of everybody."),
) -> None:
    """Write the records of a kind as a spreadsheet, which `import csv` reads back.

    Without --private: public fields of people who consented to listing. Private notes never.

    Example: cmtool export csv members -o members.csv
    """
    from cmtool.workspace.spreadsheets import sheet_of

    shared = context.obj
    sheet = sheet_of(shared.workspace, kind, private=private, raw=raw)
    write(shared, sheet.text, output)
    for note in sheet.notes:
        shared.say(f"note: {note}")
