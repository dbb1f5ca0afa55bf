"""What the community looks for, and what came of asking."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, get_args

from cmtool.metrics import needs as metrics
from cmtool.model.audience import Audience
from cmtool.model.need import Need, Outreach
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url

RESULTS: tuple[str, ...] = get_args(Outreach.model_fields["result"].annotation)
"""What can come of asking somebody."""


def open_needs(
    registry: Registry, audience: Audience, today: date, *, group: str | None, least: int
) -> list[dict[str, Any]]:
    """Open needs, the longest open first, with where they were published and how many were asked with which result.

    Only private output says which members were asked; what came of it is told where no members are among them, or at
    least so many: one who fits and was asked would be known by the answer.
    """
    found = metrics.open_needs(registry, today, group=group)
    answers = Counter(one.need for one in registry.requests.values() if one.received <= today)
    return [{**_need(registry, audience, need, today, least), "requests": answers[need.id]} for need in found]


def _need(registry: Registry, audience: Audience, need: Need, today: date, least: int) -> dict[str, Any]:
    asked = [one for one in need.outreach if one.date <= today]
    members = sum(one.member is not None for one in asked)
    tells = not 0 < members < least
    results: Counter[str] = Counter(one.result for one in asked)
    return {
        "id": need.id,
        "title": need.title,
        "type": need.type,
        "group": {"id": need.group, "name": registry.group_name(need.group)},
        "opened": need.opened,
        "closes": need.closes,
        "days_open": (today - need.opened).days,
        "seats": need.seats,
        "published": [
            {"channel": one.channel, "date": one.date, "url": safe_url(one.url)}
            for one in need.published
            if one.date <= today
        ],
        "asked": len(asked),
        "results": [{"result": result, "asked": results[result]} for result in RESULTS if tells and results[result]],
        "requests": 0,  # counted for all needs at once
        "asked_list": [_asked(audience, one) for one in asked] if audience.private else None,
    }


def _asked(audience: Audience, one: Outreach) -> dict[str, Any]:
    return {
        "date": one.date,
        "by": audience.person(one.by),
        "to": one.to,
        "member": audience.person(one.member) if one.member else None,
        "result": one.result,
    }
