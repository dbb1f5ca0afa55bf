"""What is new in a group since the last meeting: the registry of that evening beside that of now.

Where git does not reach so far back, the days that the record itself names must do. What its own day places before the
last meeting is not new, even if it was written down later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from cmtool.drafts._since import Span
from cmtool.metrics.membership import is_member, leads_of, members_of
from cmtool.model.audience import Audience
from cmtool.model.group import Group, ProductVersion
from cmtool.model.registry import Registry


def news(registry: Registry, audience: Audience, group: Group, span: Span) -> dict[str, Any] | None:
    """What the registry knows that is new in a group, and what it works on; None where there is neither."""
    then = span.before.all_groups.get(group.id) if span.before else None
    facts: dict[str, Any] = {
        "is_new": span.before is not None and then is None and not span.is_past(group.since),
        "status": _status(group, then, span),
        "stage": _stage(group, then, span),
        "in_development": _versions(group, then, "in-development", span),
        "released": [v for v in _versions(group, then, "released", span) if v["is_new"]],
        **_people(registry, audience, group, then, span),
    }
    return {"since": span.since, "by_history": then is not None, **facts} if any(facts.values()) else None


def fallen_asleep(registry: Registry, span: Span) -> list[dict[str, Any]]:
    """Groups that lived at the last meeting and do not any more: nobody gives an update for them."""
    then = span.before.living_groups() if span.before else ()
    now = (registry.all_groups.get(group.id) for group in then)
    return [
        {"id": group.id, "name": group.name, "status": group.status, "since": group.since}
        for group in now
        if group is not None and not group.is_living
    ]


def _people(registry: Registry, audience: Audience, group: Group, then: Group | None, span: Span) -> dict[str, Any]:
    """Who came, who leads now, who went."""
    joined, leads, left = _moves(registry, group, then, span) if span.since else ([], [], [])
    return {
        "joined": len(joined),
        "who_joined": audience.people(joined)["named"],
        "new_leads": audience.people(leads)["named"],
        "who_left": audience.people(left)["named"],
    }


def _moves(registry: Registry, group: Group, then: Group | None, span: Span) -> tuple[list[str], list[str], list[str]]:
    """Ids of those who are in the group and were not, lead it and did not, were in it and are not."""
    day = span.since or span.today
    past, past_group = (span.before, then) if span.before and then else (registry, group)
    there, led = members_of(past, past_group, day), leads_of(past, past_group, day)
    dated = [m for m in group.members if m.since and m.is_open(day)]
    stays = {m.member for m in group.members if m.is_open(span.today)}
    gone = {m.member for m in group.members if isinstance(m.until, date) and m.until < day}
    here, leads = members_of(registry, group, span.today), leads_of(registry, group, span.today)
    return (
        _without(here, there, {m.member for m in dated}),
        _without(leads, led, {m.member for m in dated if registry.acts_as(m.role, "lead")}),
        _without(there, stays, gone),
    )


def _without(ids: Iterable[str], *others: Collection[str]) -> list[str]:
    return [id for id in ids if not any(id in other for other in others)]


def _versions(group: Group, then: Group | None, status: str, span: Span) -> list[dict[str, Any]]:
    """Versions that stand there now; whether they got there since, and the day for which they were planned then."""
    known = {(p.name, v.version): v for p in then.products for v in p.versions} if then else {}
    found = []
    for product in group.products:
        for version in product.versions:
            if version.status == status:
                before = known.get((product.name, version.version))
                mark = _Mark(before.status, before.date) if before else _NOTHING if then else None
                found.append(
                    {
                        "product": product.name,
                        "version": version.version,
                        "due": version.due,
                        "date": version.date,
                        "is_new": _is_turned(_Mark(version.status, version.date), mark, span),
                        "due_before": _due_before(version, before),
                    }
                )
    return found


def _due_before(version: ProductVersion, then: ProductVersion | None) -> date | None:
    """The planned day of then, where it is another one now."""
    return then.due if then and version.status == "in-development" and then.due != version.due else None


class _Mark(NamedTuple):
    """Where something stands, and since when by its own word."""

    word: str | None
    day: date | None


_NOTHING = _Mark(None, None)


def _status(group: Group, then: Group | None, span: Span) -> dict[str, Any] | None:
    before = _Mark(then.status, then.since) if then else None
    return _turned(_Mark(group.status, group.since), before, span)


def _stage(group: Group, then: Group | None, span: Span) -> dict[str, Any] | None:
    here, there = group.lifecycle, then.lifecycle if then else None
    if here is None:
        return None
    before = _Mark(there.stage, there.since) if there else _NOTHING if then else None
    return _turned(_Mark(here.stage, here.since), before, span)


def _turned(now: _Mark, before: _Mark | None, span: Span) -> dict[str, Any] | None:
    """What a word was and is; None where it is the same."""
    return {"before": before.word if before else None, "now": now.word} if _is_turned(now, before, span) else None


def _is_turned(now: _Mark, before: _Mark | None, span: Span) -> bool:
    """It is another word than then, and its day, if somebody wrote that down too, is not before the last meeting."""
    if before is None:
        return span.holds(now.day)
    return now.word != before.word and not (span.is_past(now.day) and now.day != before.day)


def newcomers(registry: Registry, span: Span) -> list[str]:
    """Members who joined since."""
    known = span.before.members if span.before else {}
    return [
        id
        for id, member in registry.members.items()
        if is_member(member, span.today) and _is_newcomer(member.joined, span, id in known)
    ]


def _is_newcomer(joined: Any, span: Span, was_known: bool) -> bool:
    if isinstance(joined, date):
        return span.holds(joined)
    return span.before is not None and not was_known


def firsts(days: Iterable[tuple[date, str]], span: Span) -> list[str]:
    """Of people and the days on which they did something: who did it for the first time since."""
    first: dict[str, date] = {}
    for day, id in days:
        if day <= span.today:
            first[id] = min(day, first.get(id, day))
    return [id for id, day in first.items() if span.holds(day)]
