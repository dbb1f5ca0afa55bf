"""`cmtool validate`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from cmtool.cli.context import Context
from cmtool.cli.form import FINDING_FORM, OUTPUT, FindingForm, chosen
from cmtool.cli.output import paint, write
from cmtool.finding import Finding


class FailOn(StrEnum):
    """The lowest severity that makes validation fail."""

    ERROR = "error"
    WARNING = "warning"


def validate(
    context: typer.Context,
    paths: list[Path] = typer.Argument(
        None, metavar="PATH", help="Report only these files and folders; all are read.", show_default=False
    ),
    fail_on: FailOn = typer.Option(FailOn.ERROR, help="Lowest severity that gives exit code 1."),
    due: bool = typer.Option(False, "--due", help="List what is due as well, not only its number."),
    since: str = typer.Option(
        None, "--since", metavar="REV", help="Only findings that this commit has not.", show_default=False
    ),
    format: FindingForm = FINDING_FORM,
    private: bool = typer.Option(False, "--private", help="Also rules for the people who run the community (SKL201)."),
    output: Path = OUTPUT,
) -> None:
    """Check every record of the registry.

    Exit code 0: nothing at or above --fail-on; 1: findings; 2: cannot go on.

    Example: cmtool validate registry/members --fail-on warning --since main
    """
    shared = context.obj
    report = shared.workspace.validate(paths or [], private=private)
    if since is not None:
        from cmtool.workspace.difference import only_new

        report = only_new(shared.workspace, report, since)
    findings = report.listed(due=due)
    form = chosen(format, output, FindingForm.TEXT)
    if output is not None or form in (FindingForm.JSON, FindingForm.GITHUB):
        kept = [finding for finding in findings if not finding.source.private]
        if len(kept) < len(findings):
            shared.say(f"note: {len(findings) - len(kept)} more in the overlay, told on a terminal only")
        findings = kept
    write(shared, _told(shared, form, findings, report.summary(listed=due)), output)
    for notice in report.notices:
        shared.say(f"note: {notice}")
    if report.fails(warnings_too=fail_on is FailOn.WARNING):
        raise typer.Exit(1)


def _told(shared: Context, form: FindingForm, findings: list[Finding], summary: str) -> str:
    """Findings in a form; the summary only where a person reads them."""
    from cmtool.formats.concise import concise
    from cmtool.formats.github import github
    from cmtool.formats.json import json
    from cmtool.formats.text import text

    if form is FindingForm.TEXT:
        return text(findings, shared.shown, paint(shared)) + ("\n" if findings else "") + summary + "\n"
    if form is FindingForm.CONCISE:
        return concise(findings, shared.shown)
    return (json if form is FindingForm.JSON else github)(findings, shared.shown_from_top)
