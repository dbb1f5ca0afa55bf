"""`cmtool validate`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from cmtool.cli.output import paint, write


class Format(StrEnum):
    """Forms of findings."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"


class FailOn(StrEnum):
    """The lowest severity that makes validation fail."""

    ERROR = "error"
    WARNING = "warning"


def validate(
    context: typer.Context,
    paths: list[Path] = typer.Argument(
        None, metavar="[PATH]...", help="Report only these files and folders; all are read.", show_default=False
    ),
    fail_on: FailOn = typer.Option(FailOn.ERROR, help="Lowest severity that gives exit code 1."),
    due: bool = typer.Option(False, "--due", help="List what is due as well, not only its number."),
    format: Format = typer.Option(Format.TEXT, help="Form of the findings."),
    private: bool = typer.Option(False, "--private", help="Also rules for the people who run the community (SKL201)."),
    output: Path = typer.Option(None, "-o", "--output", help="Write to a file instead.", show_default=False),
) -> None:
    """Check every record of the registry.

    Exit code 0: nothing at or above --fail-on; 1: findings; 2: cannot go on.

    Example: cmtool validate registry/members --fail-on warning
    """
    shared = context.obj
    report = shared.workspace.validate(paths or [], private=private)
    findings = report.listed(due=due)
    if format is Format.TEXT:
        from cmtool.formats.text import text

        told = text(findings, shared.shown, paint(shared)) + ("\n" if findings else "")
        write(shared, told + report.summary(listed=due) + "\n", output)
    elif format is Format.CONCISE:
        from cmtool.formats.concise import concise

        write(shared, concise(findings, shared.shown), output)
    elif format is Format.JSON:
        from cmtool.formats.json import json

        write(shared, json(findings, shared.shown_from_top), output)
    else:
        from cmtool.formats.github import github

        write(shared, github(findings, shared.shown_from_top), output)
    for notice in report.notices:
        shared.say(f"note: {notice}")
    if report.fails(warnings_too=fail_on is FailOn.WARNING):
        raise typer.Exit(1)
