"""A personal thank-you: what somebody did since the last one, and one modest next step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.drafts._deeds import deeds_of
from cmtool.drafts._letter import letter
from cmtool.drafts._letter import notes as notes
from cmtool.drafts._people import member_of
from cmtool.drafts._since import Span
from cmtool.drafts._steps import awake_groups, next_step
from cmtool.metrics.meetings import YEAR
from cmtool.model.activity import Activity
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

SUBJECTS = ("members",)
MAIL = True


def context(registry: Registry, ref: str, today: date) -> dict[str, Any]:
    """The data of a thank-you to a member; it goes to that person alone."""
    member = member_of(registry, ref, "thank-you")
    last = _last(registry, member, today)
    since = last.date if last else days_after(today, -YEAR)
    deeds = deeds_of(registry, member.id, Span(since, today))
    step = _step(registry, member, today)
    facts = {
        "member": {"id": member.id, "name": member.name},
        "since": since,
        "is_first": last is None,
        "deeds": deeds,
        "next": step,
    }
    return letter(registry, "thanks", today, facts, editor=_editor(member, last, facts))


def _last(registry: Registry, member: Member, today: date) -> Activity | None:
    """The last time that somebody thanked the member."""
    thanked = [a for a in registry.activities("thanks") if member.id in a.members and a.date <= today]
    return thanked[-1] if thanked else None


def _step(registry: Registry, member: Member, today: date) -> dict[str, Any] | None:
    """The next step in the group where the member was active last, if its pathway names one.

    Of who took no step that is written down, nobody knows where they stand: the first one would be an insult.
    """
    active = {e.group: e.date for e in registry.evidence if e.member == member.id and e.group and e.date <= today}
    groups = awake_groups(registry, member.id, today)
    for group in sorted(groups, key=lambda group: active.get(group.id, date.min), reverse=True):
        found = next_step(registry, group, member.id, today)
        if found and found["reached"]:
            return {**found, "group": group.name}
    return None


def _editor(member: Member, last: Activity | None, facts: dict[str, Any]) -> Iterator[str]:
    yield f"to {member.id}; sign with your own name"
    if last is None:
        yield f"nobody has thanked them yet, as far as the registry knows; told is what they did since {facts['since']}"
    else:
        step = f"; proposed then: {last.next_step}" if last.next_step else ""
        yield f"last thanked {last.date}{step}"
    if not facts["deeds"]:
        yield "the registry knows of nothing since then: fill in the bracket, or wait until there is something to say"
    if facts["next"] is None:
        yield "no next step is known from a pathway: fill in the bracket, or leave the line out"
    else:
        yield "the next step is a proposal from the pathway: make it fit the person"
    yield f'once it is sent: cmtool note thanks {member.id} --text ".." --next ".."'
