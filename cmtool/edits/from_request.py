"""`add member --from-request`: who asked to join becomes a member, and the request knows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from cmtool.edits._assignment import parsed
from cmtool.edits._requests import is_closed, request_of
from cmtool.edits.add import added
from cmtool.edits.missing import Question
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Edit, Put
from cmtool.model.group import AWAKE
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.model.scalars import to_day
from cmtool.model.values import Values
from cmtool.schedule.intake import onboarding
from cmtool.schedule.routing import wanted_groups

CONSENTS = tuple(
    Question(f"consents.{name}", f"Day on which the person agreed {to}, or declined", {}, is_required=False)
    for name, to in (
        ("spotlight", "to be shown in a spotlight"),
        ("statistics", "to be counted in statistics of sensitive data"),
        ("photo", "that pictures of them are shown"),
    )
)
"""Questions that are best asked of who is just coming in, beside those of every new member."""


def newcomer(registry: Registry, id: str) -> Request:
    """The request of somebody who wants to join and has no record yet."""
    request = request_of(registry, id)
    if request.kind != "join":
        raise CmtoolError(f"{request.ref} is of kind '{request.kind}': nobody asks to join by it")
    if not request.is_open:
        raise CmtoolError(f"{is_closed(request)}; nobody joins by it any more")
    if request.member is not None:
        raise CmtoolError(f"'{request.member}' came by {request.ref} already: cmtool show members/{request.member}")
    return request


def words(registry: Registry, id: str, given: Sequence[str], today: date) -> list[str]:
    """The assignments that a request makes for its member, without those that are given; then the given ones."""
    request = newcomer(registry, id)
    own = [parsed(word) for word in given]
    taken = {word.path[0] for word in own if word.sign == "="}
    return [*(f"{name}={text}" for name, text in _known(request, today) if name not in taken), *given]


def _known(request: Request, today: date) -> Iterator[tuple[str, str]]:
    yield "joined", f"{onboarding(request).call or today}"
    if request.region:
        yield "region", request.region
    if request.languages:
        yield "languages", f"[{', '.join(request.languages)}]"


def added_from(registry: Registry, id: str, member: str | None, given: Sequence[str], today: date) -> ChangeSet:
    """The new member, and the request with who it is and since when there is a record: one change."""
    request = newcomer(registry, id)
    change = added(registry, "member", member, words(registry, id, given, today), today)
    ((ref, values),) = change.new.items()
    _check_joined(request, values)
    edits: list[Edit] = [Put(("member",), ref.partition("/")[2])]
    if onboarding(request).registered is None:
        edits.append(Put(("onboarding", "registered"), today))
    return change._replace(subject=f"{ref}: added, from {request.ref}", edits={request.ref: edits})


def _check_joined(request: Request, values: Values) -> None:
    if values.get("joined") in (None, "unknown"):
        return
    joined = to_day(values["joined"])
    if joined < request.received:
        raise CmtoolError(f"joined: {joined} is before {request.received}, when the request came")


def place_for(registry: Registry, request: Request, today: date) -> tuple[str, str]:
    """The group that a newcomer asked for, and the role in which people take part there; GROUP and ROLE if none is."""
    known = [registry.all_groups[id] for id in wanted_groups(registry, request) if id in registry.all_groups]
    group = next((group for group in known if group.status in AWAKE), None)
    return (group.id if group else "GROUP"), _plain_role(registry, group.id if group else None, today) or "ROLE"


def _plain_role(registry: Registry, group: str | None, today: date) -> str | None:
    """Of the roles of groups that act as nothing the one that most people have: in the group, else anywhere."""
    roles = registry.community.roles if registry.community else {}
    plain = [id for id, role in roles.items() if role.scope == "group" and not role.acts_as]
    groups = registry.all_groups
    here = _held(registry, plain, [group] if group else [], today)
    held = here or _held(registry, plain, list(groups), today)
    return max(plain, key=lambda id: held[id], default=None)


def _held(registry: Registry, plain: Sequence[str], groups: Sequence[str], today: date) -> Counter[str]:
    entries = chain.from_iterable(registry.all_groups[id].members for id in groups)
    return Counter(entry.role for entry in entries if entry.role in plain and entry.is_open(today))
