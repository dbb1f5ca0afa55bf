"""`cmtool meeting close`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.writing import make


def close(
    context: typer.Context,
    meeting: str = typer.Argument(
        metavar="MEETING", help="Id of the meeting.", autocompletion=complete.meetings, show_default=False
    ),
    minutes: Path = typer.Option(
        ..., "--minutes", metavar="FILE", help="The form of `cmtool minutes`, filled in: Markdown."
    ),
) -> None:
    """Read the minutes back into the record: who came, what was said, decided and promised.

    The meeting becomes a held one. What cannot be read is told line by line, and then nothing is changed; a text that
    is left empty in the form changes nothing. The same minutes may be corrected and read again; `cmtool undo` opens
    the meeting anew.

    Example: cmtool meeting close 2026-11-26-communitymeet --minutes minutes.md

    To see first what it would change: cmtool meeting close 2026-11-26-communitymeet --minutes minutes.md --dry-run
    """
    from cmtool.workspace.minutes import closing

    make(context, closing(meeting, minutes))
