"""`cmtool history`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import OUTPUT, chosen, tell_table
from cmtool.cli.output import write


class EventForm(StrEnum):
    """Forms of changes."""

    TABLE = "table"
    MD = "md"
    JSON = "json"
    CSV = "csv"


def history(
    context: typer.Context,
    ref: str = typer.Argument(
        None,
        metavar="REF",
        help="folder/id, or an id alone where it is clear; all records without it.",
        autocompletion=complete.refs,
        show_default=False,
    ),
    field: list[str] = typer.Option(
        [], "--field", metavar="FIELD", help="Only changes of this field, as members.role."
    ),
    since: str = typer.Option(
        None, "--since", metavar="DAY", help="Only from this day on: 2026-03-01, 2026-Q1, 90d.", show_default=False
    ),
    format: EventForm = typer.Option(
        None, "--format", help="Form; the suffix of -o chooses it as well.", show_default="table"
    ),
    output: Path = OUTPUT,
    private: bool = typer.Option(False, "--private", help="Values of private fields as well."),
) -> None:
    """Tell what happened to a record, the oldest first; to a person in the records of others as well.

    Example: cmtool history groups/payments --field members --since 2026-01
    """
    from cmtool.formats import events
    from cmtool.workspace.history import history as happened

    found = happened(context.obj.workspace, ref, fields=field, since=since, private=private)
    form = chosen(format, output, EventForm.TABLE)
    if form is EventForm.JSON:
        rows = found.rows()
        write(context.obj, events.json(rows), output)
        is_empty = not rows
    else:
        lines = found.lines()
        if form is EventForm.MD:
            write(context.obj, events.markdown(lines, f"History of {ref or 'the registry'}"), output)
        else:
            tell_table(context.obj, events.table(lines), form.value, output)
        is_empty = not lines
    if is_empty:
        context.obj.say("nothing happened" + (" that fits" if field or since else ""))
