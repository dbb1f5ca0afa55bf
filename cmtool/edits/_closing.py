"""The end of groups, skills and meetings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cmtool.edits._memberships import ended
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Drop, Edit, Put
from cmtool.model.group import Group
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member, OverlayMember
from cmtool.model.registry import Registry
from cmtool.model.skill import Skill


def closed(registry: Registry, group: Group, today: date) -> ChangeSet:
    """A group closes: its memberships and meeting series end on the day."""
    if group.status == "closed":
        when = f" since {group.since}" if group.since else ""
        raise CmtoolError(f"{group.ref} is already closed{when}; nothing to change")
    entries = [at for at, entry in enumerate(group.members) if entry.runs_after(today)]
    edits: list[Edit] = [
        Put(("status",), "closed"),
        Put(("since",), today),
        *(
            Put(("meets", at, "ends"), max(today, series.starts or today))
            for at, series in enumerate(group.meets)
            if series.ends is None or series.ends > today
        ),
        *ended(("members",), group.members, entries, today),
    ]
    return ChangeSet(
        "retire", f"{group.ref}: closed", edits={group.ref: edits}, notes=list(_left_over(registry, group))
    )


def _left_over(registry: Registry, group: Group) -> Iterator[str]:
    """What a closed group still has before it."""
    for meeting in registry.meetings(status="planned"):
        if meeting.series.startswith(f"{group.id}/"):
            yield f"{meeting.ref} is planned; to cancel it: cmtool retire {meeting.ref}"
        elif group.id in meeting.groups or any(item.group == group.id for item in meeting.agenda):
            yield f"{meeting.ref} is planned with the group: take it out there"
    for product in group.products:
        for version in product.versions:
            if version.status == "in-development":
                yield f"version {version.version} is in development: hand it to another group, or set its status"
    for need in registry.needs.values():
        if need.group == group.id and need.is_open:
            yield f"{need.ref} is open: name another group, or close it: cmtool need close {need.id}"
    for request in registry.requests.values():
        if request.is_open and group.id in request.interests:
            yield f"{request.ref} is open and names the group: cmtool show {request.ref}"


def called_off(meeting: Meeting) -> ChangeSet:
    """A planned meeting does not take place."""
    if meeting.status == "held":
        raise CmtoolError(f"{meeting.ref} was held: it stays as it is")
    if meeting.status == "cancelled":
        raise CmtoolError(f"{meeting.ref} is already cancelled; nothing to change")
    return ChangeSet("retire", f"{meeting.ref}: cancelled", edits={meeting.ref: [Put(("status",), "cancelled")]})


def withdrawn(registry: Registry, skill: Skill, *, is_forced: bool) -> ChangeSet:
    """A skill is not offered any more; nobody may list it then, so the entries of those who do go with it."""
    if skill.status == "retired":
        raise CmtoolError(f"{skill.ref} is already retired; nothing to change")
    edits, overlay = (
        _entries(registry.members.values(), skill.id),
        _entries((registry.overlay or {}).values(), skill.id),
    )
    count = len({*edits, *overlay})
    if count and not is_forced:
        listed = "1 member lists" if count == 1 else f"{count} members list"
        raise CmtoolError(f"{listed} {skill.ref}: with --force their entries are removed as well")
    roles = registry.community.roles if registry.community else {}
    asked = [id for id, role in roles.items() if skill.id in role.baseline]
    return ChangeSet(
        "retire",
        f"{skill.ref}: retired",
        edits={skill.ref: [Put(("status",), "retired")], **edits},
        notes=[f"the baseline of role '{id}' in community.yaml still asks for it" for id in asked],
        overlay=overlay,
    )


def _entries(records: Iterable[Member | OverlayMember], skill: str) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for record in records:
        for at in reversed(range(len(record.skills))):
            if record.skills[at].skill == skill:
                found.setdefault(record.ref, []).append(Drop(("skills", at)))
    return found
