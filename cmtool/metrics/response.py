"""N7: how long people wait for a first personal answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from math import ceil
from statistics import median
from typing import NamedTuple

from cmtool.metrics.membership import QUARTER
from cmtool.metrics.requests import received_within, requests
from cmtool.model.registry import Registry
from cmtool.model.request import Request


class Response(NamedTuple):
    """First answers to requests received in Q (days); None where there is nothing to tell."""

    received: int
    answered: int
    median_days: float | None
    slow_days: int | None
    """90th percentile."""
    in_time: int | None
    """Answered within the term; None where `policy.first_response_within` is off."""
    due: int | None
    """Answered at all, or past the term."""

    @property
    def on_time(self) -> float | None:
        """The share of those answered or past the term that were answered in time."""
        return self.in_time / self.due if self.due and self.in_time is not None else None


def response(
    registry: Registry, day: date, *, kind: str | Collection[str] | None = None, group: str | None = None
) -> Response:
    """N7: median and 90th percentile of `first_response - received` (days) of requests received in Q; on time (share).

    On time = answered within `policy.first_response_within` / (answered + past that term without an answer). The
    pro-forma reply is no answer. The 90th percentile is the nearest rank: the ceil(0.9 n)-th of n waits in order, so a
    number that somebody did wait. A request that was closed before its term without an answer (withdrawn, say) is not
    past it; duplicates do not count. Answers given after `day` do not count on it. Source: domain.md D; CHAOSS time to
    first response.
    """
    found = received_within(requests(registry, day, kind=kind, group=group), day, QUARTER)
    waits = sorted(days for request in found if (days := waited(request)) is not None)
    within = registry.policy.first_response_within
    late = [request for request in found if within is not None and _is_past(request, within, day)]
    return Response(
        len(found),
        len(waits),
        median(waits) if waits else None,
        nearest_rank(waits, 90),
        None if within is None else sum(days <= within for days in waits),
        None if within is None else len(waits) + len(late),
    )


def waited(request: Request) -> int | None:
    """Days from the request to the first personal answer."""
    return (request.first_response - request.received).days if request.first_response else None


def nearest_rank(values: Sequence[int], percent: int) -> int | None:
    """The percentile of values in order: the least of them that so many percent do not exceed."""
    return values[ceil(percent * len(values) / 100) - 1] if values else None


def _is_past(request: Request, within: int, day: date) -> bool:
    """Nobody had answered when the term ended, nobody has since, and it was not closed by then."""
    end = request.closed or (day if request.is_open else request.received)
    return request.first_response is None and (end - request.received).days > within
