"""`cmtool fmt`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli.context import Context
from cmtool.cli.output import paint, write
from cmtool.errors import CmtoolError

_STYLES = {"---": "place", "+++": "place", "@@": "dim", "-": "caret", "+": "good"}


def fmt(
    context: typer.Context,
    paths: list[Path] = typer.Argument(
        None, metavar="PATH", help="Only these files and folders; all records by default.", show_default=False
    ),
    check: bool = typer.Option(False, "--check", help="Write nothing; exit code 1 if a file would change."),
    diff: bool = typer.Option(False, "--diff", help="Write nothing; print what would change."),
) -> None:
    """Bring record files into canonical layout: fields in their order, one fact a line, unclear texts quoted.

    Values and comments stay. It does not commit.

    Exit code 0: done; 1: --check found files that would change; 2: a file cannot be formatted, or cannot go on.

    Example: cmtool fmt registry/members --check
    """
    from cmtool.formats.diff import diff as difference
    from cmtool.render.escape import visible
    from cmtool.workspace import counted, formatting

    shared = context.obj
    files = formatting.formatted(shared.root, paths or [])
    differing = [file for file in files if file.differs]
    refused = [file for file in files if file.reason]
    if not (check or diff):
        unwritten = formatting.write(shared.root, differing)
        refused += unwritten
        differing = [file for file in differing if file.path not in {file.path for file in unwritten}]
    lines = (_shown(shared, line) for file in differing for line in difference(file.path, file.before, file.after))
    names = (f"{visible(shared.shown(file.path))}\n" for file in differing)
    what = "would change" if check or diff else "formatted"
    summary = f"{counted(len(differing), 'file')} of {len(files)} {what}"
    try:
        write(shared, "".join(lines if diff else names))
    except CmtoolError as error:  # what is written stays written
        raise CmtoolError(f"{error}; {summary}") from None
    for file in refused:
        place = f"{shared.shown(file.path)}:{file.line}" if file.line else shared.shown(file.path)
        shared.complain(f"{place}: cannot be formatted: {file.reason}")
    shared.say(summary)
    if differing:
        shared.say("next: cmtool fmt" if check or diff else "next: cmtool save")
    if check and differing:
        raise typer.Exit(1)
    if refused:
        raise typer.Exit(2)


def _shown(shared: Context, line: str) -> str:
    """A line of a diff for a terminal."""
    from cmtool.render.escape import visible

    style = next((style for start, style in _STYLES.items() if line.startswith(start)), None)
    return (paint(shared)(style, visible(line)) if style else visible(line)) + "\n"
