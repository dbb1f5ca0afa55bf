"""Who gets a request: whoever acts as triage in the group that it is about, and where nobody does, by rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cmtool.model.community import Function
from cmtool.model.group import AWAKE, Group
from cmtool.model.registry import Registry
from cmtool.model.request import Request

_DOES: dict[Function, str] = {"triage": "acts as triage in", "lead": "leads"}


class Routing(NamedTuple):
    """Who is proposed for a request, and why: one reason a line. Nobody is proposed where `owner` is empty."""

    owner: str
    reasons: Sequence[str]


class _Load(NamedTuple):
    """What somebody has to do already; the order of these is the order in which people are asked."""

    open: int
    last: date
    member: str


def proposed(registry: Registry, request: Request, day: date, group: str | None = None) -> Routing:
    """Triage of the wanted group, else its lead, else a manager; who reads the mailbox where no group is wanted."""
    told: list[str] = []
    if request.kind == "privacy":
        told.append("a data-protection request goes to who reads the shared mailbox")
        return _reader(registry, request, day, told)
    wanted = wanted_groups(registry, request, group)
    if not wanted:
        told.append("it names no group: it stays with who reads the shared mailbox")
        return _reader(registry, request, day, told)
    for id in wanted:
        owner = _in_group(registry, request, id, day, told)
        if owner:
            return Routing(owner, told)
    told.append("so a community manager finds a place for it")
    return _manager(registry, request, day, told)


def wanted_groups(registry: Registry, request: Request, group: str | None = None) -> list[str]:
    """The groups that a request is about, the first one first: the named one, its own, else that of its need."""
    need = registry.needs.get(request.need or "")
    return [group] if group else list(dict.fromkeys(request.interests)) or ([need.group] if need else [])


def acts_as_triage(registry: Registry, member: str, groups: Iterable[str], day: date) -> bool:
    """The person acts as triage in one of the groups."""
    known = (registry.all_groups[id] for id in groups if id in registry.all_groups)
    return any(entry.member == member for group in known for entry in registry.acting(group, "triage", day))


def _in_group(registry: Registry, request: Request, id: str, day: date, told: list[str]) -> str:
    """Who of a group gets the request; empty where nobody does. What was looked at is told."""
    group = registry.all_groups.get(id)
    if group is None:
        is_there = registry.is_unreadable("groups", id)
        told.append(f"groups/{id} cannot be read" if is_there else f"there is no group '{id}'")
        return ""
    if group.status not in AWAKE:
        told.append(f"{group.ref} is {group.status}")
        return ""
    functions: tuple[Function, ...] = ("triage", "lead")
    for function in functions:
        fit = _fit(registry, request, _acting(registry, group, function, day), told)
        if fit:
            told.append(f"{_DOES[function]} {group.ref}")
            return _fairest(registry, request, fit, told)
        told.append(f"nobody who is active {_DOES[function]} {group.ref}")
    return ""


def _acting(registry: Registry, group: Group, function: Function, day: date) -> list[str]:
    return list(dict.fromkeys(entry.member for entry in registry.acting(group, function, day)))


def _reader(registry: Registry, request: Request, day: date, told: list[str]) -> Routing:
    """Who reads the shared mailbox, else a manager."""
    owner = registry.community.contact.owner if registry.community else ""
    fit = _fit(registry, request, [owner] if owner else [], told)
    return Routing(fit[0], told) if fit else _manager(registry, request, day, told)


def _manager(registry: Registry, request: Request, day: date, told: list[str]) -> Routing:
    """A manager, else who reads the shared mailbox; nobody where neither is here."""
    fit = _fit(registry, request, registry.managers(day), told)
    if fit:
        told.append("is a community manager")
        return Routing(_fairest(registry, request, fit, told), told)
    told.append("no community manager is active")
    owner = registry.community.contact.owner if registry.community else ""
    last = [id for id in [owner] if id and not why_not(registry, request, id)]
    told += ["reads the shared mailbox"] if last else []
    return Routing(last[0] if last else "", told)


def _fit(registry: Registry, request: Request, ids: Iterable[str], told: list[str]) -> list[str]:
    """Of some members those who can be proposed; why others cannot is told."""
    found = []
    for id in ids:
        why = why_not(registry, request, id)
        told += [line for line in [f"not '{id}', who {why}"] if why and line not in told]
        found += [] if why else [id]
    return found


def why_not(registry: Registry, request: Request, id: str) -> str:
    """Why a member is not proposed for a request; empty for who can be."""
    member = registry.members.get(id)
    if id == request.member:
        return "came by this request"
    if member is None:
        return "cannot be read" if registry.is_unreadable("members", id) else "is no member"
    here = {"active": "", "paused": "is paused", "onboarding": "is new"}
    return here.get(member.status, "has left")


def _fairest(registry: Registry, request: Request, ids: Sequence[str], told: list[str]) -> str:
    """Who has the fewest open requests, then who got none for longest, then the first by id; the reason is told."""
    first, *others = sorted(_load(registry, request, id) for id in ids)
    if others:
        told.append(_why(first, others[0]))
        told.append(f"the others: {', '.join(f'{load.member} ({load.open} open)' for load in others)}")
    return first.member


def _why(first: _Load, second: _Load) -> str:
    if first.open < second.open:
        return f"has the fewest open requests: {first.open}"
    if first.last < second.last:
        since = "never got one" if first.last == date.min else f"got the last one on {first.last}, longest ago"
        return f"has no more open requests than others ({first.open}), and {since}"
    return f"has as many open requests as others ({first.open}), and comes first by id"


def _load(registry: Registry, request: Request, id: str) -> _Load:
    own = [other for other in _others(registry, request) if other.owner == id]
    return _Load(sum(other.is_open for other in own), max((r.routed or r.received for r in own), default=date.min), id)


def _others(registry: Registry, request: Request) -> Iterator[Request]:
    return (other for other in registry.requests.values() if other.id != request.id)
