"""`cmtool spotlight approve`."""

from __future__ import annotations

import typer

from cmtool.cli import complete
from cmtool.cli.spotlight_told import SPOTLIGHT, tell_next
from cmtool.cli.writing import make


def approve(
    context: typer.Context,
    spotlight: str = SPOTLIGHT,
    by: str = typer.Option(
        ...,
        "--by",
        metavar="MEMBER",
        help="Who approves it: not the person shown.",
        autocompletion=complete.members,
        show_default=False,
    ),
    consent: str = typer.Option(
        None,
        "--consent",
        metavar="DAY",
        help="Day on which the person, having seen the text, agreed to it in these channels.",
        show_default=False,
    ),
    channel: list[str] = typer.Option(
        None, "--channel", metavar="CHANNEL", help="Where it shall be posted.", show_default="as planned"
    ),
) -> None:
    """Approve the text, once the person shown has seen it and agreed.

    Without a consent that covers every channel nothing is approved: it stands in the record, or you write it down with
    --consent. The proof, a mail or a message, stays in the mailbox.

    Example: cmtool spotlight approve 2027-01-06-rosa-quispe --by liis-tamm --consent 2026-12-14
    """
    from cmtool.workspace.spotlights import approving

    make(context, approving(spotlight, by, consent, channel or []))
    tell_next(context, spotlight)
