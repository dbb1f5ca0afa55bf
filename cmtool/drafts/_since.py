"""From which day a letter about what happened tells."""

from __future__ import annotations

from datetime import date

from cmtool.drafts.agenda.changes import Span
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

QUARTER = 92


def last_update(registry: Registry, today: date, *, channel: str | None = None) -> date:
    """The day of the last update to members, in a channel if one is named; a quarter back where there was none."""
    told = [
        activity.date
        for activity in registry.activities("update")
        if activity.date <= today and channel in (None, activity.channel)
    ]
    return told[-1] if told else days_after(today, -QUARTER)


def span_from(since: date, today: date, before: Registry | None) -> Span:
    """From the morning of a day until today."""
    return Span(days_after(since, -1), today, before)


def why(registry: Registry, since: date, usual: date, what: str) -> str:
    """The line above a text that says from which day it tells."""
    last = any(activity.date == usual for activity in registry.activities("update"))
    reason = f"the day of the last {what}" if last else f"a quarter back: no {what} is written down"
    return f"since {since}" + (f", {reason}; another day with --since" if since == usual else "")
