"""`cmtool validate`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cmtool.cli.context import Context
from cmtool.cli.form import FINDING_FORM, OUTPUT, FindingForm, chosen
from cmtool.cli.output import paint, write
from cmtool.finding import Finding

if TYPE_CHECKING:
    from cmtool.workspace.judging import Verdict


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
    commit: str = typer.Option(
        None, "--commit", metavar="REV", help="Check what this commit holds, not what lies on disk.", show_default=False
    ),
    format: FindingForm = FINDING_FORM,
    private: bool = typer.Option(
        False, "--private", help="Also rules for the people who run the community (SKL201, ACT203)."
    ),
    output: Path = OUTPUT,
) -> None:
    """Check every record of the registry.

    With --commit no checkout, link or filter of git changes what is checked: the files are read as git keeps them, and
    the overlay is not looked at. So CI should check pull requests.

    Exit code 0: nothing at or above --fail-on; 1: findings; 2: cannot go on.

    Example: cmtool validate registry/members --fail-on warning --since main

    Example: cmtool validate --commit HEAD --format sarif -o cmtool.sarif
    """
    shared = context.obj
    form = chosen(format, output, FindingForm.TEXT)
    verdict = _verdict(shared, commit, paths or [], since, private=private)
    public = _public(shared, verdict, due=due) if output is not None or form not in _FOR_PEOPLE else verdict
    write(shared, _told(shared, form, public, due=due, warnings_too=fail_on is FailOn.WARNING), output)
    for notice in verdict.report.notices:
        shared.say(f"note: {notice}")
    if verdict.report.fails(warnings_too=fail_on is FailOn.WARNING):
        raise typer.Exit(1)


_FOR_PEOPLE = (FindingForm.TEXT, FindingForm.CONCISE)
"""Forms that a person reads on a terminal, where findings of the overlay may be told."""


def _verdict(shared: Context, commit: str | None, paths: list[Path], since: str | None, *, private: bool) -> Verdict:
    from cmtool.workspace.judging import at_commit, on_disk

    space = shared.workspace
    if commit is None:
        verdict = on_disk(space, paths, private=private)
    else:
        verdict = at_commit(space, commit, paths, private=private)
    if since is None:
        return verdict
    from cmtool.render.escape import visible
    from cmtool.workspace.difference import only_new

    return verdict._replace(report=only_new(verdict.space, verdict.report, since)._replace(since=visible(since)))


def _public(shared: Context, verdict: Verdict, *, due: bool) -> Verdict:
    """The verdict without findings of the overlay, which are only counted."""
    report = verdict.report
    findings, obligations = ([f for f in found if not f.source.private] for found in (report.findings, report.due))
    kept = report._replace(findings=findings, due=obligations)
    left = len(report.listed(due=due)) - len(kept.listed(due=due))
    if left:
        shared.say(f"note: {left} more in the overlay, told on a terminal only")
    return verdict._replace(report=kept)


def _told(shared: Context, form: FindingForm, verdict: Verdict, *, due: bool, warnings_too: bool) -> str:
    """Findings in a form; the summary only where a person reads them."""
    report = verdict.report
    findings = report.listed(due=due)
    if form is FindingForm.TEXT:
        return _text(shared, findings, report.summary(listed=due))
    if form is FindingForm.CONCISE:
        from cmtool.formats.concise import concise

        return concise(findings, shared.shown)
    if form is FindingForm.SARIF:
        from cmtool.formats.sarif import sarif

        return sarif(findings, shared.shown_from_top, report.notices)
    if form is FindingForm.JUNIT:
        from cmtool.formats.junit import junit

        return junit(findings, verdict.files, shared.shown_from_top, warnings_too=warnings_too)
    if form is FindingForm.MARKDOWN:
        from cmtool.formats.findings_markdown import markdown

        return markdown(findings, report.summary(listed=due), shared.shown_from_top, report.notices)
    return _plain(shared, form, findings)


def _text(shared: Context, findings: list[Finding], summary: str) -> str:
    from cmtool.formats.text import text

    return text(findings, shared.shown, paint(shared)) + ("\n" if findings else "") + summary + "\n"


def _plain(shared: Context, form: FindingForm, findings: list[Finding]) -> str:
    """Forms that hold the findings and nothing else."""
    from cmtool.formats.github import github
    from cmtool.formats.gitlab import gitlab
    from cmtool.formats.json import json

    forms = {FindingForm.JSON: json, FindingForm.GITHUB: github, FindingForm.GITLAB: gitlab}
    return forms[form](findings, shared.shown_from_top)
