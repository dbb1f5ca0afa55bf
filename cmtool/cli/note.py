"""`cmtool note`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import typer

from cmtool.cli import complete
from cmtool.cli.asking import answered, is_asked
from cmtool.cli.context import Context
from cmtool.cli.writing import then, told
from cmtool.errors import CmtoolError

if TYPE_CHECKING:
    from cmtool.edits.note import Note
    from cmtool.workspace import Workspace
    from cmtool.workspace.changing import Done, How


def _option(name: str, help: str, metavar: str | None = "TEXT", **settings: Any) -> Any:
    return typer.Option(None, name, help=help, metavar=metavar, show_default=False, **settings)


def _several(name: str, help: str, metavar: str, completion: Callable[[str], list[str]]) -> Any:
    return typer.Option([], name, help=help, metavar=metavar, autocompletion=completion)


def _of_some(name: str, help: str, metavar: str | None = "TEXT") -> Any:
    """An option that only some kinds have."""
    return _option(name, help, metavar, rich_help_panel="What only some kinds have")


def _flag(name: str, help: str) -> Any:
    return typer.Option(False, name, help=help, rich_help_panel="What only some kinds have")


WHAT = typer.Argument(
    metavar="WHAT",
    help="thanks, recognition, checkin, connect, update, story, learning, renewal, advocacy or contribution.",
    autocompletion=complete.activity_kinds,
    show_default=False,
)
MEMBERS = typer.Argument(
    None,
    metavar="[MEMBER]...",
    help="For whom, or whose work.",
    autocompletion=complete.members,
    show_default=False,
)
BY = _option("--by", "Who did it; the manager if there is one.", "MEMBER", autocompletion=complete.members)
CHANNEL = _of_some("--channel", "thanks, recognition, checkin, update, story, advocacy: where it was said.", "CHANNEL")
URL = _of_some("--url", "contribution, recognition, update, story, learning, advocacy: its address.", "URL")
AUDIENCE = _of_some("--audience", "update (members by default), story (leaders by default), advocacy: to whom.", None)

Audience = Literal["members", "leaders", "managers"]
Work = Literal["spec", "review", "code", "docs", "test", "translation", "talk", "mentoring", "event", "feedback"]


def note(
    context: typer.Context,
    what: str = WHAT,
    members: list[str] = MEMBERS,
    text: str = _option("--text", "What was done or said; asked for on a terminal if missing."),
    by: str = BY,
    on: str = _option("--on", "When; today by default.", "DAY"),
    group: list[str] = _several("--group", "A group that it is about.", "GROUP", complete.groups),
    about: list[str] = _several("--about", "A record that it is about.", "REF", complete.refs),
    next_: str = _of_some("--next", "thanks: one modest step."),
    public: bool = _flag("--public", "thanks, recognition, update, story: said in public."),
    channel: str = CHANNEL,
    audience: Audience = AUDIENCE,
    formal: bool = _flag("--formal", "learning: a course, not a conversation."),
    goal: str = _of_some("--goal", "story: the goal that it is about."),
    needs: str = _of_some("--needs", "checkin: what the person needs, in general words."),
    type: Work = _of_some("--type", "contribution: what kind of work.", None),
    url: str = URL,
    used_in: str = _of_some("--used-in", "contribution: what it is used in."),
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
    from cmtool.edits.note import then as next_of
    from cmtool.workspace.changing import change
    from cmtool.workspace.notes import noting

    subject = ""

    def act(space: Workspace, how: How) -> Done:
        nonlocal subject
        done = change(space, noting(said, on), how)
        subject = done.subject
        return done

    told(context, act)
    following = next_of(said, subject.partition(":")[0])
    then(context, *([following] if following else []))
