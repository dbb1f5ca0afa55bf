"""Somebody promised something in a meeting, and the day has come.

Actions of cancelled meetings, and those without `due`, have no day. Who left is not reminded: the managers are.

Bad:

    actions:
      - what: Publish notes
        who: jonas-berg
        due: 2026-09-17

Good:

    actions:
      - what: Publish notes
        who: jonas-berg
        due: 2026-09-17
        done: 2026-09-16

How to fix: do it and set `done`, agree on another `due`, or take it out and say so.
"""

import re
from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.addresses import shown
from cmtool.model.meeting import Action, Meeting
from cmtool.model.registry import Registry

CODE = "MTG204"
SEVERITY = "warning"
CLOCK = True

_PLAIN = re.compile(r"(?![0-9]+$)\w[\w ,:/-]{0,79}")
"""A few words that name an action on a command line without any quoting of their own."""


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day of each action that is not done."""
    for meeting in registry.all_meetings.values():
        if meeting.status == "cancelled":
            continue
        for index, action in enumerate(meeting.actions):
            if action.done is None and action.due:
                verb = "overdue since" if action.due < today else "due on"
                message = f"action {verb} {action.due}: {shown(action.what, 200)} ({action.who})"
                hint = f"set 'done' in {meeting.source.path}, or another 'due'"
                due = Due(action.due, _who(registry, action, today), _command(meeting, index))
                yield meeting.finding(CODE, ("actions", index, "due"), message, hint=hint, due=due)


def _who(registry: Registry, action: Action, today: date) -> tuple[str, ...]:
    member = registry.members.get(action.who)
    return (action.who,) if member and member.is_current else registry.managers(today)


def _command(meeting: Meeting, index: int) -> str:
    """The action by its words, for they stay the same; by its number where they are long or a shell minds."""
    what = meeting.actions[index].what
    is_clear = _PLAIN.fullmatch(what) and sum(action.what == what for action in meeting.actions) == 1
    return f"cmtool set {meeting.ref} 'actions[{what if is_clear else index}].done=today'"
