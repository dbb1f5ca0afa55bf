"""What there is to celebrate since the last meeting."""

from __future__ import annotations

from typing import Any

from cmtool.drafts._changes import firsts, newcomers
from cmtool.drafts._deeds import came_out
from cmtool.drafts._since import Span
from cmtool.model.audience import Audience
from cmtool.model.evidence import Release, groups_that_met
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry


def celebration(registry: Registry, audience: Audience, meeting: Meeting, span: Span) -> dict[str, Any] | None:
    """Releases, newcomers, first contributions, actions done, of the groups that meet or of all; None if nothing."""
    groups = set(groups_that_met(meeting))
    contributions = (
        (e.date, e.member) for e in registry.evidence if e.is_contribution and (not groups or e.group in groups)
    )
    found: dict[str, Any] = {
        "releases": [_release(r) for r in came_out(registry, span) if not groups or r.group.id in groups],
        "newcomers": sum(not groups or _is_in(registry, id, groups) for id in newcomers(registry, span)),
        "first_contributions": audience.people(firsts(contributions, span))["named"],
        "actions_done": [
            {"what": action.what, "who": audience.person(action.who), "done": action.done}
            for other in registry.meetings()
            if not groups or groups & set(groups_that_met(other))
            for action in other.actions
            if span.holds(action.done)
        ],
    }
    return {"since": span.since, **found} if any(found.values()) else None


def _release(release: Release) -> dict[str, Any]:
    names = {"group": release.group.name, "product": release.product.name, "version": release.version.version}
    return {**names, "date": release.date}


def _is_in(registry: Registry, member: str, groups: set[str]) -> bool:
    return any(place.group.id in groups for place in registry.places.get(member, ()))
