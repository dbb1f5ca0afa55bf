"""`cmtool spotlight answer`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli.asking import answered, is_asked
from cmtool.cli.context import Context
from cmtool.cli.spotlight_told import SPOTLIGHT, tell_next
from cmtool.cli.writing import make


def answer(
    context: typer.Context,
    spotlight: str = SPOTLIGHT,
    answers: list[str] = typer.Argument(
        None, metavar="[KEY=TEXT]...", help="Answers by the key of their question.", show_default=False
    ),
    file: Path = typer.Option(
        None, "--from", metavar="FILE", help="The filled-in text of `cmtool draft consent`.", show_default=False
    ),
    quote: str = typer.Option(
        None, "--quote", metavar="TEXT", help="A sentence of theirs for the card.", show_default=False
    ),
    consent: str = typer.Option(
        None,
        "--consent",
        metavar="DAY",
        help="Day on which the person agreed to be shown, if that is not written down yet.",
        show_default=False,
    ),
) -> None:
    """Take the answers in. An empty one takes an answer away; other answers than the approved ones need a new approval.

    On a terminal you are asked for what is not answered yet. Mail addresses and phone numbers are refused: posts name
    the shared address alone.

    Example: cmtool spotlight answer 2027-01-06-rosa-quispe --from answers.txt --consent today

    A few words: cmtool spotlight answer 2027-01-06-rosa-quispe proud="Land titles in two languages"
    """
    from cmtool.workspace.spotlights import answering

    words = answers or []
    if not words and file is None and quote is None and consent is None and is_asked(context.obj):
        words = _asked(context.obj, spotlight)
    make(context, answering(spotlight, words, file, quote, consent))
    tell_next(context, spotlight)


def _asked(shared: Context, spotlight: str) -> list[str]:
    """Answers that somebody types; an empty one leaves the question open."""
    from cmtool.workspace.spotlights import open_questions

    given = [(key, answered(shared, text)) for key, text in open_questions(shared.workspace, spotlight).items()]
    return [f"{key}={text}" for key, text in given if text]
