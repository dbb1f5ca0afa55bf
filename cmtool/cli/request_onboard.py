"""`cmtool request onboard`."""

from __future__ import annotations

from typing import Any

import typer

from cmtool.cli.request_told import REQUEST, made


def _day(name: str, told: str) -> Any:
    return typer.Option(None, name, metavar="DAY", help=told, show_default=False)


def onboard(
    context: typer.Context,
    id: str = REQUEST,
    call: str = _day("--call", "Day of the onboarding call that the person was in, or `today`."),
    registered: str = _day("--registered", "Day on which the member's record was made."),
    mailed: str = _day("--mailed", "Day of the personal mail, a week after the call."),
    followed_up: str = _day("--followed-up", "Day of the follow-up, a week after the mail."),
) -> None:
    """Write down the steps of a newcomer: the onboarding call, the personal mail, the follow-up. It says what is next.

    Example: cmtool request onboard 2026-09-02-help-481 --call 2026-09-18

    Example: cmtool request onboard 2026-09-02-help-481 --mailed today
    """
    from cmtool.workspace import requests

    request = requests.request_of(context.obj.workspace, id)
    given = {"call": call, "registered": registered, "mailed": mailed, "followed_up": followed_up}
    made(context, request.id, requests.onboarding(request.id, given))
