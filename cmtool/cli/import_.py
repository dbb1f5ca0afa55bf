"""`cmtool import`."""

from __future__ import annotations

import shlex
from datetime import UTC
from pathlib import Path

import typer

from cmtool.cli.app import Command
from cmtool.cli.output import write

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Make a new registry out of a file of another project."
)


@app.command("kubernetes-sigs", cls=Command)
def kubernetes_sigs(
    context: typer.Context,
    file: Path = typer.Argument(metavar="FILE", help="The sigs.yaml of kubernetes/community.", show_default=False),
    into: Path = typer.Option(..., "--into", metavar="DIR", help="New folder, or an empty one.", show_default=False),
    manager: str = typer.Option(
        ...,
        "--manager",
        metavar="NAME",
        help="Community manager: a name, or a GitHub handle of the file.",
        show_default=False,
    ),
    contact: str = typer.Option(..., "--contact", metavar="ADDRESS", help="Shared mailbox.", show_default=False),
    dry_run: bool = typer.Option(False, "--dry-run", help="Only tell what would be made."),
) -> None:
    """Import the groups, people and meetings of the Kubernetes community.

    Mail addresses are never taken over. What a registry has no place for is counted and told.

    Example: cmtool import kubernetes-sigs sigs.yaml --into new --manager "Ada Lind" --contact hello@meridian.example
    """
    from cmtool.formats.imported import imported
    from cmtool.workspace.exchange import import_kubernetes_sigs

    shared = context.obj
    today = shared.day_in(UTC)
    made = import_kubernetes_sigs(file, into, manager=manager, contact=contact, today=today, dry_run=dry_run)
    verb = "would make" if dry_run else "made"
    head = f"{verb} {into}: {', '.join(made.counts)}\n{made.report.summary()}\n"
    write(shared, imported(head, made.undated, made.notices, made.losses, str(file)))
    if not dry_run:
        shared.say(f"\nnext: cmtool validate --registry {shlex.quote(str(into))}")
