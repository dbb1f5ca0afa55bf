"""`cmtool request close`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cmtool.cli import complete
from cmtool.cli.asking import answered, is_asked
from cmtool.cli.context import Context
from cmtool.cli.request_told import ON, REQUEST, made
from cmtool.cli.writing import how_of
from cmtool.errors import CmtoolError

if TYPE_CHECKING:
    from cmtool.edits.close_request import Ending


def close(
    context: typer.Context,
    id: str = REQUEST,
    outcome: str = typer.Option(
        None,
        "--outcome",
        metavar="OUTCOME",
        help="joined, answered, referred, not-now, declined, no-reply, withdrawn or duplicate.",
        show_default=False,
    ),
    member: str = typer.Option(
        None,
        "--member",
        metavar="MEMBER",
        help="Who joined.",
        autocompletion=complete.members,
        show_default="as the request says",
    ),
    referred_to: str = typer.Option(
        None, "--referred-to", metavar="TEXT", help="Where it was passed on to: a place, no person.", show_default=False
    ),
    on: str = ON,
) -> None:
    """Close a request with its outcome, and say what is still open.

    `joined` needs the member, `referred` where to, `not-now` and `declined` a reason; on a terminal you are asked. Here
    `--reason` is that of the outcome: it stands in the record.

    Example: cmtool request close 2026-09-02-help-481 --outcome joined

    Example: cmtool request close 2026-11-03-query --outcome referred --referred-to "Help desk of the ministry"

    Example: cmtool request close 2026-10-11-join --outcome not-now --reason "No time before spring"
    """
    from cmtool.edits.close_request import OUTCOMES, Ending
    from cmtool.workspace import requests

    request = requests.request_of(context.obj.workspace, id)
    if outcome is None:
        if not is_asked(context.obj):
            raise CmtoolError(f"how did it end? Say --outcome with one of: {', '.join(OUTCOMES)}")
        outcome = answered(context.obj, f"How did it end ({', '.join(OUTCOMES)})", choices=OUTCOMES)
    how = how_of(context)
    context.find_root().meta["how"] = how._replace(reason="")  # the record has it
    ending = _asked(context.obj, Ending(outcome, member, how.reason or None, referred_to))
    made(context, request.id, requests.closing(request.id, ending, on))


def _asked(shared: Context, ending: Ending) -> Ending:
    """The words that an outcome needs, asked for on a terminal where they are missing."""
    if not is_asked(shared):
        return ending
    if ending.outcome == "referred" and not ending.referred_to:
        return ending._replace(referred_to=answered(shared, "Where was it passed on to (a place, no person)") or None)
    if ending.outcome in ("not-now", "declined") and not ending.reason:
        return ending._replace(reason=answered(shared, "Why, in general words") or None)
    return ending
