"""`cmtool due`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import AS_OF, OUTPUT, TABLE_FORM, TableForm, tell_table


def due(
    context: typer.Context,
    within: str = typer.Option("0d", "--within", metavar="DAYS", help="Also what comes due in this time, as 14d."),
    member: str = typer.Option(
        None,
        "--for",
        metavar="MEMBER",
        help="Only what this member should settle.",
        autocompletion=complete.members,
        show_default=False,
    ),
    format: TableForm = TABLE_FORM,
    output: Path = OUTPUT,
    as_of: str = AS_OF,
) -> None:
    """List what is due, the oldest first.

    Example: cmtool due --within 14d --for liis-tamm
    """
    from cmtool.schedule.days import span_of_days
    from cmtool.workspace.obligations import due as obligations

    table = obligations(context.obj.at(as_of), span_of_days(within), member)
    if table.rows or format is not None or output is not None:
        tell_table(context.obj, table, format, output)
    else:
        context.obj.say("nothing is due")
