"""What members did for the community since a day, as the registry knows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cmtool.drafts.agenda.changes import Span
from cmtool.model.activity import Activity
from cmtool.model.audience import Audience
from cmtool.model.evidence import Release, releases
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url


def deeds_of(registry: Registry, member: str, span: Span) -> list[dict[str, Any]]:
    """What one member did, by date."""
    found = [*_contributions(registry, member), *_in_meetings(registry, member), *_credits(registry, member)]
    kept = [deed for deed in [*found, *_answers(registry, member)] if span.holds(deed["date"])]
    return sorted(kept, key=lambda deed: (deed["date"], deed["kind"], deed["what"]))


def contributions(registry: Registry, audience: Audience, span: Span) -> list[dict[str, Any]]:
    """Contributions with what became of them, by date."""
    told = _told(registry)
    return [
        {
            "id": activity.id,
            "date": activity.date,
            "type": activity.type,
            "text": activity.text.strip(),
            "url": safe_url(activity.url),
            "groups": [registry.group_name(id) for id in activity.groups],
            "people": audience.people(activity.members),
            "used_in": activity.used_in,
            "told": activity.ref in told,
        }
        for activity in registry.activities("contribution")
        if span.holds(activity.date)
    ]


def released(registry: Registry, audience: Audience, span: Span) -> list[dict[str, Any]]:
    """Versions that came out, with who is credited."""
    found = sorted(_releases(registry), key=lambda r: (r.date, r.group.name, r.product.name, r.version.version))
    return [
        {
            "group": release.group.name,
            "product": release.product.name,
            "version": release.version.version,
            "date": release.date,
            "url": safe_url(release.product.url),
            "people": audience.people(release.version.authors),
        }
        for release in found
        if span.holds(release.date)
    ]


def stories(registry: Registry, span: Span, *audiences: str | None) -> list[dict[str, Any]]:
    """Stories for some readers, by date; those without one are for everybody."""
    return [
        {"date": one.date, "text": one.text.strip(), "goal": one.goal, "url": safe_url(one.url)}
        for one in registry.activities("story")
        if span.holds(one.date) and one.audience in audiences
    ]


def field_reports(registry: Registry, span: Span) -> list[dict[str, Any]]:
    """What those who use our work told in meetings."""
    return [
        {"date": meeting.date, "meeting": registry.series_name(meeting), "title": item.title, "summary": item.summary}
        for meeting in registry.meetings(status="held")
        if span.holds(meeting.date)
        for item in meeting.agenda
        if item.kind == "field-report" and item.group not in meeting.regrets
    ]


def _told(registry: Registry) -> set[str]:
    """References of the contributions about which members or leaders heard already."""
    heard: list[Activity] = [*registry.activities("update"), *registry.activities("story")]
    return {ref for one in heard for ref in one.about}


def _releases(registry: Registry) -> Iterator[Release]:
    return releases(registry.all_groups.values())


def _contributions(registry: Registry, member: str) -> Iterator[dict[str, Any]]:
    for activity in registry.activities("contribution"):
        if member in activity.members:
            yield {
                "kind": "contribution",
                "date": activity.date,
                "what": activity.text.strip(),
                "where": ", ".join(registry.group_name(id) for id in activity.groups) or None,
                "used_in": activity.used_in,
            }


def _in_meetings(registry: Registry, member: str) -> Iterator[dict[str, Any]]:
    """Slots that the member gave, and meetings that the member led through."""
    for meeting in registry.meetings(status="held"):
        where, day = registry.series_name(meeting), meeting.date
        if meeting.facilitator == member:
            yield {"kind": "facilitated", "date": day, "what": where, "where": None, "used_in": None}
        for item in meeting.agenda:
            if item.by == member and item.group not in meeting.regrets:
                yield {"kind": "spoke", "date": day, "what": item.title, "where": where, "used_in": None}


def _credits(registry: Registry, member: str) -> Iterator[dict[str, Any]]:
    for release in _releases(registry):
        if member in release.version.authors:
            what = f"{release.product.name} {release.version.version}"
            yield {
                "kind": "release",
                "date": release.date,
                "what": what,
                "where": release.group.name,
                "used_in": None,
            }


def _answers(registry: Registry, member: str) -> Iterator[dict[str, Any]]:
    for request in registry.requests.values():
        for expert in request.experts:
            if expert.member == member and expert.answered:
                what = request.summary
                yield {"kind": "answer", "date": expert.answered, "what": what, "where": None, "used_in": None}
