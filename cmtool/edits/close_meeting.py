"""`meeting close`: what the minutes say becomes the record of a held meeting, and nothing else in its file changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from cmtool.edits._records import values_of
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Drop, Edit, Insert, Put, as_read
from cmtool.model.meeting import Meeting
from cmtool.model.values import Values, plain_text


def check_closable(meeting: Meeting, today: date) -> None:
    """CmtoolError for a meeting that has no minutes: it is cancelled, or its day has not come."""
    if meeting.status == "cancelled":
        raise CmtoolError(
            f"{meeting.ref} is cancelled and has no minutes; if it was held: cmtool set {meeting.ref} status=planned"
        )
    if meeting.date > today:
        raise CmtoolError(
            f"{meeting.ref} is on {meeting.date}, and today is {today}: its minutes are read back from that day on"
            f"; if the day is wrong: cmtool set {meeting.ref} date={today}"
        )


def closed(meeting: Meeting, said: Mapping[str, Any], today: date, notes: Sequence[str] = ()) -> ChangeSet:
    """The edits that make the record say what the minutes say; none where it says so already."""
    check_closable(meeting, today)
    before = values_of(meeting)
    edits = [edit for name, value in (("status", "held"), *said.items()) for edit in _edits(before, name, value)]
    if not edits:
        return ChangeSet("close", f"{meeting.ref}: nothing changed", notes=notes)
    what = "minutes changed" if meeting.status == "held" else "held"
    return ChangeSet("close", f"{meeting.ref}: {what}", edits={meeting.ref: edits}, notes=notes)


def _edits(before: Values, name: str, value: Any) -> Iterator[Edit]:
    there, wanted = plain_text(before.get(name)), plain_text(as_read(value))
    if there == wanted or (not wanted and not there):
        return
    if wanted == []:
        yield Drop((name,))
    elif not isinstance(there, list) or not isinstance(wanted, list):
        yield Put((name,), value)
    elif all(isinstance(item, dict) for item in (*there, *wanted)):
        yield from _items(name, there, value)
    else:
        yield from _words(name, there, wanted)


def _words(name: str, there: Sequence[str], wanted: Sequence[str]) -> Iterator[Edit]:
    """Words that are gone, from the end so that positions hold, then those that are new."""
    now, before = set(wanted), set(there)
    for at in reversed(range(len(there))):
        if there[at] not in now:
            yield Drop((name, at))
    for word in wanted:
        if word not in before:
            yield Insert((name,), word)


def _items(name: str, there: Sequence[Values], wanted: Sequence[Values]) -> Iterator[Edit]:
    """Items that say something else, and new ones where they stand; those that are there keep their order."""
    identity = "title" if name == "agenda" else "what"
    at = 0
    for position, item in enumerate(wanted):
        if at < len(there) and there[at][identity] == item[identity]:
            at += 1
            for key, value in item.items():
                if there[at - 1].get(key) != plain_text(as_read(value)):
                    yield Put((name, position, key), value)
        else:
            yield Insert((name,), item, position)
