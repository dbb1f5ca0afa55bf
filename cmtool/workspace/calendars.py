"""Calendars to subscribe to: the meetings, with what git tells of when each plan last changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cmtool.errors import CmtoolError
from cmtool.model.evidence import groups_that_met
from cmtool.schedule.zones import zone
from cmtool.store.root import work_tree
from cmtool.workspace import Workspace

if TYPE_CHECKING:
    from cmtool.schedule.stamp import Stamp


def calendar(space: Workspace, *, group: str | None = None, past: bool = False) -> str:
    """All meetings, past and coming, as an iCalendar file; of one group if asked."""
    from cmtool.formats.ics.meetings import feed

    return feed(space.registry, stamps_of(space, past=past), space.today, group=group)


def calendars(space: Workspace) -> dict[str | None, str]:
    """The calendar of everything, and one of each group that has a meeting, by group."""
    from cmtool.formats.ics.meetings import feed

    stamps = stamps_of(space)
    groups = [id for id in sorted(space.registry.all_groups) if _meets(space, id)]
    return {group: feed(space.registry, stamps, space.today, group=group) for group in [None, *groups]}


def stamps_of(space: Workspace, *, past: bool = False) -> Mapping[str, Stamp]:
    """When each plan last changed, by git; empty, with a note where one helps, where git tells nothing."""
    if work_tree(space.root) is None:
        return {}
    from cmtool.history.archive import Archive
    from cmtool.history.stamps import stamps
    from cmtool.history.timeline import moments, step_at

    try:
        archive = Archive(space.root)
        if past:
            own = zone(space.registry.community.timezone if space.registry.community else "UTC")
            archive.head = step_at(moments(archive.repository, archive.head), space.today, own).commit
        return stamps(archive, space.today)
    except CmtoolError as error:
        space.notes.append(f"every meeting is marked as changed today: {error}")
        return {}


def _meets(space: Workspace, group: str) -> bool:
    """The group has a series with a date, or is named in a meeting."""
    registry = space.registry
    if any(series.starts for series in registry.all_groups[group].meets):
        return True
    return any(group in groups_that_met(meeting) for meeting in registry.meetings())
