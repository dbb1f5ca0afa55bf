"""`cmtool note`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import typer

from cmtool.cli import complete
from cmtool.cli.asking import answered, is_asked
from cmtool.cli.context import Context
from cmtool.cli.writing import how_of, told
from cmtool.errors import CmtoolError

if TYPE_CHECKING:
    from cmtool.edits.note import Note
    from cmtool.workspace import Workspace
    from cmtool.workspace.changing import Done, How

_OF_SOME = "What only some kinds have"


def _option(*names: str, help: str, **settings: Any) -> Any:
    return typer.Option(None, *names, help=help, show_default=False, **settings)


def note(
    context: typer.Context,
    what: str = typer.Argument(
        metavar="WHAT",
        help="thanks, recognition, checkin, connect, update, story, learning, renewal, advocacy or contribution.",
        autocompletion=complete.activity_kinds,
        show_default=False,
    ),
    members: list[str] = typer.Argument(
        None,
        metavar="[MEMBER]...",
        help="For whom, or whose work.",
        autocompletion=complete.members,
        show_default=False,
    ),
    text: str = _option("--text", metavar="TEXT", help="What was done or said; asked for on a terminal if missing."),
    by: str = _option(
        "--by", metavar="MEMBER", help="Who did it; the manager if there is one.", autocompletion=complete.members
    ),
    on: str = _option("--on", metavar="DAY", help="When; today by default."),
    group: list[str] = typer.Option(
        [], "--group", metavar="GROUP", help="A group that it is about.", autocompletion=complete.groups
    ),
    about: list[str] = typer.Option(
        [], "--about", metavar="REF", help="A record that it is about.", autocompletion=complete.refs
    ),
    next_: str = _option("--next", metavar="TEXT", help="thanks: one modest step.", rich_help_panel=_OF_SOME),
    public: bool = typer.Option(
        False, "--public", help="thanks, recognition, update, story: said in public.", rich_help_panel=_OF_SOME
    ),
    channel: str = _option(
        "--channel",
        metavar="CHANNEL",
        help="thanks, recognition, checkin, update, story, advocacy: where it was said.",
        rich_help_panel=_OF_SOME,
    ),
    audience: Literal["members", "leaders", "managers"] = _option(
        "--audience",
        help="update (members by default), story (leaders by default), advocacy: to whom.",
        rich_help_panel=_OF_SOME,
    ),
    formal: bool = typer.Option(
        False, "--formal", help="learning: a course, not a conversation.", rich_help_panel=_OF_SOME
    ),
    goal: str = _option("--goal", metavar="TEXT", help="story: the goal that it is about.", rich_help_panel=_OF_SOME),
    needs: str = _option(
        "--needs", metavar="TEXT", help="checkin: what the person needs, in general words.", rich_help_panel=_OF_SOME
    ),
    type: Literal[
        "spec", "review", "code", "docs", "test", "translation", "talk", "mentoring", "event", "feedback"
    ] = _option("--type", help="contribution: what kind of work.", rich_help_panel=_OF_SOME),
    url: str = _option(
        "--url",
        metavar="URL",
        help="contribution, recognition, update, story, learning, advocacy: its address.",
        rich_help_panel=_OF_SOME,
    ),
    used_in: str = _option(
        "--used-in", metavar="TEXT", help="contribution: what it is used in.", rich_help_panel=_OF_SOME
    ),
) -> None:
    """Write down what was done for somebody, or by somebody: one small record, with its day.

    Example: cmtool note thanks amina-diallo --text "For the review of the 2.0 API" --next "Co-host a newcomers' call"

    Example: cmtool note contribution chidi-eze --type review --group payments --text "Reviewed the refund flow"

    Example: cmtool note checkin kofi-mensah --text "Talked about the year" --needs "A second pair of eyes for triage"

    When a contribution is used later, say where: cmtool set activities/ID used_in="Payments 2.1"
    """
    from cmtool.edits.note import Note

    fields = {"next_step": next_, "public": public, "channel": channel, "audience": audience, "formal": formal}
    fields |= {"goal": goal, "needs": needs, "type": type, "url": url, "used_in": used_in}
    more = {name: value for name, value in fields.items() if value}
    said = Note(what, members or [], (text or "").strip(), group, by, None, about, more)
    shared: Context = context.obj
    _write(context, said if said.text else said._replace(text=_asked(shared, said, on)), on)


def _asked(shared: Context, said: Note, on: str | None) -> str:
    """The text, asked for once all the rest is good."""
    from cmtool.workspace.notes import check

    check(shared.workspace, said, on)
    answer = answered(shared, "What was done or said") if is_asked(shared) else ""
    if not answer:
        raise CmtoolError('what was done or said? Say it with --text ".."')
    return answer


def _write(context: typer.Context, said: Note, on: str | None) -> None:
    from cmtool.edits.note import then
    from cmtool.workspace.changing import change
    from cmtool.workspace.notes import noting

    subject = ""

    def act(space: Workspace, how: How) -> Done:
        nonlocal subject
        done = change(space, noting(said, on), how)
        subject = done.subject
        return done

    told(context, act)
    following = then(said, subject.partition(":")[0])
    if following and not how_of(context).is_dry:
        context.obj.say(f"then: {following}")
