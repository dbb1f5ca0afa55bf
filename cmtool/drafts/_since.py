"""From which day a text about what happened tells, and what lies in that time."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from cmtool.metrics.care import sent
from cmtool.metrics.membership import QUARTER
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after


class Span(NamedTuple):
    """From the evening of a day until today; `before` is the registry of that evening, where git knows it."""

    since: date | None
    today: date
    before: Registry | None = None

    def holds(self, day: date | None) -> bool:
        """The day lies after the first evening and is not ahead."""
        return day is not None and self.since is not None and self.since < day <= self.today

    def is_past(self, day: Any) -> bool:
        """The day is known and was over on the first evening."""
        return isinstance(day, date) and self.since is not None and day <= self.since


def last_update(registry: Registry, today: date, *, channel: str | None = None) -> date:
    """The day of the last update to members, in a channel if one is named; a quarter back where there was none."""
    found = [one for one in sent(registry, "update", "members") if one.date <= today and channel in (None, one.channel)]
    return found[-1].date if found else days_after(today, -QUARTER)


def span_from(since: date, today: date, before: Registry | None) -> Span:
    """From the morning of a day until today."""
    return Span(days_after(since, -1), today, before)


def why(registry: Registry, since: date, usual: date, what: str) -> str:
    """The line above a text that says from which day it tells."""
    last = any(activity.date == usual for activity in registry.activities("update"))
    reason = f"the day of the last {what}" if last else f"a quarter back: no {what} is written down"
    return f"since {since}" + (f", {reason}; another day with --since" if since == usual else "")
