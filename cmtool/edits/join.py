"""`join`: a person takes a role in a group."""

from __future__ import annotations

from datetime import date, timedelta

from cmtool.edits._records import community_of, current_member, group_of
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Insert
from cmtool.model.group import Group
from cmtool.model.registry import Registry
from cmtool.suggestion import did_you_mean, nearest


def joined(
    registry: Registry,
    member: str,
    group: str,
    role: str,
    today: date,
    since: date | None = None,
    mentor: str | None = None,
) -> ChangeSet:
    """A new entry in the group, from today unless `since` says otherwise.

    Who comes back gets an entry of their own, after the one that ended: that time stays true.
    """
    since = since or today
    where = group_of(registry, group)
    current_member(registry, member, f"a member of {where.ref}")
    _check_role(registry, role)
    if where.status == "closed":
        raise CmtoolError(
            f"{where.ref} is closed: nobody joins it; if it lives again: cmtool set {where.ref} status=forming"
        )
    _check_not_held(where, member, role, since)
    entry: dict[str, object] = {"member": member, "role": role, "since": since}
    if mentor is not None:
        if mentor == member:
            raise CmtoolError(f"'{member}' cannot be their own mentor: name somebody else")
        entry["mentor"] = current_member(registry, mentor, f"the mentor of '{member}'").id
    return ChangeSet(
        "join",
        f"{where.ref}: {member} joined as {role}",
        edits={where.ref: [Insert(("members",), entry)]},
        notes=_notes(where, member, role, since),
    )


def _check_role(registry: Registry, role: str) -> None:
    roles = community_of(registry).roles
    own = [id for id, found in roles.items() if found.scope == "group"]
    if role in own:
        return
    if role in roles:
        raise CmtoolError(f"role '{role}' is of scope community: it stands in `roles` of the member, not in a group")
    listed = ", ".join(own) or "none yet: add one to `roles` of community.yaml"
    raise CmtoolError(f"no role '{role}'{did_you_mean(nearest(role, own))}; roles in a group: {listed}")


def _check_not_held(group: Group, member: str, role: str, since: date) -> None:
    """No entry of the same person and role overlaps with the new one, which has no end."""
    for entry in group.members:
        if (entry.member, entry.role) != (member, role) or entry.until == "unknown":
            continue
        if entry.until is None:
            begun = f" since {entry.since}" if entry.since else ""
            raise CmtoolError(f"'{member}' is already {role} of {group.ref}{begun}; nothing to change")
        if isinstance(entry.until, date) and entry.until >= since:
            after = entry.until + timedelta(days=1)
            raise CmtoolError(
                f"'{member}' is {role} of {group.ref} until {entry.until}: join again with --since {after}"
            )


def _notes(group: Group, member: str, role: str, since: date) -> list[str]:
    notes = [f"{group.ref} is dormant"] if group.status == "dormant" else []
    others = [e.role for e in group.members if e.member == member and e.role != role and e.is_open(since)]
    for other in dict.fromkeys(others):
        end = f"cmtool leave {member} {group.id} --role {other}"
        notes.append(f"'{member}' stays {other} of {group.ref} as well; to end that: {end}")
    return notes
