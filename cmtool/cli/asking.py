"""Questions on a terminal. Where nobody can answer, nothing is asked: each question has an option of its own."""

from __future__ import annotations

import sys
from collections.abc import Collection

import typer

from cmtool.cli.context import Context


def is_asked(context: Context) -> bool:
    """Somebody sits at the terminal and can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty() and not context.quiet


def answered(context: Context, question: str, *, default: str = "", choices: Collection[str] = ()) -> str:
    """What somebody answers, without the spaces around it; asked again until it is one of the choices, if there are."""
    from cmtool.render.escape import visible

    while True:
        answer: str = typer.prompt(visible(question), default=default, show_default=bool(default.strip()), err=True)
        if not choices or answer.strip() in choices:
            return answer.strip()
        context.complain(f"  one of: {', '.join(choices)}")
