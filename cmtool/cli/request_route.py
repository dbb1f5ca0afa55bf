"""`cmtool request route`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cmtool.cli import complete
from cmtool.cli.context import Context
from cmtool.cli.output import paint, write
from cmtool.cli.request_told import ON, REQUEST, made

if TYPE_CHECKING:
    from cmtool.model.request import Request
    from cmtool.schedule.routing import Routing


def route(
    context: typer.Context,
    id: str = REQUEST,
    to: str = typer.Option(
        None,
        "--to",
        metavar="MEMBER",
        help="This person, whatever would be proposed.",
        autocompletion=complete.members,
        show_default=False,
    ),
    group: str = typer.Option(
        None,
        "--group",
        metavar="GROUP",
        help="The group that gets it.",
        autocompletion=complete.groups,
        show_default="the first one it is about",
    ),
    on: str = ON,
) -> None:
    """Find who looks after a request, say why this person, and write it down.

    Whoever acts as triage in the group that the request is about gets it, where nobody does, an active lead, else a
    community manager; of several the one with the fewest open requests. A request about no group, or about personal
    data, goes to who reads the shared mailbox. `--dry-run` only proposes.

    Example: cmtool request route 2026-09-02-help-481 --dry-run

    Example: cmtool request route 2026-09-02-help-481 --to kofi-mensah
    """
    from cmtool.edits.route_request import Wish
    from cmtool.workspace import requests

    shared: Context = context.obj
    request = requests.request_of(shared.workspace, id)
    wish = Wish(to, group)
    found, plan = requests.propose(shared.workspace, request.id, wish), requests.routing(request.id, wish, on)
    plan(shared.workspace, ())  # refused before anything is proposed
    write(shared, _proposal(shared, request, found) + "\n")
    is_here = requests.is_reader(shared.workspace, found.owner)
    made(context, request.id, plan, "" if is_here else f"cmtool draft forward {request.id}")


def _proposal(shared: Context, request: Request, found: Routing) -> str:
    """Who gets the request, with a reason a line."""
    from cmtool.render.escape import visible

    style = paint(shared)
    lines = [("place", f"{request.ref} ({request.kind}, received {request.received}): {found.owner}")]
    lines += [("good", f"   {reason}") for reason in found.reasons]
    return "".join(style(kind, visible(line)) + "\n" for kind, line in lines)
