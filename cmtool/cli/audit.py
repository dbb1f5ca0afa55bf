"""`cmtool audit`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import OUTPUT, TABLE_FORM, TableForm, chosen, tell_table
from cmtool.errors import CmtoolError

_FULL_HASH = 64


def audit(
    context: typer.Context,
    record: str = typer.Option(
        None,
        "--record",
        metavar="REF",
        help="Only changes of this record.",
        autocompletion=complete.refs,
        show_default=False,
    ),
    person: str = typer.Option(
        None, "--person", metavar="MEMBER", help="Only what concerns a member, or is by them.", show_default=False
    ),
    field: list[str] = typer.Option(
        [], "--field", metavar="FIELD", help="Only changes of this field, as consents or members.role."
    ),
    since: str = typer.Option(
        None, "--since", metavar="DAY", help="Only from this day on: 2026-03-01, 2026-Q1, 90d.", show_default=False
    ),
    until: str = typer.Option(
        None, "--until", metavar="DAY", help="Only up to the end of this day: 2026-03-01, 2026-Q1.", show_default=False
    ),
    flagged: bool = typer.Option(False, "--flagged", help="Only what to look at twice."),
    verify: bool = typer.Option(False, "--verify", help="Check signatures and objects; fail if one does not hold."),
    anchor: str = typer.Option(
        None,
        "--anchor",
        metavar="COMMIT",
        help="With --verify: trust this commit, check what follows.",
        show_default=False,
    ),
    format: TableForm = TABLE_FORM,
    output: Path = OUTPUT,
) -> None:
    """Tell who changed what as git claims it: author, committer and signature side by side, with flags.

    Example: cmtool audit --person amina-diallo --since 2026-Q1
    """
    from cmtool.formats.audit import table
    from cmtool.render.escape import visible
    from cmtool.workspace.auditing import audit as audited
    from cmtool.workspace.question import Question

    if anchor is not None and not verify:
        raise CmtoolError("--anchor goes with --verify")
    question = Question(record, person, tuple(field), since, until, flagged)
    found = audited(context.obj.workspace, question, verify=verify, anchor=anchor)
    form = chosen(format, output, TableForm.TABLE)
    told = table(found.rows, _FULL_HASH) if form is TableForm.CSV else table(found.rows)
    tell_table(context.obj, told, form, output)
    for note in found.notes:
        context.obj.say(f"note: {visible(note)}")
    for failure in found.failures:
        context.obj.complain(f"not verified: {failure}")
    if not found.rows:
        context.obj.say("nothing happened that fits")
    raise typer.Exit(1 if found.failures else 0)
