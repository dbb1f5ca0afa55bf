"""`cmtool meeting`."""

from __future__ import annotations

import typer

from cmtool.cli.meeting_close import close
from cmtool.cli.meeting_fill import fill
from cmtool.cli.meeting_next import next_
from cmtool.cli.writing import WritingCommand

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Plan the next meeting, and write down how it was.")
app.command("next", cls=WritingCommand)(next_)
app.command("fill", cls=WritingCommand)(fill)
app.command("close", cls=WritingCommand)(close)
