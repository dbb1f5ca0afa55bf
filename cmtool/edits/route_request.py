"""`request route`: somebody looks after a request."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cmtool.edits._records import community_of, current_member, group_of
from cmtool.edits._requests import change_of, check_day, open_request
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Put
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.schedule.intake import readers
from cmtool.schedule.routing import Routing, acts_as_triage, proposed, wanted_groups, why_not


class Wish(NamedTuple):
    """What somebody says about where a request goes."""

    to: str | None = None
    group: str | None = None


def proposal(registry: Registry, id: str, wish: Wish, today: date) -> Routing:
    """Who gets the request, with the reasons. CmtoolError where it has somebody, or nobody can be proposed."""
    request = open_request(registry, id)
    community_of(registry)
    if wish.group is not None:
        group_of(registry, wish.group)
    if wish.to is not None:
        return Routing(_named(registry, request, wish.to), ["named with --to"])
    if request.kind == "privacy" and wish.group is not None:
        raise CmtoolError("a data-protection request is no group's: leave --group out, or name somebody with --to")
    before = _before(registry, request)
    found = proposed(registry, request, today, wish.group)
    if not found.owner:
        raise CmtoolError(f"nobody can be proposed: {'; '.join(found.reasons)}. Name somebody: --to MEMBER")
    told = [reason for reason in found.reasons if not before or f"'{request.owner}'" not in reason]
    return found._replace(reasons=[*before, *told])


def routed(registry: Registry, id: str, wish: Wish, day: date, today: date) -> ChangeSet:
    """The request with its owner, who got it on that day."""
    request = open_request(registry, id)
    owner = proposal(registry, id, wish, today).owner
    if owner == request.owner:
        raise CmtoolError(f"{_is_with(request)} already: nothing to change")
    check_day(request, "--on", day, today)
    edits = [Put(("owner",), owner), Put(("routed",), day)]
    notes = _notes(registry, request, owner, wish, today) if wish.to else ()
    return change_of(registry, request, ("route", f"routed to {owner}"), edits, today, notes)


def _named(registry: Registry, request: Request, to: str) -> str:
    member = current_member(registry, to, f"the owner of {request.ref}")
    if member.id == request.member:
        raise CmtoolError(f"'{member.id}' came by {request.ref}: somebody else looks after it")
    return member.id


def _before(registry: Registry, request: Request) -> list[str]:
    """Who had it and cannot look after it any more. CmtoolError where that person still can."""
    if request.owner is None:
        return []
    why = why_not(registry, request, request.owner)
    if not why:
        raise CmtoolError(f"{_is_with(request)}; to pass it on: --to MEMBER")
    return [f"after '{request.owner}', who {why}"]


def _is_with(request: Request) -> str:
    return f"{request.ref} is with '{request.owner}'{f' since {request.routed}' if request.routed else ''}"


def _notes(registry: Registry, request: Request, owner: str, wish: Wish, today: date) -> Iterator[str]:
    """What speaks against somebody who was named."""
    why = why_not(registry, request, owner)
    if why:
        yield f"'{owner}' {why}"
    if request.kind == "privacy":
        usual = readers(registry, today)
        if usual and owner not in usual:
            yield f"a data-protection request is mostly looked after by who reads the shared mailbox: {usual[0]}"
        return
    wanted = [id for id in wanted_groups(registry, request, wish.group) if id in registry.all_groups]
    if wanted and not acts_as_triage(registry, owner, wanted, today):
        yield f"'{owner}' does not act as triage in {', '.join(f'groups/{id}' for id in wanted)}"
