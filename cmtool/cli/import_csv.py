"""`cmtool import csv`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cmtool.cli.output import write
from cmtool.cli.writing import told

if TYPE_CHECKING:
    from cmtool.exchange.spreadsheet import Plan
    from cmtool.workspace import Workspace


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
        None,
        "--kind",
        metavar="KIND",
        help="members, memberships, groups, meetings, skills, member-skills, requests, needs, activities or "
        "spotlights; told by the columns by default.",
        show_default=False,
    ),
    default: list[str] = typer.Option([], "--default", metavar="FIELD=VALUE", help="For rows that do not say."),
    ignore_unknown: bool = typer.Option(False, "--ignore-unknown", help="Leave columns out that nobody knows."),
    skip_bad_rows: bool = typer.Option(False, "--skip-bad-rows", help="Leave rows with problems out."),
    apply: bool = typer.Option(False, "--apply", help="Make the change, in one commit."),
) -> None:
    """Show what a spreadsheet, or the answers to a form, would change; with --apply, change it.

    Records are found by id first. A blank cell deletes nothing, and no address is ever taken over. A column is never
    taken for a consent by its name: a map file says so, word by word.

    Exit code 0: done, or it can be done; 1: rows with problems, or the registry would get errors; 2: cannot go on.
    Nothing of a sheet with problems is applied, unless --skip-bad-rows leaves those rows out.

    Example: cmtool import csv people.csv --map map.yaml --apply
    """
    from cmtool.workspace import spreadsheets

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
    try:
        spreadsheets.refuse_blocked(plan)
        _judged(context, plan_of, plan, apply=apply)
    except spreadsheets.Blocked as error:
        shared.complain(f"error: {error}")
        raise typer.Exit(1) from None


def _judged(context: typer.Context, plan_of: Callable[[Workspace], Plan], plan: Plan, *, apply: bool) -> None:
    """Take the plan through the door of all changes, which judges it even where nothing is to be written."""
    from cmtool.workspace import spreadsheets
    from cmtool.workspace.changing import Done, How, change

    def act(space: Workspace, how: How) -> Done:
        if apply:
            return change(space, lambda fresh, _: spreadsheets.applicable(plan_of(fresh)), how)
        return change(space, lambda _, __: plan.change_set, how._replace(is_dry=True))._replace(paths=[])

    is_again = plan.differences and not apply
    nothing = "nothing was changed: repeat it with --apply" if is_again else "nothing to change"
    told(context, act, nothing, is_shown=False)
