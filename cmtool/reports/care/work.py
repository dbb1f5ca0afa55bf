"""Work to tell of, newcomers to write to, who was shown and whom to show next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.metrics.care import untold
from cmtool.metrics.spotlights import spotlights
from cmtool.model.audience import Audience
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.reports._numbers import rounded, whole
from cmtool.reports.care._did import short
from cmtool.schedule import intake
from cmtool.schedule.showing_queue import planned, queue


def uses_to_report(registry: Registry, audience: Audience, day: date) -> list[dict[str, Any]]:
    """Contributions of Y whose use nobody has told, the latest first: people still know what became of them."""
    return [
        {
            "ref": one.ref,
            "date": one.date,
            "type": one.type,
            "people": [person for person in map(audience.person, one.members) if person],
            "groups": [registry.group_name(id) for id in one.groups],
            "text": short(one.text),
        }
        for one in reversed(untold(registry, day))
    ]


def follow_ups(registry: Registry, audience: Audience, day: date) -> list[dict[str, Any]]:
    """Newcomers who wait for a personal mail after their call, or a follow-up after the mail, the earliest first."""
    return sorted(_follow_ups(registry, audience, day), key=lambda row: (row["by"] or date.max, row["ref"]))


def _follow_ups(registry: Registry, audience: Audience, day: date) -> Iterator[dict[str, Any]]:
    for request in registry.requests.values():
        step = intake.mailing(request, registry.policy) or intake.following_up(request, registry.policy)
        if step is not None:
            who = map(audience.person, intake.responsible(registry, request, day))
            yield {
                "ref": request.ref,
                "newcomer": audience.person(request.member) if request.member else None,
                "step": step.what,
                "by": step.by,
                "is_late": step.by is not None and step.by < day,
                "who": [person for person in who if person],
                "command": step.command,
            }


def next_spotlight(registry: Registry, audience: Audience, day: date) -> dict[str, Any] | None:
    """The head of the queue, with the reasons; None where nobody waits, or no spotlight was ever planned."""
    when = planned(registry, day).day
    first = next(iter(queue(registry, when, day, 1)), None) if registry.spotlights else None
    person = audience.person(first.member.id) if first else None
    if first is None or person is None:
        return None
    return {**person, "day": when, "reasons": list(first.reasons), "against": list(first.against)}


def spotlights_lately(registry: Registry, day: date) -> dict[str, Any]:
    """N17: the spotlights of a year, and whether those who were shown look like the community, by region."""
    found = spotlights(registry, day)
    return {
        "published": found.published,
        "last": found.last,
        "median_gap": whole(found.median_gap),
        "groups": [registry.group_name(id) for id in found.groups],
        "regions": [
            {"id": id, "name": in_words(id), "is_shown": id in found.regions, "balance": rounded(balance)}
            for id, balance in sorted(found.balance.items(), key=lambda one: (one[1], one[0]))
        ],
    }
