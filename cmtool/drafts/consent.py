"""The mail that asks somebody for a spotlight: what, where and when, the questions, and that a no is fine.

The questions are headings `## key: question`, so that `cmtool spotlight answer` reads the answers back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.drafts._letter import community_of, letter, record_of
from cmtool.drafts._letter import notes as notes
from cmtool.drafts.spotlight.standing import has_declined
from cmtool.errors import CmtoolError
from cmtool.model.audience import Audience
from cmtool.model.community import Community, SpotlightSettings
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight
from cmtool.schedule.term import days_after

SUBJECTS = ("spotlights",)
MAIL = True
BEFORE = 7
"""Days before the planned one by which the answers are asked for."""


def context(registry: Registry, ref: str, today: date) -> dict[str, Any]:
    """The data of a mail that asks for consent."""
    community, spotlight = community_of(registry), record_of(registry, ref, Spotlight)
    if spotlight.status in ("withdrawn", "published"):
        raise CmtoolError(f"'{ref}' is {spotlight.status}: there is nothing to ask any more")
    member = _member(registry, ref, spotlight)
    by = days_after(spotlight.planned, -BEFORE)
    facts = {
        "id": spotlight.id,
        "member": member and {"id": member.id, "name": member.name},
        "group": registry.group_name(spotlight.group) if spotlight.group and not member else None,
        "planned": spotlight.planned,
        "by": by if by > today else None,
        "channels": [_channel(community, id) for id in spotlight.channels],
        "questions": _questions(community, spotlight),
        "asks_listing": member is not None and not _consents(registry, member, "listing", today),
    }
    editor = _editor(registry, spotlight, member, today)
    return letter(registry, "consent", today, facts, editor=editor, about=(spotlight.planned,))


def _member(registry: Registry, ref: str, spotlight: Spotlight) -> Member | None:
    """Who is shown; None for a group. CmtoolError for somebody who is not to be asked."""
    if spotlight.member is None:
        return None
    member = registry.members.get(spotlight.member)
    if member is None or member.name is None or member.status == "removed":
        raise CmtoolError(f"who is shown in '{ref}' is removed or cannot be read")
    if has_declined(member):
        raise CmtoolError(f"'{member.ref}' said no to spotlights: nobody is asked twice")
    return member


def _channel(community: Community, id: str) -> dict[str, Any]:
    """A channel with what it is for."""
    return {"id": id, "purpose": next((one.purpose for one in community.channels if one.id == id), None)}


def _questions(community: Community, spotlight: Spotlight) -> list[dict[str, Any]]:
    """The questions, with what is answered already."""
    asked = (community.spotlight or SpotlightSettings()).questions
    return [
        {"key": key, "question": text, "answer": spotlight.answers.get(key, "").splitlines()}
        for key, text in asked.items()
    ]


def _consents(registry: Registry, member: Member, purpose: str, today: date) -> bool:
    return member.consents_to(purpose, registry.consent_day(today))


def _editor(registry: Registry, spotlight: Spotlight, member: Member | None, today: date) -> Iterator[str]:
    if member is not None:
        yield f"to {member.id}"
        if not member.is_current:
            yield "they left the community: ask whether they still want to be shown"
        if not _consents(registry, member, "listing", today):
            yield "their name may not be published yet (no consent to listing): the mail asks for that too"
    elif spotlight.group:
        group = registry.all_groups.get(spotlight.group)
        people = Audience(registry, today, private=True).people(registry.in_charge(group, today) if group else ())
        yield f"to who answers for the group: {', '.join(one['id'] for one in people['named']) or 'nobody yet'}"
    if spotlight.planned < today:
        yield f"planned for {spotlight.planned}, which is past: put another day"
    if spotlight.consent and spotlight.consent.withdrawn is None:
        yield f"they said yes on {spotlight.consent.given} already"
    yield f"when the answer is there: cmtool spotlight answer {spotlight.id} --from FILE"
