"""`cmtool spotlight`."""

from __future__ import annotations

import typer

from cmtool.cli.spotlight_answer import answer
from cmtool.cli.spotlight_approve import approve
from cmtool.cli.spotlight_next import next_
from cmtool.cli.spotlight_out import publish, withdraw
from cmtool.cli.writing import WritingCommand

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Show a member or a group to the world, step by step."
)
app.command("next", cls=WritingCommand)(next_)
app.command("answer", cls=WritingCommand)(answer)
app.command("approve", cls=WritingCommand)(approve)
app.command("publish", cls=WritingCommand)(publish)
app.command("withdraw", cls=WritingCommand)(withdraw)
