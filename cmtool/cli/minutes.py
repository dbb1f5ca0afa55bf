"""`cmtool minutes`."""

from __future__ import annotations

import shlex
from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import AS_OF, DRY_RUN, OUTPUT, TEXT_FORM, TextForm, chosen, tell, tell_omissions


def minutes(
    context: typer.Context,
    meeting: str = typer.Argument(
        metavar="MEETING", help="Id of a meeting.", autocompletion=complete.meetings, show_default=False
    ),
    output: Path = OUTPUT,
    form: bool = typer.Option(False, "--form", help="The form to fill in, also of a held meeting."),
    as_of: str = AS_OF,
    format: TextForm = TEXT_FORM,
    dry_run: bool = DRY_RUN,
) -> None:
    """Write the minutes of a held meeting, or the form to fill in for one that is not closed yet.

    A draft: it names everybody. `cmtool meeting close` reads the filled form back, in Markdown and in no other form.

    Example: cmtool minutes 2026-11-26-communitymeet -o minutes.md

    To correct a closed one: cmtool minutes 2026-11-03-payments --form -o minutes.md
    """
    from cmtool.workspace.minutes import minutes as made

    space = context.obj.at(as_of)
    wanted = chosen(format, output, TextForm.MD)
    found = made(space, meeting, wanted.value, to_fill=form)
    tell(context.obj, found.text, output, dry_run=dry_run)
    if found.is_form and output is not None and str(output) != "-" and not dry_run:
        context.obj.say(_next(found.id, wanted, output))
    tell_omissions(context.obj, space)


def _next(id: str, form: TextForm, output: Path) -> str:
    """What to do with a form that was written."""
    if form is not TextForm.MD:
        return f"note: only the form in Markdown can be read back: -o {shlex.quote(str(output.with_suffix('.md')))}"
    return f"next: fill it in, then cmtool meeting close {id} --minutes {shlex.quote(str(output))}"
