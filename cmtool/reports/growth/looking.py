"""What the community looks for, and what came of asking."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, get_args

from cmtool.model.audience import Audience
from cmtool.model.need import Need, Outreach
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url

RESULTS: tuple[str, ...] = get_args(Outreach.model_fields["result"].annotation)
"""What can come of asking somebody."""


def open_needs(registry: Registry, audience: Audience, today: date, *, group: str | None) -> list[dict[str, Any]]:
    """Open needs, the longest open first, with where they were published and how many were asked with which result.

    Only private output says which members were asked.
    """
    found = [
        need
        for need in registry.needs.values()
        if need.status == "open" and need.opened <= today and group in (None, need.group)
    ]
    return [_need(registry, audience, need, today) for need in sorted(found, key=lambda n: (n.opened, n.id))]


def _need(registry: Registry, audience: Audience, need: Need, today: date) -> dict[str, Any]:
    asked = [one for one in need.outreach if one.date <= today]
    results: Counter[str] = Counter(one.result for one in asked)
    answers = (r for r in registry.requests.values() if r.need == need.id and r.received <= today)
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
        "results": [{"result": result, "asked": results[result]} for result in RESULTS if results[result]],
        "requests": sum(1 for _ in answers),
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
