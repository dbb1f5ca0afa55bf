"""`cmtool meeting next`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Literal, TypeVar

import typer

from cmtool.cli.context import Context
from cmtool.cli.form import RecordForm, tell_omissions
from cmtool.cli.meeting_next_told import candidates, check_choice, chosen
from cmtool.cli.output import write
from cmtool.cli.writing import make, then
from cmtool.errors import CmtoolError

T = TypeVar("T")
_IN_PERSON = "A meeting in person"


def next_(
    context: typer.Context,
    series: str = typer.Argument(
        metavar="SERIES",
        help="A series of community.yaml, as communitymeet, or of a group: GROUP/SERIES.",
        show_default=False,
    ),
    choose: int = typer.Option(
        None, "--choose", metavar="N", help="Take this candidate, and do not ask.", show_default="the best"
    ),
    count: int = typer.Option(3, "--count", min=1, max=20, metavar="N", help="Show so many candidates."),
    day: str = typer.Option(None, "--date", metavar="DATE", help="Only on this day.", show_default=False),
    start: str = typer.Option(None, "--time", metavar="HH:MM", help="Only at this hour.", show_default=False),
    tz: str = typer.Option(
        None,
        "--tz",
        metavar="ZONE",
        help="By the clock of this zone, as Europe/Tallinn.",
        show_default="as the last ones",
    ),
    mode: Literal["online", "in-person", "hybrid"] = typer.Option(
        None, "--mode", help="How people meet.", show_default="by the cadence"
    ),
    event: str = typer.Option(
        None,
        "--event",
        metavar="NAME",
        help="The larger event around it: they meet in person.",
        show_default=False,
        rich_help_panel=_IN_PERSON,
    ),
    event_url: str = typer.Option(
        None,
        "--event-url",
        metavar="URL",
        help="Address of the event.",
        show_default=False,
        rich_help_panel=_IN_PERSON,
    ),
    place: str = typer.Option(
        None, "--place", metavar="TEXT", help="The place.", show_default=False, rich_help_panel=_IN_PERSON
    ),
    region: str = typer.Option(
        None, "--region", metavar="REGION", help="Region of the place.", show_default=False, rich_help_panel=_IN_PERSON
    ),
    only_list: bool = typer.Option(False, "--list", help="Only list the candidates; write nothing."),
    format: RecordForm = typer.Option(
        None, "--format", help="Form of the candidates; json writes nothing else.", show_default="text"
    ),
) -> None:
    """Propose when and how a series meets next, and write the planned meeting.

    Each candidate comes with the hour in every region, and with what speaks for and against it. On a terminal you
    choose; elsewhere the first one is taken. `--list` only shows them.

    Example: cmtool meeting next communitymeet

    Example: cmtool meeting next communitymeet --date 2027-05-20 --time 16:00 --dry-run

    Example: cmtool meeting next payments/fortnightly-call --choose 2
    """
    from cmtool.edits.plan_meeting import Place, check_event, check_place
    from cmtool.schedule.proposal import Wish
    from cmtool.workspace import planning

    shared: Context = context.obj
    wish = Wish(_day(day), _clock(start), tz, mode or ("in-person" if event else None))
    where = Place(event, event_url, place, region, tz is not None)
    proposal = planning.propose(shared.workspace, series, wish, region, count)
    check_place(proposal, where)
    check_choice(proposal, choose)
    if format is RecordForm.JSON:
        write(shared, planning.json(proposal))
        return
    write(shared, candidates(shared, proposal))
    tell_omissions(shared)
    if only_list:
        return
    check_event(proposal, where)
    taken = chosen(shared, proposal, choose)
    if taken is None:
        shared.say("nothing was planned")
        return
    id = planning.id_of(shared.workspace, proposal, taken, where)
    write(shared, "\n")
    make(context, planning.plan(proposal, taken, where))
    then(context, f"cmtool agenda {id}")


def _day(text: str | None) -> date | None:
    from cmtool.model.scalars import to_day

    return None if text is None else _read("--date", to_day, text)


def _clock(text: str | None) -> time | None:
    from cmtool.model.scalars import to_clock

    return None if text is None else _read("--time", to_clock, text)


def _read(option: str, convert: Callable[[str], T], text: str) -> T:
    """The value of an option; CmtoolError says what is expected."""
    from cmtool.model.addresses import shown

    try:
        return convert(text)
    except ValueError as error:
        raise CmtoolError(f"{option} {shown(text)}: expected {_expected(error)}") from None


def _expected(error: ValueError) -> str:
    message = getattr(error, "message", None)
    return str(message()) if message else str(error)
