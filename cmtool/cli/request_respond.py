"""`cmtool request respond`."""

from __future__ import annotations

import typer

from cmtool.cli import complete
from cmtool.cli.request_told import ON, REQUEST, made


def respond(
    context: typer.Context,
    id: str = REQUEST,
    on: str = ON,
    pro_forma: bool = typer.Option(False, "--pro-forma", help="Only that it has arrived; no personal answer yet."),
    ask: list[str] = typer.Option(
        [],
        "--ask",
        metavar="MEMBER",
        help="Of a query: who was asked; may be repeated. That is no answer yet.",
        autocompletion=complete.members,
        show_default=False,
    ),
    answered: list[str] = typer.Option(
        [],
        "--answered",
        metavar="MEMBER",
        help="Of a query: who of those asked has answered.",
        autocompletion=complete.members,
        show_default=False,
    ),
    answer: str = typer.Option(
        None,
        "--answer",
        metavar="TEXT",
        help="Of a query: the answer that the person got, or where it is.",
        show_default=False,
    ),
) -> None:
    """Write down that a request was answered, acknowledged, or passed to somebody who knows.

    The first personal answer counts, and stays when you answer again. cmtool sends nothing: `cmtool draft reply` writes
    a text.

    Example: cmtool request respond 2026-09-02-help-481

    Example: cmtool request respond 2026-11-03-query --ask mei-lin-tan --on 2026-11-04

    Example: cmtool request respond 2026-11-03-query --answered mei-lin-tan --answer "Chapter 4 of the specification"
    """
    from cmtool.edits.respond_request import Response
    from cmtool.workspace import requests

    request = requests.request_of(context.obj.workspace, id)
    made(context, request.id, requests.responding(request.id, Response(pro_forma, ask, answered, answer), on))
