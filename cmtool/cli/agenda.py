"""`cmtool agenda`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import AS_OF, DRY_RUN, OUTPUT, TEXT_FORM, TextForm, chosen, tell, tell_omissions
from cmtool.errors import CmtoolError


class Target(StrEnum):
    """Where an agenda is worked on."""

    GDOCS = "gdocs"
    HACKMD = "hackmd"
    PLAIN = "plain"


_SUFFIXES = {Target.GDOCS: (".html", ".htm"), Target.HACKMD: (".md", ".markdown"), Target.PLAIN: (".txt",)}


def agenda(
    context: typer.Context,
    meeting: str = typer.Argument(
        metavar="MEETING", help="Id of a planned or held meeting.", autocompletion=complete.meetings
    ),
    output: Path = OUTPUT,
    as_of: str = AS_OF,
    format: TextForm = TEXT_FORM,
    target: Target = typer.Option(
        None,
        "--for",
        help="As a page that Google Docs imports, a note of HackMD, or plain text for a mail.",
        show_default=False,
    ),
    dry_run: bool = DRY_RUN,
) -> None:
    """Write the agenda of a meeting, with a proposal for each slot that is missing. A draft: it names everybody.

    With a known length the proposals are fitted into it; slots of the record are never changed. Proposals are only
    shown; `cmtool meeting fill` takes them into the record, where the minutes look for them.

    Example: cmtool agenda 2026-11-26-communitymeet -o agenda.md

    To open it with Google Docs: cmtool agenda 2026-11-26-communitymeet --for gdocs -o agenda.html
    """
    from cmtool.workspace.agendas import agenda as made

    space = context.obj.at(as_of)
    if target is not None:
        _refuse_other_form(target, format, output)
        text = made(space, meeting, target.value)
    else:
        text = made(space, meeting, chosen(format, output, TextForm.MD).value)
    tell(context.obj, text, output, dry_run=dry_run)
    tell_omissions(context.obj, space)


def _refuse_other_form(target: Target, format: TextForm | None, output: Path | None) -> None:
    """A target has its form; nothing else may be asked for at the same time."""
    if format is not None:
        raise CmtoolError(f"--for {target} has one form: leave --format out")
    endings = _SUFFIXES[target]
    if output is not None and str(output) != "-" and output.suffix.lower() not in endings:
        raise CmtoolError(f"--for {target} writes a file that ends with {endings[0]}, not '{output}'")
