"""The verbs as plans: what a command line says, to be turned into a change set under the lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from cmtool.edits.add import added
from cmtool.edits.join import joined
from cmtool.edits.leave import left
from cmtool.edits.merge import merged
from cmtool.edits.rename import renamed
from cmtool.edits.retire import Owned, owned, retired
from cmtool.edits.set import changed
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet
from cmtool.schedule.days import since as first_day
from cmtool.schedule.days import until as last_day
from cmtool.store.entries import Entry
from cmtool.workspace import Workspace
from cmtool.workspace.changing import Plan
from cmtool.workspace.look import find_record
from cmtool.workspace.subjects import identified


def add(kind: str, id: str | None, assignments: Sequence[str]) -> Plan:
    """A new record."""
    return lambda space, _: added(space.registry, kind, id, assignments, space.today)


def set_(ref: str, assignments: Sequence[str]) -> Plan:
    """Other values in a record."""
    return lambda space, _: changed(space.registry, _ref(space, ref), assignments, space.today)


def join(member: str, group: str, role: str, since: str | None, mentor: str | None) -> Plan:
    """A person in a group."""

    def plan(space: Workspace, _: Sequence[Entry]) -> ChangeSet:
        registry = space.registry
        who = identified(registry, "members", mentor) if mentor else None
        day = _day(space, since, is_first=True)
        newcomer, where = identified(registry, "members", member), identified(registry, "groups", group)
        return joined(registry, newcomer, where, role, space.today, day, who)

    return plan


def group_roles(space: Workspace) -> list[str]:
    """The ids of the roles that somebody can have in a group."""
    community = space.registry.community
    return [id for id, role in community.roles.items() if role.scope == "group"] if community else []


def leave(member: str, group: str, role: str | None, until: str | None, *, is_forced: bool) -> Plan:
    """A person no longer in a group."""

    def plan(space: Workspace, _: Sequence[Entry]) -> ChangeSet:
        registry = space.registry
        who, where = identified(registry, "members", member), identified(registry, "groups", group)
        return left(registry, who, where, space.today, role, _day(space, until), is_forced=is_forced)

    return plan


def retire(ref: str, heir: str | None, *, is_forced: bool) -> Plan:
    """A record that ends."""

    def plan(space: Workspace, _: Sequence[Entry]) -> ChangeSet:
        registry = space.registry
        to = identified(registry, "members", heir) if heir else None
        return retired(registry, _ref(space, ref), space.today, to, is_forced=is_forced)

    return plan


def owned_by(space: Workspace, ref: str) -> list[Owned]:
    """What a member looks after; nothing for records of other kinds."""
    record = find_record(space.registry, ref)
    return owned(space.registry, record.id, space.today) if record.folder == "members" else []


def renaming(ref: str, new: str) -> Plan:
    """Another id."""
    return lambda space, _: renamed(space.registry, _ref(space, ref), new)


class Unsettled(CmtoolError):
    """Two records that say different things, and nobody said which is right."""

    def __init__(self, conflicts: Sequence[tuple[str, str | None, str | None]]) -> None:
        self.conflicts = conflicts
        super().__init__("the records differ: choose with --take FIELD=keep or --take FIELD=gone, or --take all=keep")


def merge(keep: str, gone: str, settled: Mapping[str, str]) -> Plan:
    """Two records of one person as one. `Unsettled` where somebody has to choose."""

    def plan(space: Workspace, _: Sequence[Entry]) -> ChangeSet:
        found = merged(space.registry, _ref(space, keep), _ref(space, gone), settled)
        if found.change_set is None:
            raise Unsettled([(one.field, one.keep, one.gone) for one in found.conflicts])
        return found.change_set

    return plan


def _ref(space: Workspace, text: str) -> str:
    record = find_record(space.registry, text)
    return record.ref if record.folder else "community"


def _day(space: Workspace, text: str | None, *, is_first: bool = False) -> date | None:
    return (first_day if is_first else last_day)(text, lambda: space.today) if text else None
