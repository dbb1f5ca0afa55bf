"""`cmtool request`."""

from __future__ import annotations

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True, help="request")


@app.callback()
def _group() -> None:
    """To be written."""
