"""`cmtool import govstack`."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import typer

from cmtool.cli.import_new import head, is_dry, say_next
from cmtool.cli.output import write
from cmtool.cli.writing import make
from cmtool.errors import CmtoolError

_NEW = "A new registry"


def govstack(
    context: typer.Context,
    folder: Path = typer.Argument(
        metavar="FOLDER",
        help="Holds working_groups.yml, teams.yml and persons.yml, or some of them.",
        show_default=False,
    ),
    into: Path = typer.Option(
        None,
        "--into",
        metavar="DIR",
        help="Make it in this folder, new or empty; without it, the registry that is here is updated.",
        show_default=False,
        rich_help_panel=_NEW,
    ),
    name: str = typer.Option(
        None, "--name", metavar="NAME", help="Name of the community.", show_default=False, rich_help_panel=_NEW
    ),
    manager: str = typer.Option(
        None,
        "--manager",
        metavar="NAME",
        help="Who looks after it: somebody of persons.yml, or a new member.",
        show_default=False,
        rich_help_panel=_NEW,
    ),
    contact: str = typer.Option(
        None, "--contact", metavar="ADDRESS", help="Its shared mailbox.", show_default=False, rich_help_panel=_NEW
    ),
) -> None:
    """Import groups and people of a checkout of GovStack's registry, into a new registry or one that is there.

    An update changes what the files tell otherwise, and nothing else. Records of members are added, never changed or
    erased, and nobody's consent is made up. What has no place here is counted and told.

    Example: cmtool import govstack govstack-registry --dry-run

    Example: cmtool import govstack files --into new --name Meridian --manager "Ada Lind" --contact hi@meridian.example
    """
    if into is not None:
        _make_new(context, folder, into, name, manager, contact)
    elif name is None and manager is None and contact is None:
        _update(context, folder)
    else:
        raise CmtoolError("--name, --manager and --contact are for a new registry: name its folder with --into")


def _make_new(
    context: typer.Context, folder: Path, into: Path, name: str | None, manager: str | None, contact: str | None
) -> None:
    from cmtool.exchange.govstack.registry import Owner
    from cmtool.formats.imported import imported
    from cmtool.workspace.govstack import import_govstack

    if name is None or manager is None or contact is None:
        raise CmtoolError(
            "a new registry needs --name, what the community is called, --manager, who looks after it, and --contact, "
            "its shared mailbox"
        )
    shared, dry = context.obj, is_dry(context)
    made = import_govstack(folder, into, Owner(name, manager, contact), shared.day_in(UTC), dry_run=dry)
    write(shared, imported(head(into, made.counts, made.report, dry=dry), made.notes, made.losses))
    say_next(shared, into, dry=dry)


def _update(context: typer.Context, folder: Path) -> None:
    from cmtool.formats.left_behind import left_behind
    from cmtool.workspace.govstack import Update

    update = Update(folder)
    make(context, update.plan)
    if update.losses:
        write(context.obj, "\n" + left_behind(update.losses))
