"""N18: whether people who ask get an answer."""

from __future__ import annotations

from datetime import date
from statistics import median
from typing import NamedTuple

from cmtool.metrics.meetings import YEAR
from cmtool.metrics.requests import received_within, requests
from cmtool.model.registry import Registry
from cmtool.model.request import Request


class Queries(NamedTuple):
    """Queries received in Y, and those that are open."""

    received: int
    answered: int
    median_days: float | None
    open: int
    """Of any age."""
    with_expert: int
    """Of those, an expert has been asked."""
    unanswered: list[Request]
    """Of those, no expert who was asked has answered."""

    @property
    def share(self) -> float | None:
        """The share that was answered."""
        return self.answered / self.received if self.received else None


def queries(registry: Registry, day: date, *, group: str | None = None) -> Queries:
    """N18: answered / received in Y (share); median days from asking to the answer; open with an expert asked (count).

    Answered is a query that was closed as answered, on the day when it was closed; one that was referred or declined is
    not. Only what had happened by the day counts; duplicates do not. Source: domain.md D (UNICEF: queries are answered,
    experts followed up).
    """
    found = requests(registry, day, kind="query", group=group)
    this_year = received_within(found, day, YEAR)
    answered = [request for request in this_year if request.outcome == "answered"]
    waits = [(request.closed - request.received).days for request in answered if request.closed]
    waiting = [request for request in found if request.is_open]
    asked = [request for request in waiting if request.experts]
    return Queries(
        len(this_year),
        len(answered),
        median(waits) if waits else None,
        len(waiting),
        len(asked),
        [request for request in asked if not any(expert.answered for expert in request.experts)],
    )
