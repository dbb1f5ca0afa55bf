"""`cmtool meeting next`."""

from __future__ import annotations

import typer

from cmtool.errors import CmtoolError


def next_(
    context: typer.Context,
    series: str = typer.Argument(
        metavar="SERIES",
        help="A series of the community, or GROUP/SERIES.",
        show_default=False,
    ),
) -> None:
    """Propose when and where a series meets next, and write the planned meeting.

    Example: cmtool meeting next communitymeet
    """
    raise CmtoolError("not built yet")
