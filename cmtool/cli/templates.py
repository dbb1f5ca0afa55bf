"""`cmtool templates`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.app import Command
from cmtool.cli.form import DRY_RUN, OUTPUT, TABLE_FORM, TableForm, tell_table
from cmtool.cli.output import write

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="List, copy and check templates of reports, agendas and drafts."
)


@app.command("list", cls=Command)
def list_(
    context: typer.Context,
    format: TableForm = TABLE_FORM,
    output: Path = OUTPUT,
) -> None:
    """List all templates, and which ones the registry has of its own.

    Example: cmtool templates list
    """
    from cmtool.workspace.templates import listed

    tell_table(context.obj, listed(context.obj.workspace), format, output)


@app.command("copy", cls=Command)
def copy(
    context: typer.Context,
    name: str = typer.Argument(
        metavar="NAME", help="The template, as reports/overview.md.j2.", autocompletion=complete.templates
    ),
    dry_run: bool = DRY_RUN,
) -> None:
    """Copy a built-in template into the registry's templates/, where it takes the place of ours.

    Example: cmtool templates copy drafts/spotlight.txt.j2
    """
    from cmtool.workspace.templates import copy as copied

    target = copied(context.obj.workspace, name, dry_run=dry_run)
    write(context.obj, f"{'would write' if dry_run else 'wrote'} {target}\n")
    if not dry_run:
        context.obj.say("next: change it, then cmtool templates check")


@app.command("check", cls=Command)
def check(context: typer.Context) -> None:
    """Fill in the registry's own templates with the sample community, in a child process with bounds.

    Exit code 0: all can be filled in; 1: some cannot.

    Example: cmtool templates check
    """
    from cmtool.workspace import counted
    from cmtool.workspace.templates import own_count, problems

    space = context.obj.workspace
    found = problems(space)
    write(context.obj, "".join(f"{problem}\n" for problem in found))
    own = counted(own_count(space), "own template")
    write(context.obj, f"{own} checked: {counted(len(found), 'problem') if found else 'no problems'}\n")
    if found:
        raise typer.Exit(1)
