"""`cmtool need`."""

from __future__ import annotations

import typer

from cmtool.cli.need_ask import ask
from cmtool.cli.need_end import close, fill
from cmtool.cli.need_publish import publish
from cmtool.cli.writing import WritingCommand

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Look for people: where a need was shown, who was asked, who took it.",
)
app.command("publish", cls=WritingCommand)(publish)
app.command("ask", cls=WritingCommand)(ask)
app.command("fill", cls=WritingCommand)(fill)
app.command("close", cls=WritingCommand)(close)
