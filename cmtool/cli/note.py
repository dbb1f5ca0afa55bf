"""`cmtool note`."""

from __future__ import annotations

import typer


def note(context: typer.Context) -> None:
    """Write down what was done for somebody.

    Example: cmtool note thanks amina-diallo --text "For the review of the 2.0 API"
    """
