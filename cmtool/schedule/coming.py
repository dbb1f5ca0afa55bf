"""Which of the coming meetings comes next, and which to tell where there is no room for all of them."""

from __future__ import annotations

from datetime import date

from cmtool.model.registry import Registry
from cmtool.schedule.occurrences import Occurrence, occurrences, of_record
from cmtool.schedule.term import days_after

WITHIN = 366
"""Days in which the next meeting is looked for."""


def coming(registry: Registry, today: date) -> list[Occurrence]:
    """What is planned from today on, by date; where nothing is, what the series of groups say for a year.

    A plan is a meeting that somebody prepares. The regular calls of all groups would hide it.
    """
    planned = [of_record(registry, m) for m in registry.meetings(status="planned") if m.date >= today]
    if planned:
        return planned
    found = occurrences(registry, today, days_after(today, WITHIN))
    return [one for one in found if one.status == "computed"]


def next_meeting(registry: Registry, today: date) -> Occurrence | None:
    """The one to prepare: the next that is planned for everybody, else for some groups, else the next regular one."""
    found = coming(registry, today)
    return next((one for one in found if not one.groups), found[0] if found else None)


def next_of_group(registry: Registry, group: str, today: date) -> Occurrence | None:
    """The next meeting of a group from today on that takes place."""
    found = occurrences(registry, today, days_after(today, WITHIN), group=group)
    return next((one for one in found if one.takes_place and one.status != "held"), None)
