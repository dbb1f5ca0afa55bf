"""`cmtool diff`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from cmtool.cli.form import OUTPUT, chosen
from cmtool.cli.output import paint, write


class DifferenceForm(StrEnum):
    """Forms of what a change means."""

    TEXT = "text"
    MD = "md"
    JSON = "json"


def diff(
    context: typer.Context,
    base: str = typer.Argument(
        None, metavar="BASE", help="A branch, tag or hash; the last commit by default.", show_default=False
    ),
    head: str = typer.Argument(
        None, metavar="HEAD", help="Another one; what lies on disk by default.", show_default=False
    ),
    format: DifferenceForm = typer.Option(
        None, "--format", help="Form; the suffix of -o chooses it as well.", show_default="text"
    ),
    output: Path = OUTPUT,
    private: bool = typer.Option(False, "--private", help="Values of private fields as well."),
) -> None:
    """Say in words what changed, and which findings are new or fixed. Without arguments: what is not saved yet.

    Example: cmtool diff main
    """
    from cmtool.formats.difference import markdown
    from cmtool.formats.difference import text as in_words
    from cmtool.formats.events import difference_json
    from cmtool.workspace.difference import difference

    shared = context.obj
    found = difference(shared.workspace, base, head, private=private)
    form = chosen(format, output, DifferenceForm.TEXT)
    if form is DifferenceForm.JSON:
        text = difference_json(found.rows, found.new, found.fixed, shared.shown_from_top)
    elif form is DifferenceForm.MD:
        text = markdown(found.stories, found.new, found.fixed, shared.shown_from_top)
    else:
        text = in_words(found.stories, found.new, found.fixed, shared.shown, paint(shared))
    write(shared, text, output)
    for note in found.notes:
        shared.say(f"note: {note}")
