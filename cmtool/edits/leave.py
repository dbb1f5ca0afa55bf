"""`leave`: a person's roles in a group end."""

from __future__ import annotations

from datetime import date

from cmtool.edits._memberships import ended, is_last, refuse_last_lead, without_triage
from cmtool.edits._owned import owned
from cmtool.edits._records import community_of, group_of, member_of
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet
from cmtool.model.group import Group
from cmtool.model.registry import Registry
from cmtool.suggestion import did_you_mean, nearest


def left(
    registry: Registry,
    member: str,
    group: str,
    today: date,
    role: str | None = None,
    until: date | None = None,
    *,
    is_forced: bool = False,
) -> ChangeSet:
    """The last day, today unless `until` says otherwise, of every open entry, or of those of one role.

    An entry that would begin only later never takes place and is taken out.
    """
    day = until or today
    community_of(registry)  # without its roles nobody knows who leads
    where = group_of(registry, group)
    member_of(registry, member)
    positions = _open(where, member, role, day)
    for at in positions:
        since = where.members[at].since
        if since and day < since <= today:
            raise CmtoolError(
                f"'{member}' is {where.members[at].role} of {where.ref} since {since}: {day} is before that"
            )
    if not is_forced and is_last(registry, "lead", where, positions, day):
        refuse_last_lead(registry, member, [where])
    return ChangeSet(
        "leave",
        f"{where.ref}: {member} left" + (f" as {role}" if role else ""),
        edits={where.ref: ended(("members",), where.members, positions, day)},
        notes=_notes(registry, where, member, positions, day),
    )


def _open(group: Group, member: str, role: str | None, day: date) -> list[int]:
    own = [(at, entry) for at, entry in enumerate(group.members) if entry.member == member]
    asked = [(at, entry) for at, entry in own if role in (None, entry.role)]
    positions = [at for at, entry in asked if entry.runs_after(day)]
    if positions:
        return positions
    if not own:
        raise CmtoolError(f"'{member}' is not in {group.ref}: nothing to change")
    if not asked:
        held = list(dict.fromkeys(entry.role for _, entry in own))
        guess = did_you_mean(nearest(role or "", held))
        raise CmtoolError(f"'{member}' is not {role} of {group.ref}{guess}; roles held there: {', '.join(held)}")
    last = asked[-1][1]
    when = "on an unknown day" if last.until == "unknown" else f"on {last.until}"
    raise CmtoolError(f"'{member}' left {group.ref} as {last.role} {when}: nothing to change")


def _notes(registry: Registry, group: Group, member: str, positions: list[int], day: date) -> list[str]:
    notes = list(without_triage(registry, group, positions, day))
    for at in positions:
        entry = group.members[at]
        if entry.since and entry.since > day:
            notes.append(f"the entry as {entry.role} from {entry.since} is taken out: it has not begun")
    if not any(e.member == member and e.runs_after(day) for at, e in enumerate(group.members) if at not in positions):
        notes += [own.note for own in owned(registry, member, day) if own.ref == group.ref]
    return notes
