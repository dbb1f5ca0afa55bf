"""`cmtool spotlight publish` and `withdraw`."""

from __future__ import annotations

import typer

from cmtool.cli.context import Context
from cmtool.cli.spotlight_told import SPOTLIGHT, tell_next
from cmtool.cli.writing import how_of, make


def publish(
    context: typer.Context,
    spotlight: str = SPOTLIGHT,
    url: str = typer.Option(..., "--url", metavar="URL", help="Address of the post.", show_default=False),
    channel: str = typer.Option(
        None, "--channel", metavar="CHANNEL", help="Where it is out.", show_default="the channel that is left"
    ),
    on: str = typer.Option(None, "--on", metavar="DAY", help="Day on which it went out.", show_default="today"),
) -> None:
    """Write down where the post is out. You post it by hand; cmtool sends nothing.

    It has to be approved, and the consent has to cover the channel on that day.

    Example: cmtool spotlight publish 2027-01-06-rosa-quispe --url https://social.example/p/1
    """
    from cmtool.workspace.spotlights import next_due, publishing

    shared: Context = context.obj
    make(context, publishing(spotlight, url, channel, on))
    if not how_of(context).is_dry:
        shared.say(f"then: cmtool spotlight next (due {next_due(shared.workspace)})")


def withdraw(
    context: typer.Context,
    spotlight: str = SPOTLIGHT,
    on: str = typer.Option(
        None, "--on", metavar="DAY", help="Day on which it was taken back, or down.", show_default="today"
    ),
    taken_down: list[str] = typer.Option(
        None,
        "--taken-down",
        metavar="CHANNEL",
        help="The post in this channel is gone; `all` for every one.",
        show_default=False,
    ),
) -> None:
    """Take a spotlight back, wherever it stands, and say what has to be taken down.

    The person shown may ask for it at any time, without a reason. What is out has to be taken down by hand; then say
    so with --taken-down.

    Example: cmtool spotlight withdraw 2027-01-06-rosa-quispe

    When the posts are gone: cmtool spotlight withdraw 2027-01-06-rosa-quispe --taken-down all
    """
    from cmtool.workspace.spotlights import withdrawing

    make(context, withdrawing(spotlight, on, taken_down or []))
    tell_next(context, spotlight)
