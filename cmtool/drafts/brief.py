"""One page for leaders: numbers with their change, stories, what the community needs, the ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.drafts._deeds import released, stories
from cmtool.drafts._letter import letter
from cmtool.drafts._letter import notes as notes
from cmtool.drafts._since import Span, span_from
from cmtool.metrics.activity import activity
from cmtool.metrics.membership import QUARTER, members
from cmtool.metrics.needs import open_needs
from cmtool.metrics.roster import Roster
from cmtool.model.audience import Audience
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

SUBJECTS = ()
SINCE = True
MAIL = True


def usual_since(registry: Registry, today: date) -> date:
    """A quarter back."""
    return days_after(today, -QUARTER)


def context(
    registry: Registry, ref: str, today: date, *, since: date, before: Registry | None = None
) -> dict[str, Any]:
    """The data of a brief to leaders; who did not consent to listing is not named."""
    span, audience = span_from(since, today, before), Audience(registry, today, private=False)
    facts = {
        "since": since,
        "today": today,
        "numbers": _numbers(registry, span),
        "joined": _count(registry, span, "joined"),
        "left": _count(registry, span, "left"),
        "releases": released(registry, audience, span),
        "stories": stories(registry, span, "leaders"),
        "needs": [
            {"title": need.title, "group": registry.group_name(need.group), "opened": need.opened}
            for need in open_needs(registry, today)
        ],
    }
    return letter(registry, "brief", today, facts, editor=_editor(since, facts, today, before), leaves=True)


def _numbers(registry: Registry, span: Span) -> list[dict[str, Any]]:
    """Members, contributors and groups now and at the start, by the registry of then or the days in today's."""
    day, then, roster = span.since or span.today, span.before, Roster(registry)
    return [
        _number("member", len(members(registry, span.today)), len(members(then, day)) if then else roster.members(day)),
        _number("active contributor", activity(registry, span.today).active, activity(then or registry, day).active),
        _number("working group", _living(registry), _living(then) if then else len(roster.living_groups(day))),
    ]


def _living(registry: Registry) -> int:
    return sum(1 for _ in registry.living_groups())


def _number(what: str, now: int, before: int) -> dict[str, Any]:
    return {"what": what, "now": now, "before": before, "change": now - before}


def _count(registry: Registry, span: Span, field: str) -> int:
    """How many joined or left in the span, by the day in their record."""
    days = (getattr(member, field) for member in registry.members.values())
    return sum(isinstance(day, date) and span.holds(day) for day in days)


def _editor(since: date, facts: dict[str, Any], today: date, before: Registry | None) -> Iterator[str]:
    usual = "" if since != days_after(today, -QUARTER) else ", a quarter back; another day with --since"
    yield f"since {since}{usual}"
    if before is None:
        yield "no history reaches back so far: the numbers of then are told from the days in today's records"
    change, net = facts["numbers"][0]["change"], facts["joined"] - facts["left"]
    if change != net:
        yield f"members {change:+d}, but joined less left is {net:+d}: somebody was removed, or a day is not known"
    if not facts["stories"]:
        yield 'no story for leaders since then: cmtool note story --audience leaders --text ".."'
    yield "the ask is yours to write: one thing that they can do"
