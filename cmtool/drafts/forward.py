"""A request handed over to who looks after it: what came, why to them, by when, and what to type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.catalogue.language_names import name_of
from cmtool.drafts._letter import letter, record_of
from cmtool.drafts._letter import notes as notes
from cmtool.drafts._people import community_roles, distance, roles_in, skill_name
from cmtool.errors import CmtoolError
from cmtool.model.audience import Audience
from cmtool.model.community import Function
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.model.wording import in_words
from cmtool.schedule.intake import asking, timed_steps

SUBJECTS = ("requests",)
MAIL = True
_FIRST: tuple[Function, ...] = ("triage", "lead")


def context(registry: Registry, ref: str, today: date) -> dict[str, Any]:
    """The data of a mail to the owner of a request."""
    request = record_of(registry, ref, Request)
    owner = registry.members.get(request.owner) if request.owner else None
    if request.owner is None:
        raise CmtoolError(f"'{ref}' is with nobody yet: cmtool request route {request.id}")
    if owner is None or owner.name is None:
        raise CmtoolError(f"the owner of '{ref}' is removed or cannot be read: cmtool request route {request.id}")
    if not request.is_open:
        raise CmtoolError(f"'{ref}' is closed: there is nothing to hand over")
    facts = {
        "id": request.id,
        "kind": request.kind,
        "summary": request.summary,
        "received": request.received,
        "source": request.source_,
        "ticket": request.ticket,
        "funnel": request.funnel and request.funnel.replace("-", " "),
        "groups": [registry.group_name(id) for id in request.interests],
        "skills": [skill_name(registry, id) for id in request.skills],
        "region": in_words(request.region) if request.region else None,
        "languages": [name_of(tag) for tag in request.languages],
        "need": _need(registry, request),
        "owner": {"id": owner.id, "name": owner.name},
        "roles": roles_in(registry, owner.id, request.interests, today),
        "community_roles": community_roles(registry, owner, today),
        "is_vacant": not any(_has_lead(registry, id, today) for id in request.interests),
        "reads_mailbox": bool(registry.community and registry.community.contact.owner == owner.id),
        "clocks": [
            {"what": what, "day": day, "distance": distance(day, today)} for what, day in _clocks(registry, request)
        ],
        "commands": list(_commands(request)),
    }
    return letter(registry, "forward", today, facts, editor=_editor(request))


def _need(registry: Registry, request: Request) -> str | None:
    need = registry.needs.get(request.need) if request.need else None
    return need.title if need else None


def _has_lead(registry: Registry, group: str, today: date) -> bool:
    """Somebody in the group would be asked first."""
    found = registry.all_groups.get(group)
    return found is not None and any(registry.has_acting(found, function, today) for function in _FIRST)


def _clocks(registry: Registry, request: Request) -> Iterator[tuple[str, date]]:
    """What is still to do, and by which day."""
    yield from ((step.what, step.by) for step in timed_steps(request, registry.policy) if step.by)
    for _, expert, step in asking(request, registry.policy):
        if step.by:
            person = Audience(registry, expert.asked, private=True).person(expert.member) or {}
            yield f"answer of {person['name']}, who was asked", step.by


def _commands(request: Request) -> Iterator[dict[str, str]]:
    """What the owner types, in the order of the work."""
    yield {"what": "look at it", "command": f"cmtool show {request.ref}"}
    if request.first_response is None:
        yield {"what": "after your first answer", "command": f"cmtool request respond {request.id}"}
    if request.kind == "join":
        yield {"what": "after the onboarding call", "command": f"cmtool request onboard {request.id} --call DAY"}
        yield {"what": "once they agree", "command": f"cmtool add member --from-request {request.id}"}
        yield {"what": "at the end", "command": f"cmtool request close {request.id} --outcome joined"}
    else:
        if request.kind == "query":
            yield {"what": "if somebody else knows", "command": f"cmtool request respond {request.id} --ask MEMBER"}
        outcome = "OUTCOME" if request.kind == "feedback" else "answered"
        yield {"what": "at the end", "command": f"cmtool request close {request.id} --outcome {outcome}"}


def _editor(request: Request) -> Iterator[str]:
    yield f"to {request.owner}" + (f", who has it since {request.routed}" if request.routed else "")
    yield "add the name and the message from the mailbox or the ticket; they stay out of the record"
