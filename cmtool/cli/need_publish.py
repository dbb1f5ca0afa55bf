"""`cmtool need publish`."""

from __future__ import annotations

import typer

from cmtool.cli.need_told import NEED
from cmtool.cli.writing import make, then


def publish(
    context: typer.Context,
    need: str = NEED,
    channel: str = typer.Argument(metavar="CHANNEL", help="A channel, or another place.", show_default=False),
    day: str = typer.Option(None, "--on", metavar="DAY", help="Day on which it took place.", show_default="today"),
    url: str = typer.Option(None, "--url", metavar="URL", help="Address of the post.", show_default=False),
) -> None:
    """Write down where a need was published. cmtool itself publishes nothing.

    Example: cmtool need publish registry-reviewers newsletter --on 2026-08-22
    """
    from cmtool.workspace.needs import publishing

    make(context, publishing(need, channel, day, url))
    then(context, f"cmtool find --need {need}")
