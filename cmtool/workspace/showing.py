"""Whose turn it is to be shown, and the invitation as a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from cmtool.edits._records import current_member
from cmtool.edits.invite_spotlight import channels_of, invited, invited_group
from cmtool.errors import CmtoolError
from cmtool.formats.json import dumps
from cmtool.model.edit import ChangeSet
from cmtool.model.registry import Registry
from cmtool.schedule.showing_queue import Candidate, Planned, candidate, nobody, obstacle, planned, queue, waiting
from cmtool.store.entries import Entry
from cmtool.workspace import Workspace
from cmtool.workspace.changing import Plan
from cmtool.workspace.spotlights import day_of
from cmtool.workspace.subjects import identified


class Proposal(NamedTuple):
    """Who could be shown next, and when."""

    planned: Planned
    waiting: int
    """How many are in the queue."""
    candidates: list[Candidate]
    """The first ones of the queue; the one member that somebody chose, whatever their place."""
    group: str | None
    """The group that somebody chose instead of a member."""
    channels: list[str]


def propose(
    space: Workspace, member: str | None, group: str | None, on: str | None, channels: Sequence[str], count: int
) -> Proposal:
    """The first of the queue, or whom somebody chose; CmtoolError where that cannot be."""
    registry, today = space.registry, space.today
    if member and group:
        raise CmtoolError("a spotlight shows a member or a group: leave --member or --group out")
    when = planned(registry, today, day_of(space, on) if on else None)
    first = queue(registry, when.day, today, count)
    if member:
        first = [_chosen(registry, member, when.day, today)]
    where = list(dict.fromkeys(channels)) or channels_of(registry)
    found = identified(registry, "groups", group) if group else None
    return Proposal(when, len(waiting(registry, when.day)), [] if group else first, found, where)


def _chosen(registry: Registry, ref: str, day: date, today: date) -> Candidate:
    member = current_member(registry, identified(registry, "members", ref), "shown")
    why = obstacle(registry, member)
    if why is not None:
        raise CmtoolError(why)
    return candidate(registry, member, day, today)


def inviting(proposal: Proposal) -> Plan:
    """The record of who is chosen, else of the first one in the queue."""

    def plan(space: Workspace, _: Sequence[Entry]) -> ChangeSet:
        day, channels = proposal.planned.day, proposal.channels
        if proposal.group:
            return invited_group(space.registry, proposal.group, day, channels, space.today)
        if not proposal.candidates:
            raise CmtoolError(nobody(space.registry, day))
        return invited(space.registry, proposal.candidates[0].member.id, day, channels, space.today)

    return plan


def id_of(space: Workspace, plan: Plan) -> str:
    """The id that a new record gets."""
    made = plan(space, ())
    assert isinstance(made, ChangeSet)  # noqa: S101 - the plans here are change sets
    (ref,) = made.new
    return ref.partition("/")[2]


def json(proposal: Proposal) -> str:
    """Day and candidates for a program."""
    return dumps(
        {
            "planned": proposal.planned.day,
            "basis": list(proposal.planned.basis),
            "channels": proposal.channels,
            "group": proposal.group,
            "waiting": proposal.waiting,
            "candidates": [_row(one) for one in proposal.candidates],
        }
    )


def _row(one: Candidate) -> dict[str, Any]:
    return {
        "member": one.member.id,
        "last": one.last,
        "to_ask": list(one.asked),
        "for": list(one.reasons),
        "against": list(one.against),
        "shares": [
            {
                "kind": share.part.kind,
                "id": share.part.id or None,
                "people": share.people,
                "of_people": share.all,
                "shown": share.shown,
                "of_spotlights": share.spotlights,
            }
            for share in one.shares
        ],
    }
