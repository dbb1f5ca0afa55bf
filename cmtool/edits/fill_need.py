"""`need fill`: members took what was looked for; it is filled once every seat is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cmtool.edits._needs import change_of, need_of, sought, unanswered
from cmtool.edits._records import current_member
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Edit, Insert, Put
from cmtool.model.need import Need
from cmtool.model.registry import Registry


def filled(registry: Registry, id: str, members: Sequence[str], today: date) -> ChangeSet:
    """Who took it, after those who are there; of who was asked for it the result becomes `joined`."""
    need = need_of(registry, id)
    if need.status != "filled":
        sought(registry, id, "filled")
    who = [current_member(registry, member, f"the one who takes {need.ref}").id for member in dict.fromkeys(members)]
    new = [member for member in who if member not in need.filled_by]
    if not new:
        raise CmtoolError(f"{need.ref} is taken by {', '.join(need.filled_by)} already; nothing to change")
    edits: list[Edit] = [Put(("status",), "filled")] if need.status != "filled" and _is_full(need, new) else []
    edits += [Insert(("filled_by",), member) for member in new]
    edits += [
        Put(("outreach", at, "result"), "joined")
        for at, known in enumerate(need.outreach)
        if known.member in who and known.result != "joined"
    ]
    what = "filled by" if _is_full(need, new) else "taken by"
    return change_of(registry, need, f"{what} {', '.join(who)}", edits, today, _notes(registry, need, new))


def _is_full(need: Need, new: Sequence[str]) -> bool:
    """As many took it as there are seats; one where nobody said how many."""
    return len(need.filled_by) + len(new) >= (need.seats or 1)


def _notes(registry: Registry, need: Need, new: Sequence[str]) -> list[str]:
    """Seats that are left or too many, the roles to begin, and requests that wait for an answer."""
    taken = len(need.filled_by) + len(new)
    notes = []
    if need.seats is not None and taken != need.seats:
        still = "; it stays open" if taken < need.seats else ""
        notes.append(f"{taken} of {need.seats} seats are taken{still}")
    if need.type == "role":
        notes += [f"the role of '{member}' begins by: cmtool join {member} {need.group} --role ROLE" for member in new]
    return notes + unanswered(registry, need)
