"""`cmtool request`."""

from __future__ import annotations

import typer

from cmtool.cli.request_close import close
from cmtool.cli.request_onboard import onboard
from cmtool.cli.request_respond import respond
from cmtool.cli.request_route import route
from cmtool.cli.writing import WritingCommand

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Look after a request, from the day it comes to its outcome."
)
app.command("route", cls=WritingCommand)(route)
app.command("respond", cls=WritingCommand)(respond)
app.command("onboard", cls=WritingCommand)(onboard)
app.command("close", cls=WritingCommand)(close)
