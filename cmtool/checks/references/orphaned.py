"""Something hangs on a person who has left: nobody looks after it any more.

Asked are the activator and the partner of a lifecycle stage, the holders of open actions of held meetings, the leads of
groups that are not closed, the facilitators of planned meetings, and members named in `review`; the owners of open
requests, the experts who have not answered them yet, and whoever a spotlight shall show that is not out. Who is
`alumni` or `removed` has left; who is `paused` will come back and is not asked about. The contact owner has a rule of
its own (CFG102).

Bad:

    actions:
      - what: Publish the notes
        who: jonas-berg        # status: alumni
        due: 2026-12-01

Good:

    actions:
      - what: Publish the notes
        who: mei-lin-tan
        due: 2026-12-01

How to fix: agree with somebody who is here and name them, or say that it is over: set `done`, end the membership, leave
the field out. A spotlight on somebody who left is withdrawn, or shows somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.group import Group
from cmtool.model.meeting import Meeting
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.model.shared import Lifecycle
from cmtool.source import Field

CODE = "REF103"
SEVERITY = "warning"
CLOCK = False

_Held = tuple[Field, str, str]
"""What somebody holds: its field, what it is, and the member."""


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """What is held by alumni and removed members."""
    gone = {member.id for member in registry.members.values() if not member.is_current}
    for record, (field, what, holder) in _held(registry, today):
        if holder in gone:
            message = f"orphaned: {what} '{holder}' is not active any more"
            yield record.finding(CODE, field, message, hint="name somebody who is here, or say that it is over")


def _held(registry: Registry, today: date) -> Iterator[tuple[Record, _Held]]:
    community = registry.community
    if community is not None:
        for index, rule in enumerate(community.review):
            yield community, (("review", index, "by"), "reviewer", rule.by)
        for held in _of_stage(community.lifecycle):
            yield community, held
    for group in registry.groups():
        if group.status != "closed":
            for held in _of_group(registry, group, today):
                yield group, held
    for meeting in registry.all_meetings.values():
        for held in _of_meeting(meeting):
            yield meeting, held
    for request in registry.requests.values():
        for held in _of_request(request):
            yield request, held
    for spotlight in registry.spotlights.values():
        if spotlight.member and spotlight.status not in ("published", "withdrawn"):
            yield spotlight, (("member",), "spotlight on", spotlight.member)


def _of_stage(stage: Lifecycle | None) -> Iterator[_Held]:
    if stage is not None and stage.activator:
        yield ("lifecycle", "activator"), "activator", stage.activator
    if stage is not None and stage.partner:
        yield ("lifecycle", "partner"), "partner", stage.partner


def _of_group(registry: Registry, group: Group, today: date) -> Iterator[_Held]:
    for index, membership in enumerate(group.members):
        if registry.acts_as(membership.role, "lead") and membership.goes_on(today):
            yield ("members", index, "member"), "lead", membership.member
    yield from _of_stage(group.lifecycle)


def _of_meeting(meeting: Meeting) -> Iterator[_Held]:
    if meeting.status == "planned" and meeting.facilitator:
        yield ("facilitator",), "facilitator", meeting.facilitator
    if meeting.status == "held":
        for index, action in enumerate(meeting.actions):
            if action.done is None:
                yield ("actions", index, "who"), "action holder", action.who


def _of_request(request: Request) -> Iterator[_Held]:
    if not request.is_open:
        return
    if request.owner:
        yield ("owner",), "owner", request.owner
    for index, expert in enumerate(request.experts):
        if expert.answered is None:
            yield ("experts", index, "member"), "expert asked", expert.member
