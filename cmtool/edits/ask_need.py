"""`need ask`: somebody was asked for a need, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cmtool.edits._needs import change_of, refuse_address, require_past, sought
from cmtool.edits._records import GONE, current_member, group_of, member_of
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Edit, Insert, Put
from cmtool.model.names import folded
from cmtool.model.naming import index, named
from cmtool.model.need import Need
from cmtool.model.registry import Registry


class Asked(NamedTuple):
    """Who was asked, a member or a place outside, by whom and with which result; what nobody told is None."""

    member: str | None = None
    to: str | None = None
    by: str | None = None
    result: str | None = None
    day: date | None = None

    @property
    def whom(self) -> str:
        """Whom, for a commit, which does not say with which result: the id, or only that it is a place."""
        return self.member or "a place outside"


def asked(registry: Registry, id: str, words: Asked, today: date) -> ChangeSet:
    """A new item, or the result of one that is there: the same person, or the same place."""
    need = sought(registry, id, "asked for")
    _check(registry, words)
    require_past("--on", words.day or today, today)
    at = _there(need, words)
    edits = [_added(registry, need, words, today)] if at is None else _changed(need, at, words)
    done = f"{words.whom} asked" if at is None else f"what {words.whom} said"
    return change_of(registry, need, done, edits, today, _notes(need, words))


def _check(registry: Registry, words: Asked) -> None:
    """A member, or a place in words that reach and name nobody."""
    if (words.member is None) == (words.to is None):
        raise CmtoolError("whom? Say either --member MEMBER, or --to TEXT for a place outside")
    if words.to is not None:
        if not words.to.strip():
            raise CmtoolError("--to is empty: say where, as 'university list, Lima'")
        refuse_address("--to", words.to)
        if any(named(words.to, index(registry.members.values()))):
            raise CmtoolError("--to names a member: say --member MEMBER instead")
    elif words.member is not None and member_of(registry, words.member).status == "removed":
        raise CmtoolError(f"members/{words.member} cannot be asked: {GONE}")
    if words.by is not None:
        current_member(registry, words.by, "the one who asks")


def _there(need: Need, words: Asked) -> int | None:
    """The item of the same member or place; of several the last one."""
    where = folded(words.to) if words.to is not None else None
    for at in reversed(range(len(need.outreach))):
        known = need.outreach[at]
        if (known.member == words.member) if where is None else (known.to is not None and folded(known.to) == where):
            return at
    return None


def _changed(need: Need, at: int, words: Asked) -> list[Edit]:
    known = need.outreach[at]
    told = {"result": words.result, "date": words.day, "by": words.by}
    return [
        Put(("outreach", at, name), value)
        for name, value in told.items()
        if value is not None and getattr(known, name) != value
    ]


def _added(registry: Registry, need: Need, words: Asked, today: date) -> Edit:
    by = words.by or _asker(registry, need, today)
    if by == words.member:
        raise CmtoolError(f"'{by}' cannot ask themselves; who takes it on: cmtool need fill {need.id} {by}")
    whom = {"member": words.member} if words.member is not None else {"to": (words.to or "").strip()}
    return Insert(("outreach",), {"date": words.day or today, "by": by, **whom, "result": words.result or "contacted"})


def _asker(registry: Registry, need: Need, today: date) -> str:
    """The lead of the group, if there is exactly one who is here."""
    group = group_of(registry, need.group)
    leads = dict.fromkeys(m.member for m in registry.acting(group, "lead", today))
    here = [id for id in leads if id in registry.members and registry.members[id].is_current]
    if len(here) == 1:
        return here[0]
    why = f"{group.ref} has no lead" if not here else f"{group.ref} has several leads: {', '.join(here)}"
    raise CmtoolError(f"who asked? Say --by MEMBER ({why})")


def _notes(need: Need, words: Asked) -> list[str]:
    """What comes next, where somebody takes it."""
    if words.result != "joined":
        return []
    return [f"who takes it is written down by: cmtool need fill {need.id} {words.member or 'MEMBER'}"]
