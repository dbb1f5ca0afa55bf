"""`meeting fill`: proposed slots become slots of the record, each where the agenda shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cmtool.model.edit import ChangeSet, Edit, Insert, Put, as_read
from cmtool.model.meeting import Meeting
from cmtool.model.values import Values


def filled(meeting: Meeting, proposed: Sequence[tuple[int, Values]], rituals: Mapping[str, str]) -> ChangeSet:
    """Each proposed slot at its place among all, and the rituals by name; nothing where nothing is proposed."""
    if not proposed:
        return ChangeSet("fill", f"{meeting.ref}: nothing changed")
    named = [Put((name,), title) for name, title in rituals.items() if getattr(meeting, name) is None]
    edits: list[Edit] = [*named, *(Insert(("agenda",), as_read(item), at) for at, item in proposed)]
    return ChangeSet("fill", f"{meeting.ref}: agenda filled", edits={meeting.ref: edits})
