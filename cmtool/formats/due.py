"""What is due: in a terminal, as a table, and as a check list in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cmtool.formats.markdown_lines import COMMENT, code, text
from cmtool.formats.table import Table
from cmtool.render.escape import visible

_SOON = 7


class Task(NamedTuple):
    """Something that somebody should do by a day, and the command or, without one, the words that tell how."""

    date: date
    code: str
    record: str
    who: tuple[str, ...]
    text: str
    command: str
    hint: str
    key: str
    """What it is known by from one day to the next."""


def table(tasks: Sequence[Task]) -> Table:
    """A row for each task."""
    headers = ("date", "code", "record", "who", "text", "command")
    objects = [
        {
            "date": task.date.isoformat(),
            "code": task.code,
            "record": task.record,
            "who": list(task.who),
            "text": task.text,
            "command": task.command or None,
        }
        for task in tasks
    ]
    return Table(headers, [tuple(task.values()) for task in objects], objects)


def told(tasks: Sequence[Task]) -> str:
    """For a terminal of any width: when, what about and who; below it what to do, and the command that settles it."""
    found = ""
    for task in tasks:
        found += visible(f"{task.date}  {task.code}  {task.record}  {', '.join(task.who)}").rstrip() + "\n"
        found += "".join(f"  {visible(line)}\n" for line in (task.text, task.command) if line)
    return found


def markdown(tasks: Sequence[Task], name: str, today: date, *, most: int = COMMENT) -> str:
    """A check list by what is overdue, comes within a week, and later. `most` counts bytes of UTF-8."""
    told = f"### Due in {text(name)}, {today}\n"
    if not tasks:
        return f"{told}\nNothing is due.\n"
    room = most - 100  # for the line that counts
    heading = ""
    for number, task in enumerate(tasks):
        above = _heading(task.date, today)
        more = f"\n#### {above}\n\n" if above != heading else ""
        more += _item(task)
        if len((told + more).encode()) > room:
            return f"{told}\n... and {len(tasks) - number} more: `cmtool due` tells them all\n"
        told, heading = told + more, above
    return told


def _heading(day: date, today: date) -> str:
    if day < today:
        return "Overdue"
    return "Within a week" if (day - today).days <= _SOON else "Later"


def _item(task: Task) -> str:
    how = code(task.command) if task.command else text(task.hint)
    names = f"({', '.join(task.who)})"
    who = f" {text(names)}" if task.who and not task.text.endswith(names) else ""
    return f"- [ ] {task.date} **{text(task.record)}: {text(task.text)}**{who}{': ' if how else ''}{how}\n"
