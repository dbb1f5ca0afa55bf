"""`cmtool review`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli.form import OUTPUT
from cmtool.cli.output import write


def review(
    context: typer.Context,
    base: str = typer.Argument(metavar="BASE", help="The branch that it would be merged into."),
    head: str = typer.Argument("HEAD", metavar="HEAD", help="The branch of the pull request."),
    output: Path = OUTPUT,
) -> None:
    """Write the comment on a pull request: privacy first, the change in words, new findings, who approves.

    It renders no template and runs nothing that the branch brings. Exit code 0, whatever it found.

    Example: cmtool review origin/main HEAD -o comment.md
    """
    from cmtool.formats.review import comment
    from cmtool.workspace.review import review as reviewed

    shared = context.obj
    found = reviewed(shared.workspace, base, head)
    write(shared, comment(found, shared.shown_from_top, f"cmtool review {base} {head}"), output)
