"""`cmtool need`."""

from __future__ import annotations

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True, help="need")


@app.callback()
def _group() -> None:
    """To be written."""
