"""The way in: how far people come who ask to join, and where they fall out (N8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from cmtool.metrics.funnel import Passed, Step, Way, funnel, slices, ways
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.reports._numbers import rounded

NAMES: dict[Step, tuple[str, str]] = {
    "received": ("Asked to join", "Asked"),
    "routed": ("Somebody looks after it", "Looked after"),
    "answered": ("First personal answer", "Answered"),
    "call": ("Onboarding call", "Call"),
    "joined": ("Joined", "Joined"),
    "contributed": ("First contribution", "Contributed"),
}
"""Each step as a line says it, and as the head of a narrow column."""
OUTCOMES = {
    "no-reply": "did not reply",
    "declined": "declined",
    "not-now": "not now",
    "referred": "referred elsewhere",
    "withdrawn": "withdrawn",
    "answered": "only wanted an answer",
}


UNTOLD = "not noted"
"""Requests that tell nothing of where they come from, or what they are about."""


def way_in(registry: Registry, today: date, *, group: str | None, private: bool, least: int) -> dict[str, Any]:
    """The funnel as a whole and by source, by what brought people, and by group.

    How many members contributed the public sees only of all together, and of at least `least` people: parts would tell
    of few by subtraction.
    """
    found, each = funnel(registry, today, group=group), ways(registry, today, group=group)
    joined = next(step.reached for step in found.steps if step.step == "joined")
    steps = _steps(found.steps, hides=joined < least or not (private or group is None))
    return {
        "steps": steps,
        "narrowest": _narrowest(steps),
        "outcomes": [
            {"id": id, "name": OUTCOMES.get(id, id), "requests": count} for id, count in found.outcomes.items()
        ],
        "duplicates": found.duplicates,
        "by_source": _slices(each, lambda request: [request.source_], _words, hides=not private),
        "by_funnel": _slices(each, lambda request: [request.funnel], _words, hides=not private),
        "by_group": []
        if group
        else _slices(each, lambda request: request.interests, registry.group_name, hides=not private),
    }


def _words(id: str) -> str:
    return id.replace("-", " ")


def _steps(steps: Sequence[Passed], *, hides: bool) -> list[dict[str, Any]]:
    return [_step(step, hides=hides) for step in steps]


def _step(step: Passed, *, hides: bool) -> dict[str, Any]:
    """A step; where it hides, nothing that tells whether members contributed. The last one is where nobody waits."""
    hides_reached = hides and step.step == "contributed"
    hides_ends = step.step == "contributed" or (hides and step.step == "joined")
    return {
        "step": step.step,
        "name": NAMES[step.step][0],
        "short": NAMES[step.step][1],
        "reached": None if hides_reached else step.reached,
        "before": step.before,
        "share": None if hides_reached else rounded(step.share),
        "waiting": None if hides_ends else step.waiting,
        "lost": None if hides_ends else step.lost,
    }


def _narrowest(steps: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The step after which most were lost, the earliest of equals."""
    worst = max(steps, key=lambda step: step["lost"] or 0)
    return {"step": worst["step"], "name": worst["name"], "lost": worst["lost"]} if worst["lost"] else None


def _slices(
    found: Sequence[Way],
    of: Callable[[Request], Iterable[str | None]],
    named: Callable[[str], str],
    *,
    hides: bool,
) -> list[dict[str, Any]]:
    """Parts of the funnel, if anything is told about them."""
    parts = slices(found, lambda request: [key for key in of(request) if key])
    if set(parts) <= {None}:
        return []
    return [
        {"id": key, "name": named(key) if key else UNTOLD, "steps": _steps(steps, hides=hides)}
        for key, steps in parts.items()
    ]
