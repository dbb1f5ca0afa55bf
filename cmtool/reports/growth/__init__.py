"""Where do newcomers get lost? The way in, the first answers, the pathway, what we look for (N1-N8, N18)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cmtool.metrics.activity import activity
from cmtool.metrics.meetings import YEAR
from cmtool.metrics.membership import membership, quarter_before
from cmtool.metrics.queries import queries
from cmtool.metrics.retention import quiet
from cmtool.model.audience import Audience
from cmtool.model.outside import for_reader
from cmtool.model.registry import Registry
from cmtool.reports._community import named_community
from cmtool.reports._numbers import rounded, whole
from cmtool.reports.growth.answers import answers
from cmtool.reports.growth.looking import open_needs
from cmtool.reports.growth.staying import steps_taken, tenures
from cmtool.reports.growth.waiting import waiting
from cmtool.reports.growth.way_in import way_in

OPTIONS = ("group",)


def context(registry: Registry, today: date, *, private: bool, group: str | None = None) -> dict[str, Any]:
    """The data of the report; its keys are in docs/json.md. With `group` only what is about that group.

    Only private output lists requests and names people. What tells how members fared (levels, retention, who went on,
    who contributed) is told to the public of at least `privacy.min_cell` people together; requests are of people whose
    names nobody keeps, so that any number of them is told.
    """
    audience = Audience(registry, today, private=private)
    least = 0 if private else _min_cell(registry)
    return {
        "report": "growth",
        "today": today,
        "year_since": today - timedelta(days=YEAR - 1),
        "quarter_since": quarter_before(today),
        "audience": audience.name,
        "community": named_community(registry),
        "group": {"id": group, "name": registry.group_name(group)} if group else None,
        "least": least,
        "active_within": registry.active_within,
        "numbers": None if group else _numbers(registry, audience, today, least),
        "way_in": way_in(registry, today, group=group, private=private, least=least),
        "answers": answers(registry, today, group=group, private=private),
        "waiting": waiting(registry, audience, today, group=group),
        "pathway": steps_taken(registry, today, group=group, least=least),
        "tenure": None if group else tenures(registry, today, least),
        "needs": for_reader(
            registry, today, open_needs(registry, audience, today, group=group, least=least), private=private
        ),
        "queries": _queries(registry, today, group),
    }


def table(context: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """The funnel (N8), step by step: as a whole, then by source, by what brought people, and by group."""
    columns = ["step", "reached", "share", "waiting", "lost"]
    found = context["way_in"]
    parts = [("", [{"id": None, "steps": found["steps"]}])]
    parts += [(by, found[f"by_{by}"]) for by in ("source", "funnel", "group")]
    rows = [
        [by, part["id"], *(step[column] for column in columns)]
        for by, slices in parts
        for part in slices
        for step in part["steps"]
    ]
    return ["by", "id", *columns], rows


def _min_cell(registry: Registry) -> int:
    return registry.community.privacy.min_cell if registry.community else 5


def _numbers(registry: Registry, audience: Audience, today: date, least: int) -> dict[str, Any]:
    people, active, still = membership(registry, today), activity(registry, today), quiet(registry, today)
    newly = len(still.newly)
    return {
        "members": people.members,
        "joined": people.joined,
        "left": people.left,
        "active_contributors": active.active,
        "active_rate": rounded(active.rate),
        "inactive": len(still.inactive) if people.members >= least else None,
        "newly_inactive": newly if newly >= least or audience.private else None,
        "newly_inactive_list": audience.people(still.newly) if audience.private else None,
    }


def _queries(registry: Registry, today: date, group: str | None) -> dict[str, Any]:
    found = queries(registry, today, group=group)
    return {
        "received": found.received,
        "answered": found.answered,
        "share": rounded(found.share),
        "median_days": whole(found.median_days),
        "open": found.open,
        "with_expert": found.with_expert,
        "unanswered": len(found.unanswered),
    }
