"""`spotlight next`: somebody is to be shown, as a new record that waits for their answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cmtool.edits._assigned import Subject, judge
from cmtool.edits._ids import free_id, proposed
from cmtool.edits._records import group_of, member_of
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, as_read
from cmtool.model.group import AWAKE
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight
from cmtool.model.values import Values, ordered
from cmtool.schedule.showing_balance import day_of
from cmtool.schedule.showing_queue import obstacle

USUAL = ("linkedin",)


def channels_of(registry: Registry) -> list[str]:
    """The channels of the last spotlight, else the usual one."""
    last = max(registry.spotlights.values(), key=lambda one: (day_of(one), one.id), default=None)
    return list(last.channels if last and last.channels else USUAL)


def invited(registry: Registry, member: str, day: date, channels: Sequence[str], today: date) -> ChangeSet:
    """A spotlight on a member, to be asked for."""
    why = obstacle(registry, member_of(registry, member))
    if why is not None:
        raise CmtoolError(why)
    return _new(registry, {"member": member}, day, channels, today)


def invited_group(registry: Registry, group: str, day: date, channels: Sequence[str], today: date) -> ChangeSet:
    """A spotlight on a group that works."""
    found = group_of(registry, group)
    if found.status not in AWAKE:
        raise CmtoolError(f"{found.ref} is {found.status}: a post would invite people to nobody")
    for one in registry.spotlights.values():
        if one.group == group and one.is_under_way:
            raise CmtoolError(f"{one.ref} shows it already: it is {one.status}")
    return _new(registry, {"group": group}, day, channels, today)


def _new(registry: Registry, whom: Values, day: date, channels: Sequence[str], today: date) -> ChangeSet:
    if day < today:
        raise CmtoolError(f"--on {day} is over, today is {today}")
    told = {**whom, "planned": day, "status": "invited", "channels": list(dict.fromkeys(channels))}
    values: Values = as_read(told)
    id = free_id(registry, "spotlights", proposed(registry, "spotlights", values))
    judge(Subject(registry, Spotlight, id, today), values)
    return ChangeSet("spotlight", f"spotlights/{id}: invited", new={f"spotlights/{id}": ordered(Spotlight, values)})
