"""What is due as a calendar for one person's own use: a day with reminders for each task."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from icalendar import Event

from cmtool.formats.due import Task
from cmtool.formats.ics.base import calendar_of, reminder, text
from cmtool.schedule.stamp import unsaved

_REMINDERS = (3, 0)
"""Days before, at nine in the morning."""


def ics(tasks: Sequence[Task], name: str, domain: str, today: date) -> str:
    """The tasks as whole days that leave a person free; what is overdue stands on today."""
    calendar = calendar_of(name)
    for task in tasks:
        calendar.add_component(_event(task, domain, today))
    return text(calendar)


def _event(task: Task, domain: str, today: date) -> Event:
    uid, day, stamp = f"{task.key}.due@{domain}", max(task.date, today), unsaved(today)
    first, *others = [
        reminder(uid, day, f"{task.text} ({task.record})", stamp, description=_told(task), days_before=days)
        for days in _REMINDERS
    ]
    for other in others:
        first.subcomponents.extend(other.subcomponents)
    first.add("class", "PRIVATE")  # a calendar that is shared shows no more than that there is something
    return first


def _told(task: Task) -> str:
    """Since when, who, and how."""
    lines = (f"Due on {task.date} ({task.code}).", f"For: {', '.join(task.who)}", task.hint, task.command)
    return "\n".join(line for line in lines if line and line != "For: ")
