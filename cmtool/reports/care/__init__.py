"""Whom to turn to this week: thanks due, people who went quiet, work nobody told of, spotlights (N6, N16, N17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from cmtool.metrics.care import care, checkins_by_role, thanks_within
from cmtool.metrics.meetings import YEAR
from cmtool.metrics.membership import quarter_before
from cmtool.model.audience import Audience
from cmtool.model.outside import for_reader
from cmtool.model.registry import Registry
from cmtool.reports._community import named_community
from cmtool.reports._numbers import rounded
from cmtool.reports.care.people import ambassadors, carrying, check_ins_due, newly_inactive, said_needs, to_thank
from cmtool.reports.care.work import follow_ups, next_spotlight, spotlights_lately, uses_to_report

PRIVATE = True


def context(registry: Registry, today: date, *, private: bool) -> dict[str, Any]:
    """The data of the report; its keys are in docs/json.md. It is made of lists of persons, and so is private."""
    audience = Audience(registry, today, private=private)
    return {
        "report": "care",
        "today": today,
        "quarter_since": quarter_before(today),
        "year_since": today - timedelta(days=YEAR - 1),
        "thanks_within": thanks_within(registry),
        "audience": audience.name,
        "community": named_community(registry),
        "is_kept": bool(registry.all_activities),
        "numbers": _numbers(registry, today),
        "to_thank": to_thank(registry, audience, today),
        "newly_inactive": newly_inactive(registry, audience, today),
        "check_ins_due": check_ins_due(registry, audience, today),
        "check_ins_by_role": _by_role(registry, today),
        "said_needs": for_reader(registry, today, said_needs(registry, audience, today), private=True),
        "carrying": carrying(registry, audience, today),
        "follow_ups": follow_ups(registry, audience, today),
        "uses_to_report": uses_to_report(registry, audience, today),
        "ambassadors": ambassadors(registry, audience, today),
        "spotlight": next_spotlight(registry, audience, today),
        "spotlights": spotlights_lately(registry, today),
    }


def table(context: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """One line for each thing to do: what, who, the day that it counts from or is due, about what, and the command."""
    return ["what", "who", "day", "about", "command"], list(_rows(context))


def _rows(context: dict[str, Any]) -> Iterator[list[Any]]:
    for one in context["to_thank"]:
        yield ["thanks", one["id"], one["due"], "; ".join(one["roles"]), f"cmtool draft thanks {one['id']}"]
    for one in context["newly_inactive"]:
        yield ["went quiet", one["id"], one["last"], "; ".join(one["groups"]), ""]
    for one in context["check_ins_due"]:
        yield ["check-in", one["id"], one["last"], "; ".join(one["groups"]), _noting("checkin", one["id"])]
    for one in context["carrying"]:
        yield ["deputy", one["id"], None, one["group"]["name"], ""]
    for one in context["follow_ups"]:
        who = " ".join(person["id"] for person in one["who"])
        yield [one["step"], who, one["by"], one["ref"], one["command"]]
    for one in context["uses_to_report"]:
        who = " ".join(person["id"] for person in one["people"])
        yield ["use to report", who, one["date"], one["text"], f'cmtool set {one["ref"]} used_in=".."']
    for one in context["ambassadors"]:
        yield ["ambassador", one["id"], one["appreciated"], one["for"], ""]
    if context["spotlight"]:
        one = context["spotlight"]
        yield ["spotlight", one["id"], one["day"], "; ".join(one["reasons"]), "cmtool spotlight next"]


def _noting(kind: str, id: str) -> str:
    return f'cmtool note {kind} {id} --text ".."'


def _numbers(registry: Registry, today: date) -> dict[str, Any]:
    found = care(registry, today)
    return {
        "key_people": found.key_people,
        "thanked": found.thanked,
        "thanked_share": rounded(found.thanked_share),
        "contributions": found.contributions,
        "told": found.told,
        "told_share": rounded(found.told_share),
    }


def _by_role(registry: Registry, today: date) -> list[dict[str, Any]]:
    """N16: check-ins by role, with the names of roles."""
    roles = registry.community.roles if registry.community else {}
    return [
        {"id": row.id, "name": roles[row.id].name if row.id in roles else row.id, "checked_in": row.came, "of": row.of}
        for row in checkins_by_role(registry, today)
    ]
