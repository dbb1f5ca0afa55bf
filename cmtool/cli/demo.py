"""`cmtool demo`."""

from __future__ import annotations

import shlex
from pathlib import Path

import typer

from cmtool.cli.form import DRY_RUN
from cmtool.cli.output import write

_NEXT = (
    "cmtool",
    "cmtool due",
    "cmtool history groups/payments",
    "cmtool report overview --as-of 2025-12-31",
)


def demo(
    context: typer.Context,
    folder: Path = typer.Argument(metavar="DIR", help="New folder, or an empty one.", show_default=False),
    dry_run: bool = DRY_RUN,
) -> None:
    """Make a sample community to try things on: a git repository with two years of history, and its private overlay.

    Every person and organisation in it is made up, and the day stands still at 20 November 2026. The commits are the
    same on every machine.

    Exit code 0: made; 2: cannot go on.

    Example: cmtool demo try
    """
    from cmtool.workspace import counted
    from cmtool.workspace.demonstration import COMMUNITY, demonstrate

    shared = context.obj
    verb = "would make" if dry_run else "made"
    lines = []
    for made in demonstrate(folder, dry_run=dry_run):
        head = f", head {made.head[:10]}" if made.head else ""
        lines.append(f"{verb} {made.folder}: {counted(made.commits, 'commit')}, {made.first} to {made.last}{head}\n")
    write(shared, "".join(lines))
    if not dry_run:
        commands = (f"cd {shlex.quote(str(folder / COMMUNITY))}", *_NEXT)
        shared.say("\nnext: " + "\n      ".join(commands))
