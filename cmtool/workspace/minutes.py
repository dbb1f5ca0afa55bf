"""Minutes of meetings: the text, the form, and what a filled form changes in the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cmtool.drafts import minutes as drafted
from cmtool.drafts.minutes.roster import Standing, standing
from cmtool.edits.close_meeting import check_closable, closed
from cmtool.errors import CmtoolError
from cmtool.exchange.minutes import MAX_BYTES, Filled, Unreadable, read_minutes
from cmtool.formats.json import dumps
from cmtool.model.addresses import shown
from cmtool.model.decisions import decision
from cmtool.model.edit import ChangeSet
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.render.escape import visible
from cmtool.store.entries import Entry
from cmtool.store.foreign import read_file
from cmtool.workspace import Workspace, counted
from cmtool.workspace.agendas import meeting_id
from cmtool.workspace.changing import Plan
from cmtool.workspace.rendering import Form, as_page, named, renderer

TEXT = "minutes/meeting.md.j2"
FORM = "minutes/form.md.j2"


_FEW = 4


class Made(NamedTuple):
    """Minutes, or the form for them."""

    text: str
    id: str
    is_form: bool


def minutes(space: Workspace, ref: str, form: Form, *, to_fill: bool) -> Made:
    """The minutes of a held meeting; the form for one that is not closed yet, or where it is asked for."""
    named(space)
    id = meeting_id(space, ref)
    context = drafted.context(space.registry, id)
    is_form = to_fill or context["status"] == "planned"
    if is_form:
        context = drafted.form(space.registry, id)
    if form == "json":
        return Made(dumps(context), id, is_form)
    press = renderer(space)
    text = press.render(FORM if is_form else TEXT, context)
    if form == "html":
        text = as_page(press, f"{context['title']}, {context['date']}", text)
    return Made(text, id, is_form)


def closing(ref: str, file: Path) -> Plan:
    """The record of a meeting as its filled form says."""

    def plan(space: Workspace, _: Sequence[Entry]) -> ChangeSet:
        named(space)
        meeting = space.registry.all_meetings[meeting_id(space, ref)]
        check_closable(meeting, space.today)
        filled = _read(space.registry, meeting, file)
        return closed(meeting, filled.values, space.today, list(_notes(space.registry, meeting, filled)))

    return plan


def _read(registry: Registry, meeting: Meeting, file: Path) -> Filled:
    data, name = read_file(file, MAX_BYTES), visible(str(file))
    try:
        return read_minutes(registry, meeting, data)
    except Unreadable as error:
        lines = "\n".join(f"{name}: {line}" for line in str(error).splitlines())
        raise CmtoolError(f"nothing was changed: mend these lines, then repeat the command\n{lines}") from None
    except CmtoolError as error:
        raise CmtoolError(f"{name}: {error}") from None


def _notes(registry: Registry, meeting: Meeting, filled: Filled) -> Iterator[str]:
    """What whoever closes a meeting should know: what was not read, who could decide, whether enough were there."""
    if filled.left_out:
        yield f"not read: {filled.left_out}"
    if filled.not_listed:
        number = counted(len(filled.not_listed), "action")
        yield f"{number} of the record {'is' if len(filled.not_listed) == 1 else 'are'} not in the minutes, and kept"
    if filled.missing:
        yield f"not in the minutes, and kept as it is: {_some(filled.missing)}; is the file whole?"
    before = {action.what for action in meeting.actions}
    new = [item for item in filled.values["actions"] if item["what"] not in before]
    if early := [item["what"] for item in new if item.get("due") and item["due"] < meeting.date]:
        yield f"new, and due before the meeting: {_some(early)}"
    after = meeting.model_copy(update=filled.values)
    if isinstance(after.attended, list) and after.facilitator and after.facilitator not in after.attended:
        yield f"'{after.facilitator}' led through the meeting, but is not ticked"
    found = standing(registry, after)
    if found.came is not None:
        yield _in_words(found)
    if found.is_reached is False and any(_is_decision(item) for item in filled.values["agenda"]):
        yield "decisions are recorded below quorum: decide again where enough are present"


def _some(words: Sequence[str]) -> str:
    """The first few, in quotes."""
    return ", ".join(map(shown, words[:_FEW])) + (" and more" if len(words) > _FEW else "")


def _is_decision(item: dict[str, Any]) -> bool:
    return decision(item["title"], item["kind"], item.get("summary")) is not None


def _in_words(found: Standing) -> str:
    """`18 of 43 who may decide; quorum 10 reached`."""
    told = f"{found.came} of {found.eligible} who may decide"
    if found.quorum is not None:
        told += f"; quorum {found.quorum} {'reached' if found.is_reached else 'not reached'}"
    return told
