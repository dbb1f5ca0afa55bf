"""`cmtool import csv`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import typer

from cmtool.cli.output import write
from cmtool.cli.writing import how_of, told


def import_csv(
    context: typer.Context,
    file: Path = typer.Argument(metavar="FILE", help="The table: comma, semicolon or tab.", show_default=False),
    map_file: Path = typer.Option(
        None,
        "--map",
        metavar="FILE",
        help="What columns and words mean (docs/spreadsheets.md).",
        show_default=False,
    ),
    kind: str = typer.Option(
        None, "--kind", help="members, memberships, skills, ..; told by the columns by default.", show_default=False
    ),
    default: list[str] = typer.Option([], "--default", metavar="FIELD=VALUE", help="For rows that do not say."),
    ignore_unknown: bool = typer.Option(False, "--ignore-unknown", help="Leave columns out that nobody knows."),
    skip_bad_rows: bool = typer.Option(False, "--skip-bad-rows", help="Leave rows with problems out."),
    apply: bool = typer.Option(False, "--apply", help="Make the change, in one commit."),
) -> None:
    """Show what a spreadsheet, or the answers to a form, would change; with --apply, change it.

    Records are found by id first. A blank cell deletes nothing, and no address is ever taken over. A column is never
    taken for a consent by its name: a map file says so, word by word.

    Exit code 1: rows with problems, which are told with their place; nothing of such a sheet is applied.

    Example: cmtool import csv people.csv --map map.yaml --apply
    """
    from cmtool.workspace import spreadsheets
    from cmtool.workspace.changing import change

    shared = context.obj
    plan_of = partial(
        spreadsheets.plan_of,
        file=file,
        map_file=map_file,
        kind=kind,
        defaults=default,
        ignore_unknown=ignore_unknown,
        skip_bad_rows=skip_bad_rows,
    )
    plan = plan_of(shared.workspace)
    write(shared, spreadsheets.told(plan))
    if plan.is_blocked:
        if apply:
            spreadsheets.refuse_blocked(plan)
        raise typer.Exit(1)
    if not apply or how_of(context).is_dry:
        shared.say("nothing was changed: repeat it with --apply" if plan.differences else "nothing to change")
        return
    told(
        context,
        lambda space, how: change(space, lambda fresh, _: spreadsheets.applicable(plan_of(fresh)), how),
        is_shown=False,
    )
