"""N8: how far the people come who ask to join, and where they are lost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from cmtool.metrics.meetings import YEAR
from cmtool.metrics.requests import duplicates, joined_on, received_within, requests
from cmtool.model.registry import Registry
from cmtool.model.request import Request

Step = Literal["received", "routed", "answered", "call", "joined", "contributed"]
STEPS: tuple[Step, ...] = ("received", "routed", "answered", "call", "joined", "contributed")
FIRST = 180
"""Days after joining in which a first contribution counts."""
NOT_CONTRIBUTED = "no-contribution"
"""What became of somebody who joined and contributed nothing in time."""


class Way(NamedTuple):
    """How far one request came by a day, and what became of it there; None where it can still go on."""

    request: Request
    reached: Step
    lost: str | None


class Passed(NamedTuple):
    """One step of the funnel (requests): how many reached it, and what became of those who went no further."""

    step: Step
    reached: int
    before: int | None
    """How many reached the step before; None at the first."""
    waiting: int
    """Of those who reached it and not the next: still on the way."""
    lost: int

    @property
    def share(self) -> float | None:
        """The share of the step before."""
        return self.reached / self.before if self.before else None


class Funnel(NamedTuple):
    """Joins received in Y, step by step; duplicates are told and not counted."""

    steps: list[Passed]
    outcomes: dict[str, int]
    """How those ended who did not join, the most frequent first."""
    duplicates: int


def ways(registry: Registry, day: date, *, group: str | None = None) -> list[Way]:
    """How far each join received in Y came by a day, in the order of their coming; about one group if asked."""
    joins = received_within(requests(registry, day, kind="join", group=group), day, YEAR)
    work: defaultdict[str | None, list[date]] = defaultdict(list)
    for evidence in registry.evidence:
        if evidence.is_contribution and evidence.date <= day:
            work[evidence.member].append(evidence.date)
    return [_way(request, work[request.member], day) for request in joins]


def funnel(registry: Registry, day: date, *, group: str | None = None) -> Funnel:
    """N8: joins received in Y: routed, answered, call, joined, first contribution within 180 days (requests, share).

    The share is that of the step before. Only what had happened by the day counts. Who reached a later step counts for
    those before it, whether somebody wrote them down or not (who joined without a call on record has passed it), so a
    step never has more people than the one before. Joined is `onboarding.registered`, else the day on which the request
    was closed as joined. The first contribution counts from the day of the request until 180 days after joining; who
    joined less than 180 days ago and has none is still on the way. Duplicates are out of all steps. Source: domain.md D
    (Mozilla's funnel; GovStack's onboarding).
    """
    found = ways(registry, day, group=group)
    lost = Counter(way.lost for way in found if way.lost and way.lost != NOT_CONTRIBUTED)
    outcomes = dict(sorted(lost.items(), key=lambda one: (-one[1], one[0])))
    return Funnel(passed(found), outcomes, duplicates(registry, day, YEAR, kind="join", group=group))


def passed(found: Sequence[Way]) -> list[Passed]:
    """The steps of some ways."""
    ends = [[way for way in found if way.reached == step] for step in STEPS]
    counts = [sum(map(len, ends[index:])) for index in range(len(STEPS))]
    befores = [None, *counts]
    return [
        Passed(step, count, before, sum(way.lost is None for way in here), sum(way.lost is not None for way in here))
        for step, count, before, here in zip(STEPS, counts, befores, [*ends[:-1], []], strict=False)
    ]


def slices(found: Iterable[Way], of: Callable[[Request], Iterable[str | None]]) -> Mapping[str | None, list[Passed]]:
    """N8 by source, by what brought people, or by group: the steps of the requests that share it.

    The largest first. None is for requests that tell nothing; a request about several groups counts in each.
    """
    rows: dict[str | None, list[Way]] = {}
    for way in found:
        for key in list(dict.fromkeys(of(way.request))) or [None]:
            rows.setdefault(key, []).append(way)
    order = sorted(rows, key=lambda key: (-len(rows[key]), key is None, key or ""))
    return {key: passed(rows[key]) for key in order}


def _way(request: Request, work: Iterable[date], day: date) -> Way:
    joined = joined_on(request)
    happened = (
        True,
        request.is_routed,
        request.first_response is not None,
        bool(request.onboarding and request.onboarding.call),
        joined is not None,
        joined is not None and any(request.received <= when and (when - joined).days <= FIRST for when in work),
    )
    reached = STEPS[max(index for index, did in enumerate(happened) if did)]
    if reached != "joined" or joined is None:
        return Way(request, reached, request.outcome if reached != "contributed" else None)
    return Way(request, reached, NOT_CONTRIBUTED if (day - joined).days > FIRST else None)
