"""`cmtool draft`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import DRY_RUN, OUTPUT, tell, tell_omissions
from cmtool.errors import CmtoolError


def draft(
    context: typer.Context,
    name: str = typer.Argument(
        metavar="NAME", help="The draft, as spotlight or invitation.", autocompletion=complete.drafts
    ),
    subject: str = typer.Argument(
        metavar="SUBJECT", help="Id of the member or meeting that it is about.", autocompletion=complete.refs
    ),
    role: str = typer.Option(
        None,
        "--for",
        metavar="ROLE",
        help="Of an invitation: only the text for this role, as triage-lead, workstream or member.",
        show_default=False,
    ),
    output: Path = OUTPUT,
    dry_run: bool = DRY_RUN,
) -> None:
    """Write a text for somebody to edit, have approved and send. cmtool sends nothing.

    Example: cmtool draft spotlight amina-diallo

    An invitation to a meeting, a text for each kind of reader: cmtool draft invitation 2026-11-26-communitymeet
    """
    if name != "invitation" and role is not None:
        raise CmtoolError(f"draft {name} takes no --for")
    tell(context.obj, _text(context, name, subject, role), output, dry_run=dry_run)
    tell_omissions(context.obj)


def _text(context: typer.Context, name: str, subject: str, role: str | None) -> str:
    if name == "invitation":
        from cmtool.workspace.agendas import invitations

        return invitations(context.obj.workspace, subject, role)
    from cmtool.workspace.rendering import draft as made

    return made(context.obj.workspace, name, subject)
