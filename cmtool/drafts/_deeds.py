"""What members did for the community since a day, as the registry knows it."""

from __future__ import annotations

from typing import Any

from cmtool.drafts._since import Span
from cmtool.metrics.care import sent, told_of
from cmtool.metrics.deeds import deeds
from cmtool.metrics.meetings import spoken
from cmtool.model.audience import Audience
from cmtool.model.evidence import Release, releases
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url


def deeds_of(registry: Registry, member: str, span: Span) -> list[dict[str, Any]]:
    """What one member did, by date."""
    kept = [deed for deed in deeds(registry, member) if span.holds(deed.date)]
    return [deed._asdict() for deed in sorted(kept, key=lambda deed: (deed.date, deed.kind, deed.what))]


def contributions(registry: Registry, audience: Audience, span: Span) -> list[dict[str, Any]]:
    """Contributions with what became of them, by date."""
    told = told_of(registry, span.today)
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


def came_out(registry: Registry, span: Span) -> list[Release]:
    """Versions that came out, by date."""
    found = (release for release in releases(registry.all_groups.values()) if span.holds(release.date))
    return sorted(found, key=lambda one: (one.date, one.group.name, one.product.name, one.version.version))


def released(registry: Registry, audience: Audience, span: Span) -> list[dict[str, Any]]:
    """Versions that came out, with who is credited."""
    return [
        {
            "group": release.group.name,
            "product": release.product.name,
            "version": release.version.version,
            "date": release.date,
            "url": safe_url(release.product.url),
            "people": audience.people(release.version.authors),
        }
        for release in came_out(registry, span)
    ]


def stories(registry: Registry, span: Span, audience: str) -> list[dict[str, Any]]:
    """Stories for some readers, by date."""
    return [
        {"date": one.date, "text": one.text.strip(), "goal": one.goal, "url": safe_url(one.url)}
        for one in sent(registry, "story", audience)
        if span.holds(one.date)
    ]


def field_reports(registry: Registry, span: Span) -> list[dict[str, Any]]:
    """What those who use our work told in meetings."""
    return [
        {"date": meeting.date, "meeting": registry.series_name(meeting), "title": item.title, "summary": item.summary}
        for meeting in registry.meetings(status="held")
        if span.holds(meeting.date)
        for item in spoken(meeting, "field-report")
    ]
