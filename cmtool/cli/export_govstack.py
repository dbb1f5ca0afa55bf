"""`cmtool export govstack`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cmtool.cli.context import Context
from cmtool.cli.output import write
from cmtool.cli.writing import MOST_LINES, lines_shown

if TYPE_CHECKING:
    from cmtool.workspace.govstack import Export, File


def govstack(
    context: typer.Context,
    folder: Path = typer.Option(
        ...,
        "-o",
        "--output",
        metavar="FOLDER",
        help="A checkout of GovStack's registry, or a new folder.",
        show_default=False,
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="Only show the change."),
    check: bool = typer.Option(False, "--check", help="Write nothing; exit code 1 if a file is behind."),
) -> None:
    """Write groups and credited people into working_groups.yml, teams.yml and persons.yml, as GovStack has them.

    Records that the folder has stay, with their comments; only what differs changes. People are named only where they
    are credited in a released version of a publication and consented to listing. What has no place there is counted.

    Exit code 0: done; 1: --check found a file that is behind; 2: cannot go on.

    Example: cmtool export govstack -o govstack-registry --dry-run

    Example: cmtool export govstack -o govstack-registry
    """
    from cmtool.formats.left_behind import left_behind
    from cmtool.workspace.govstack import export_govstack, write_files

    shared = context.obj
    found = export_govstack(shared.workspace, folder)
    is_dry = dry_run or check
    lines = [line for file in found.files for line in file.lines]
    if lines and (is_dry or len(lines) <= MOST_LINES):
        write(shared, lines_shown(shared, lines) + "\n")
    for file in found.files:
        shared.refuse_record(file.path)
    if not is_dry:
        write_files(folder, found.files)
    _tell(shared, found, is_dry=is_dry)
    if found.losses:
        write(shared, "\n" + left_behind(found.losses))
    if check and found.files:
        raise typer.Exit(1)


def _tell(shared: Context, found: Export, *, is_dry: bool) -> None:
    from cmtool.render.escape import visible

    for file in found.files:
        shared.say(f"{'would write' if is_dry else 'wrote'} {visible(str(file.path))}: {_counts(file)}")
    if not found.files:
        shared.say("nothing to change")
    for note in found.notes:
        shared.say(f"note: {visible(note)}")


def _counts(file: File) -> str:
    words = ((file.added, "added"), (file.changed, "changed"))
    return ", ".join(f"{number} {word}" for number, word in words if number)
