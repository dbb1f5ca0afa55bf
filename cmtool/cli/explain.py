"""`cmtool explain`."""

from __future__ import annotations

import typer

from cmtool.cli import complete
from cmtool.cli.output import write
from cmtool.errors import CmtoolError


def explain(
    context: typer.Context,
    code: str = typer.Argument(
        None,
        metavar="CODE",
        help="A rule; without it, all of them in a line each.",
        autocompletion=complete.codes,
        show_default=False,
    ),
) -> None:
    """Explain a rule: why it exists, a bad and a good example, how to fix it.

    Example: cmtool explain GRP102
    """
    from cmtool.checks import rules
    from cmtool.formats.rules import index, page
    from cmtool.suggestion import did_you_mean, nearest

    if code is None:
        write(context.obj, index())
        return
    rule = rules().get(code.upper())
    if rule is None:
        raise CmtoolError(f"no rule '{code}'{did_you_mean(nearest(code.upper(), rules()))}; cmtool explain lists them")
    write(context.obj, page(rule))
