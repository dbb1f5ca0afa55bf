"""Where things stand, in a few lines."""

from __future__ import annotations

from datetime import date

from cmtool.errors import CmtoolError
from cmtool.metrics.membership import members
from cmtool.schedule.coming import next_meeting
from cmtool.schedule.occurrences import Occurrence
from cmtool.store.root import work_tree
from cmtool.workspace import Workspace, counted


def _not_saved(space: Workspace) -> tuple[int, str]:
    """How many records hands changed since the last commit, in words as well; or why nobody can tell."""
    if work_tree(space.root) is None:
        return 0, "no git repository keeps this registry"
    from cmtool.workspace.difference import unsaved

    try:
        number = unsaved(space)
    except CmtoolError as error:
        return 0, str(error)
    return number, f"{counted(number, 'record')}: cmtool diff" if number else "nothing"


def _told(meeting: Occurrence | None, today: date) -> str:
    """A meeting with its day, and how far away that is."""
    if meeting is None:
        return "none planned"
    days = (meeting.day - today).days
    when = "today" if days == 0 else f"in {counted(days, 'day')}"
    return f"{meeting.title} on {meeting.day}, {when}"


def status(space: Workspace) -> list[str]:
    """The community, its next meeting, what is due, what is wrong, what is not saved, and what to type next."""
    registry, report = space.registry, space.validate()
    name = registry.community.name if registry.community else "community.yaml cannot be read"
    current = len(members(registry, space.today))
    living = sum(1 for _ in registry.living_groups())
    coming = next_meeting(registry, space.today)
    errors = sum(finding.is_error for finding in report.findings)
    warnings = len(report.findings) - errors
    unsaved, not_saved = _not_saved(space)
    if errors:
        command = "cmtool validate"
    elif unsaved:
        command = "cmtool save"
    elif report.due:
        command = "cmtool due"
    elif current < 2:  # who began it is alone yet
        command = "cmtool add member"
    else:
        command = f"cmtool agenda {coming.meeting.id}" if coming and coming.meeting else "cmtool report overview"
    return [
        f"{name}: {counted(current, 'member')}, {counted(living, 'living group')} ({space.today})",
        f"next meeting  {_told(coming, space.today)}",
        f"due           {counted(len(report.due), 'thing')}",
        f"findings      {counted(errors, 'error')}, {counted(warnings, 'warning')}",
        f"not saved     {not_saved}",
        f"next          {command}",
    ]
