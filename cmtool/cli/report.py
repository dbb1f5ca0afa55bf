"""`cmtool report`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import AS_OF, DRY_RUN, OUTPUT, TEXT_FORM, ReportForm, chosen, tell, tell_omissions


def report(
    context: typer.Context,
    name: str = typer.Argument(
        metavar="NAME", help="The report, as overview, calendar, growth or care.", autocompletion=complete.reports
    ),
    output: Path = OUTPUT,
    as_of: str = AS_OF,
    format: ReportForm = TEXT_FORM,
    group: str = typer.Option(
        None,
        "--group",
        metavar="GROUP",
        help="Of calendar and growth: only what is about this group.",
        autocompletion=complete.groups,
        show_default=False,
    ),
    within: str = typer.Option(
        None, "--within", metavar="DAYS", help="Of the calendar: how far ahead, as 400d.", show_default="92d"
    ),
    private: bool = typer.Option(False, "--private", help="Name also those who did not consent to listing."),
    dry_run: bool = DRY_RUN,
) -> None:
    """Write a report about the community. Without --private it names only those who consented to listing.

    Example: cmtool report overview -o overview.html

    Example: cmtool report calendar --group payments -o payments.ics

    Example: cmtool report meetings -o meetings.html

    Example: cmtool report growth --group payments

    What tells of persons is for those who run the community: cmtool report care --private
    """
    from cmtool.schedule.days import span_of_days
    from cmtool.workspace.rendering import report as made
    from cmtool.workspace.rendering import report_forms

    form = chosen(format, output, ReportForm.MD, report_forms(name))
    options = {"group": group, "within": None if within is None else span_of_days(within)}
    space = context.obj.at(as_of)
    text = made(space, name, form.value, private=private, options=options, past=as_of is not None)
    tell(context.obj, text, output, dry_run=dry_run)
    tell_omissions(context.obj, space)
