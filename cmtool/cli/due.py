"""`cmtool due`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import AS_OF, OUTPUT, RECORD_FORM, chosen, tell, tell_omissions, tell_table


class DueForm(StrEnum):
    """Forms of what is due."""

    TEXT = "text"
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"
    MARKDOWN = "markdown"
    ICS = "ics"


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
    format: DueForm = RECORD_FORM,
    output: Path = OUTPUT,
    as_of: str = AS_OF,
) -> None:
    """List what is due, the oldest first.

    `--format markdown` is a check list for an issue, `-o due.ics` a calendar with reminders on that morning and three
    days before; what is overdue stands on today. Both say what people promised: they are for those who work on it.
    Import a calendar again to bring it up to date.

    Example: cmtool due --within 14d --for liis-tamm

    Example: cmtool due --within 90d --for liis-tamm -o due.ics
    """
    from cmtool.schedule.days import span_of_days
    from cmtool.workspace import obligations

    space, days = context.obj.at(as_of), span_of_days(within)
    form = chosen(format, output, DueForm.TEXT)
    if form in (DueForm.MD, DueForm.MARKDOWN):
        tell(context.obj, obligations.as_markdown(space, days, member), output)
    elif form is DueForm.ICS:
        tell(context.obj, obligations.as_calendar(space, days, member), output)
    elif form is not DueForm.TEXT:
        tell_table(context.obj, obligations.due(space, days, member), form, output)
    elif (text := obligations.as_text(space, days, member)) or output is not None:
        tell(context.obj, text, output)
    else:
        context.obj.say("nothing is due")
    tell_omissions(context.obj, space)
