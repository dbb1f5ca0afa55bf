"""`cmtool need ask`."""

from __future__ import annotations

from typing import Literal

import typer

from cmtool.cli import complete
from cmtool.cli.need_told import NEED
from cmtool.cli.writing import make, then


def ask(
    context: typer.Context,
    need: str = NEED,
    member: str = typer.Option(
        None,
        "--member",
        metavar="MEMBER",
        help="Which member was asked.",
        show_default=False,
        autocompletion=complete.members,
    ),
    to: str = typer.Option(
        None,
        "--to",
        metavar="TEXT",
        help="Or a place outside: a list, a team; no name, no address.",
        show_default=False,
    ),
    by: str = typer.Option(
        None,
        "--by",
        metavar="MEMBER",
        help="Who asked; the group's lead if there is one alone.",
        show_default=False,
        autocompletion=complete.members,
    ),
    result: Literal["contacted", "interested", "joined", "declined", "silent"] = typer.Option(
        None, "--result", help="What came of it.", show_default="contacted"
    ),
    day: str = typer.Option(None, "--on", metavar="DAY", help="Day on which it took place.", show_default="today"),
) -> None:
    """Write down who was asked for a need, and what came of it. cmtool itself asks nobody.

    The same person or place again, with another result, changes what stands there.

    Example: cmtool need ask registry-reviewers --member rosa-quispe --by kofi-mensah

    Example: cmtool need ask registry-reviewers --to "university list, Lima" --result interested
    """
    from cmtool.edits.ask_need import Asked
    from cmtool.workspace.needs import asking

    make(context, asking(need, Asked(member, to, by, result), day))
    if member and result in (None, "contacted"):
        then(context, f"cmtool need ask {need} --member {member} --result RESULT (once they answered)")
