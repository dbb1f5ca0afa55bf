"""`cmtool import kubernetes-sigs`."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import typer

from cmtool.cli.import_new import head, is_dry, say_next
from cmtool.cli.output import write
from cmtool.cli.writing import make
from cmtool.errors import CmtoolError


def kubernetes_sigs(
    context: typer.Context,
    file: Path = typer.Argument(metavar="FILE", help="The sigs.yaml of kubernetes/community.", show_default=False),
    into: Path = typer.Option(
        None,
        "--into",
        metavar="DIR",
        help="Make a new registry in this folder, new or empty; without it, the registry that is here is updated.",
        show_default=False,
    ),
    manager: str = typer.Option(
        None,
        "--manager",
        metavar="NAME",
        help="Community manager of a new registry: a name, or a GitHub handle of the file.",
        show_default=False,
    ),
    contact: str = typer.Option(
        None, "--contact", metavar="ADDRESS", help="Shared mailbox of a new registry.", show_default=False
    ),
) -> None:
    """Import the groups, people and meetings of the Kubernetes community, into a new registry or one that is there.

    An update changes what the file tells otherwise, and nothing else: what you wrote beside it stays.

    Mail addresses are never taken over. What a registry has no place for is counted and told.

    Example: cmtool import kubernetes-sigs sigs.yaml --into new --manager "Ada Lind" --contact hello@meridian.example

    Example: cmtool import kubernetes-sigs sigs.yaml --dry-run
    """
    if into is not None:
        _make_new(context, file, into, manager, contact)
    elif manager is None and contact is None:
        _update(context, file)
    else:
        raise CmtoolError("--manager and --contact are for a new registry: name its folder with --into")


def _make_new(context: typer.Context, file: Path, into: Path, manager: str | None, contact: str | None) -> None:
    from cmtool.formats.imported import imported
    from cmtool.workspace.kubernetes_sigs import import_kubernetes_sigs

    if manager is None or contact is None:
        raise CmtoolError("a new registry needs --manager, who looks after it, and --contact, its shared mailbox")
    shared, dry = context.obj, is_dry(context)
    made = import_kubernetes_sigs(file, into, manager=manager, contact=contact, today=shared.day_in(UTC), dry_run=dry)
    write(shared, imported(head(into, made.counts, made.report, dry=dry), made.notices, made.losses, made.undated))
    say_next(shared, into, dry=dry)


def _update(context: typer.Context, file: Path) -> None:
    from cmtool.formats.left_behind import left_behind
    from cmtool.workspace.kubernetes_sigs import update_kubernetes_sigs

    update = update_kubernetes_sigs(file)
    make(context, update.plan)
    if update.losses:
        write(context.obj, "\n" + left_behind(update.losses))
