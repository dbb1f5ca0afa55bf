"""What the commands of needs share: their argument."""

from __future__ import annotations

import typer

from cmtool.cli import complete

NEED = typer.Argument(metavar="NEED", help="Id of the need.", show_default=False, autocompletion=complete.needs)
