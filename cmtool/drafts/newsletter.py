"""News of the community since a day: groups, people, releases, what comes, what is looked for, who was shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.drafts._calls import call
from cmtool.drafts._changes import fallen_asleep, newcomers, news
from cmtool.drafts._deeds import released
from cmtool.drafts._letter import letter
from cmtool.drafts._letter import notes as notes
from cmtool.drafts._since import Span, last_update, span_from, why
from cmtool.metrics.needs import open_needs
from cmtool.model.audience import Audience
from cmtool.model.group import Group
from cmtool.model.need import Need
from cmtool.model.registry import Registry
from cmtool.model.showing import obstacle
from cmtool.render.escape import safe_url
from cmtool.schedule.coming import coming
from cmtool.schedule.term import days_after

SUBJECTS = ()
SINCE = True
MAIL = True
AHEAD = 92
"""Days in which a meeting is coming."""


def usual_since(registry: Registry, today: date) -> date:
    """The day of the last newsletter."""
    return last_update(registry, today, channel="newsletter")


def context(
    registry: Registry, ref: str, today: date, *, since: date, before: Registry | None = None
) -> dict[str, Any]:
    """The data of a newsletter; who did not consent to listing is counted, not named."""
    span, audience = span_from(since, today, before), Audience(registry, today, private=False)
    groups = sorted(registry.all_groups.values(), key=lambda group: (group.name.casefold(), group.id))
    facts = {
        "since": since,
        "today": today,
        "groups": [told for group in groups if (told := _group(registry, audience, group, span))],
        "fallen_asleep": fallen_asleep(registry, span),
        "newcomers": audience.people(newcomers(registry, span)),
        "releases": released(registry, audience, span),
        "meetings": [call(one) for one in coming(registry, today) if one.day <= days_after(today, AHEAD)][:6],
        "needs": [_need(registry, need) for need in _still_open(registry, today)],
        "spotlights": list(_spotlights(registry, audience, span)),
    }
    editor = _editor(registry, since, facts, today, before)
    return letter(registry, "newsletter", today, facts, editor=editor, leaves=True)


def _group(registry: Registry, audience: Audience, group: Group, span: Span) -> dict[str, Any] | None:
    """What is new in a group; None if nothing is. Its releases stand apart, and who left is nobody's news."""
    facts = news(registry, audience, group, span)
    if facts is None:
        return None
    named = facts["who_joined"]
    told = {
        "is_new": facts["is_new"],
        "status": facts["status"],
        "started": [version for version in facts["in_development"] if version["is_new"]],
        "joined": {"named": named, "more": facts["joined"] - len(named)} if facts["joined"] else None,
        "new_leads": facts["new_leads"],
    }
    return {"id": group.id, "name": group.name, "url": safe_url(group.url), **told} if any(told.values()) else None


def _still_open(registry: Registry, today: date) -> list[Need]:
    """What can be answered still, the newest first."""
    still = [need for need in open_needs(registry, today) if need.closes is None or need.closes >= today]
    return sorted(still, key=lambda need: (-need.opened.toordinal(), need.id))


def _need(registry: Registry, need: Need) -> dict[str, Any]:
    return {"id": need.id, "title": need.title, "group": registry.group_name(need.group), "closes": need.closes}


def _spotlights(registry: Registry, audience: Audience, span: Span) -> Iterator[dict[str, Any]]:
    """Spotlights that were posted in the span, are still out, and may still be shown."""
    for spotlight in registry.spotlights.values():
        if spotlight.status != "published":
            continue
        person = audience.person(spotlight.member) if spotlight.member else None
        name = person["name"] if person else registry.group_name(spotlight.group) if spotlight.group else None
        for post in spotlight.published:
            is_out = post.taken_down is None and span.holds(post.date)
            if name and is_out and obstacle(registry, spotlight, post.channel, span.today) is None:
                yield {"name": name, "date": post.date, "url": safe_url(post.url)}
                break


def _editor(
    registry: Registry, since: date, facts: dict[str, Any], today: date, before: Registry | None
) -> Iterator[str]:
    yield why(registry, since, usual_since(registry, today), "newsletter")
    if before is None:
        yield "no history reaches back so far: told is what has a day in the records"
    if facts["newcomers"]["more"]:
        yield f"only counted, without consent to listing: {facts['newcomers']['more']} of the new members"
    if any(one["url_left_out"] for one in facts["meetings"]):
        yield "an address to join that lets in whoever has it is left out"
    told = ("groups", "releases", "needs", "spotlights")
    if not any(facts[key] for key in told) and not any(facts["newcomers"].values()):
        yield "the registry knows of nothing since then: there is nothing to send"
    yield 'once it is sent: cmtool note update --channel newsletter --text ".."'
