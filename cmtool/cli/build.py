"""`cmtool build`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import typer

from cmtool.cli.form import DRY_RUN, tell_omissions
from cmtool.cli.output import write


def build(
    context: typer.Context,
    output: Path = typer.Option(
        Path("build"), "-o", "--output", metavar="DIR", help="Folder; new, empty, or made by build."
    ),
    keep_going: bool = typer.Option(False, "--keep-going", help="Build even while the registry has errors."),
    dry_run: bool = DRY_RUN,
) -> None:
    """Make every report, agenda and draft: public/ to be published, drafts/ for those who edit and approve.

    Exit code 0: built; 1: the registry has errors; 2: cannot go on.

    Example: cmtool build -o build
    """
    from cmtool.workspace import counted
    from cmtool.workspace.building import build as made

    shared = context.obj
    progress = _progress(shared.quiet)
    built = made(shared.workspace, output, keep_going=keep_going, dry_run=dry_run, progress=progress)
    progress("")
    if built.changes is None:
        errors = counted(built.errors, "error")
        shared.complain(f"{errors} in the registry, nothing written: see cmtool validate, or use --keep-going")
        raise typer.Exit(1)
    written, unchanged, removed = built.changes
    verb = "would write" if dry_run else "wrote"
    if dry_run:
        write(shared, "".join(f"write {path}\n" for path in written) + "".join(f"remove {path}\n" for path in removed))
    write(
        shared,
        f"{output}: {verb} {counted(len(written), 'file')}, {len(unchanged)} unchanged, {len(removed)} removed\n",
    )
    if not dry_run:
        shared.say(f"publish {output / 'public'}; {output / 'drafts'} is for editors")
    tell_omissions(shared)
    if built.errors:
        raise typer.Exit(1)


def _progress(quiet: bool) -> Callable[[str], None]:
    """Say on a terminal what is being made, on one line that the summary replaces; elsewhere nothing."""
    if quiet or not sys.stderr.isatty():
        return lambda what: None
    return lambda what: typer.echo(f"\r\x1b[K{what}\r", err=True, nl=False)
