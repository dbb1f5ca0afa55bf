"""The personal mail to somebody new, a week after the onboarding call: people, next step, next meetings, places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.drafts._calls import call
from cmtool.drafts._letter import community_of, letter
from cmtool.drafts._letter import notes as notes
from cmtool.drafts._people import member_of, roles_in
from cmtool.drafts._steps import awake_groups, next_step
from cmtool.model.audience import Audience
from cmtool.model.group import Group
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.render.escape import safe_url
from cmtool.schedule.coming import next_of_group
from cmtool.schedule.intake import mailing, onboarding

SUBJECTS = ("members",)
MAIL = True


def context(registry: Registry, ref: str, today: date) -> dict[str, Any]:
    """The data of a mail to a new member; it goes to somebody inside and may name everybody."""
    member, community = member_of(registry, ref, "onboarding mail"), community_of(registry)
    groups = [_group(registry, group, member, today) for group in awake_groups(registry, member.id, today)]
    request = _request(registry, member)
    called = onboarding(request).call if request else None
    facts = {
        "member": {"id": member.id, "name": member.name},
        "joined": member.joined if isinstance(member.joined, date) else None,
        "call": called if called and called <= today else None,
        "groups": groups,
        "channels": [
            {"id": one.id, "purpose": one.purpose, "url": safe_url(one.url), "gathering": one.gathering}
            for one in sorted(community.channels, key=lambda one: not one.gathering)
        ],
    }
    editor = _editor(registry, member, request, groups, today)
    return letter(registry, "onboarding", today, facts, editor=editor)


def _group(registry: Registry, group: Group, member: Member, today: date) -> dict[str, Any]:
    """A group as somebody new should know it."""
    audience = Audience(registry, today, private=True)
    own = [p.membership for p in registry.places.get(member.id, ()) if p.group.id == group.id]
    leads = dict.fromkeys(m.member for m in registry.acting(group, "lead", today) if m.member != member.id)
    mentors = dict.fromkeys(m.mentor for m in own if m.is_open(today) and m.mentor)
    meets = next_of_group(registry, group.id, today)
    return {
        "id": group.id,
        "name": group.name,
        "purpose": group.purpose.strip(),
        "url": safe_url(group.url),
        "roles": [held["role"] for held in roles_in(registry, member.id, [group.id], today)],
        "leads": [_lead(registry, audience, id, group, today) for id in leads],
        "mentors": audience.people(mentors)["named"],
        "next": next_step(registry, group, member.id, today),
        "meets": call(meets, inside=True, tz=member.timezone) if meets else None,
    }


def _lead(registry: Registry, audience: Audience, id: str, group: Group, today: date) -> dict[str, Any]:
    roles = [held["role"] for held in roles_in(registry, id, [group.id], today)]
    return {**(audience.person(id) or {}), "role": roles[0] if roles else None}


def _request(registry: Registry, member: Member) -> Request | None:
    """The request with which the person came, the last one."""
    found = [r for r in registry.requests.values() if r.kind == "join" and r.member == member.id]
    return max(found, key=lambda request: request.received, default=None)


def _editor(
    registry: Registry, member: Member, request: Request | None, groups: list[dict[str, Any]], today: date
) -> Iterator[str]:
    yield f"to {member.id}; sign with your own name"
    if not groups:
        yield f"in no group yet: cmtool join {member.id} GROUP --role ROLE"
    for group in groups:
        if not group["mentors"]:
            yield f"{group['name']}: no mentor yet; cmtool find --skill mentoring --group {group['id']}"
        if group["next"] is None:
            yield f"{group['name']}: its pathway names no next step"
    if request is None or onboarding(request).call is None:
        yield "no onboarding call is written down for them"
    elif onboarding(request).mailed:
        yield f"this mail went out on {onboarding(request).mailed}"
    elif step := mailing(request, registry.policy):
        yield f"onboarding call {onboarding(request).call}" + (f", mail due by {step.by}" if step.by else "")
        yield f"once it is sent: {step.command}"
