"""How long people wait for a first personal answer, now and in the quarter before (N7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cmtool.metrics.membership import quarter_before
from cmtool.metrics.response import Response, response
from cmtool.model.registry import Registry
from cmtool.reports._numbers import rounded, whole

KINDS = {"join": "To join", "query": "Question", "feedback": "Feedback", "privacy": "About own data"}


def kinds_for(*, private: bool) -> dict[str, str]:
    """The kinds of requests that a reader may know of.

    Who asks about their own data was listed and is soon missing: that number alone would tell who it was.
    """
    return {kind: name for kind, name in KINDS.items() if private or kind != "privacy"}


def answers(registry: Registry, today: date, *, group: str | None, private: bool) -> dict[str, Any]:
    """First answers to requests of the quarter, of all kinds and of each, beside those of the quarter before."""
    told = kinds_for(private=private)
    kinds = [(kind, response(registry, today, kind=kind, group=group)) for kind in told]
    before = response(registry, quarter_before(today) - timedelta(days=1), kind=told, group=group)
    return {
        "within": registry.policy.first_response_within,
        **_told(response(registry, today, kind=told, group=group)),
        "before": _told(before) if before.received else None,
        "by_kind": [{"kind": kind, "name": KINDS[kind], **_told(found)} for kind, found in kinds if found.received],
    }


def _told(found: Response) -> dict[str, Any]:
    return {
        "received": found.received,
        "answered": found.answered,
        "median_days": whole(found.median_days),
        "slow_days": found.slow_days,
        "in_time": found.in_time,
        "due": found.due,
        "on_time": rounded(found.on_time),
    }
