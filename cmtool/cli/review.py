"""`cmtool review`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli.form import OUTPUT
from cmtool.cli.output import write


def review(
    context: typer.Context,
    base: str = typer.Argument(metavar="BASE", help="The branch that it would be merged into."),
    head: str = typer.Argument("HEAD", metavar="[HEAD]", help="The branch of the pull request."),
    output: Path = OUTPUT,
) -> None:
    """Write the comment on a pull request: privacy first, the change in words, new findings, who approves.

    It renders no template and runs nothing that the branch brings. Exit code 0, whatever it found.

    Example: cmtool review origin/main HEAD -o comment.md
    """
    from cmtool.formats import review as formats
    from cmtool.workspace.review import review as reviewed

    shared = context.obj
    found = reviewed(shared.workspace, base, head)
    shown = shared.shown_from_top
    text = formats.comment(
        formats.privacy(found.privacy, found.leaks, found.settings, shown),
        formats.needs(found.needs),
        formats.notice(found.rules, found.special, found.others, found.notes),
        formats.findings(found.new, found.fixed, shown),
        found.stories,
        f"cmtool review {base} {head}",
    )
    write(shared, text, output)
