"""`cmtool import`."""

from __future__ import annotations

import typer

from cmtool.cli.import_csv import import_csv
from cmtool.cli.import_govstack import govstack
from cmtool.cli.import_kubernetes_sigs import kubernetes_sigs
from cmtool.cli.writing import WritingCommand

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Make or update a registry out of a file of another program."
)
app.command("csv", cls=WritingCommand)(import_csv)
app.command("govstack", cls=WritingCommand)(govstack)
app.command("kubernetes-sigs", cls=WritingCommand)(kubernetes_sigs)
