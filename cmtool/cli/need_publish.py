"""`cmtool need publish`."""

from __future__ import annotations

import typer

from cmtool.cli import complete
from cmtool.cli.writing import how_of, make


def publish(
    context: typer.Context,
    need: str = typer.Argument(
        metavar="NEED", help="Id of an open need.", show_default=False, autocompletion=complete.needs
    ),
    channel: str = typer.Argument(metavar="CHANNEL", help="A channel, or another place.", show_default=False),
    day: str = typer.Option(None, "--on", metavar="DAY", help="When; today by default.", show_default=False),
    url: str = typer.Option(None, "--url", metavar="URL", help="Address of the post.", show_default=False),
) -> None:
    """Write down where a need was published. cmtool itself publishes nothing.

    Example: cmtool need publish registry-reviewers newsletter --on 2026-08-22
    """
    from cmtool.workspace.needs import publishing

    make(context, publishing(need, channel, day, url))
    if not how_of(context).is_dry:
        context.obj.say(f"then: cmtool find --need {need}")
