"""`cmtool draft`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import DRY_RUN, OUTPUT, tell, tell_omissions
from cmtool.cli.output import write
from cmtool.errors import CmtoolError

SUBJECT = typer.Argument(
    None,
    metavar="SUBJECT",
    help="Id of the record that it is about; update, newsletter and brief take none.",
    autocompletion=complete.refs,
    show_default=False,
)
SINCE = typer.Option(
    None,
    "--since",
    metavar="DAY",
    help="Of an update, a newsletter or a brief: what happened from this day on: 2026-09-01, 2026-Q3, 90d.",
    show_default=False,
)
ROLE = typer.Option(
    None,
    "--for",
    metavar="ROLE",
    help="Of an invitation: only the text for this role, as triage-lead, workstream or member.",
    show_default=False,
)
FOLDER = typer.Option(
    None,
    "--folder",
    metavar="DIR",
    help="Of a spotlight: write text, cards, alternative text and check list into this folder.",
    show_default=False,
)
FONT_DIR = typer.Option(
    None,
    "--font-dir",
    metavar="DIR",
    help="With --folder: fonts for letters that Noto Sans does not have, as Chinese or Arabic.",
    show_default=False,
)


def draft(
    context: typer.Context,
    name: str = typer.Argument(
        metavar="NAME", help="The draft, as spotlight, reply or newsletter.", autocompletion=complete.drafts
    ),
    subject: str = SUBJECT,
    since: str = SINCE,
    role: str = ROLE,
    folder: Path = FOLDER,
    font_dir: Path = FONT_DIR,
    output: Path = OUTPUT,
    dry_run: bool = DRY_RUN,
) -> None:
    """Write a text for somebody to edit, have approved and send. cmtool sends nothing.

    A request: reply, forward. A member: onboarding, thanks, spotlight. A need: outreach. A spotlight: consent,
    spotlight. A meeting: invitation. The whole community: update, newsletter, brief.

    Example: cmtool draft reply 2026-11-18-help-508

    What happened since a day: cmtool draft newsletter --since 2026-09-01

    An invitation to a meeting, a text for each kind of reader: cmtool draft invitation 2026-11-26-communitymeet
    """
    if name != "invitation" and role is not None:
        raise CmtoolError(f"draft {name} takes no --for")
    if font_dir is not None and folder is None:
        raise CmtoolError("--font-dir is for the pictures of --folder")
    if folder is not None:
        _write_folder(context, name, subject, folder, output, font_dir, dry_run=dry_run)
    else:
        tell(context.obj, _text(context, name, subject, role, since), output, dry_run=dry_run)
    tell_omissions(context.obj)


def _text(context: typer.Context, name: str, subject: str | None, role: str | None, since: str | None) -> str:
    space = context.obj.workspace
    if name == "invitation" and subject is not None:
        from cmtool.workspace.agendas import invitations

        if since is not None:
            raise CmtoolError("draft invitation takes no --since")
        return invitations(space, subject, role)
    from cmtool.schedule import days
    from cmtool.workspace.rendering import draft as made

    day = days.since(since, lambda: space.today) if since is not None else None
    return made(space, name, subject, day)


def _write_folder(
    context: typer.Context,
    name: str,
    subject: str | None,
    folder: Path,
    output: Path | None,
    font_dir: Path | None,
    *,
    dry_run: bool,
) -> None:
    """The texts and pictures of a spotlight."""
    if name != "spotlight" or subject is None:
        raise CmtoolError("--folder is for a spotlight: cmtool draft spotlight SUBJECT --folder DIR")
    if output is not None:
        raise CmtoolError("--folder writes several files: leave -o out")
    from cmtool.workspace.spotlight_folders import write_folder
    from cmtool.workspace.subjects import subject as found

    space = context.obj.workspace
    ref = found(space.registry, ("spotlights", "members"), subject).ref
    changes = write_folder(space, ref, folder, dry_run=dry_run, font_folder=font_dir)
    verb = "would write" if dry_run else "wrote"
    lines = [f"{verb} {folder / path}" for path in changes.written]
    lines += [f"{'would remove' if dry_run else 'removed'} {folder / path}" for path in changes.removed]
    write(context.obj, "".join(f"{line}\n" for line in lines or [f"{folder}: nothing has changed"]))
