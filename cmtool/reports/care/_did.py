"""What a person did, for who wants to thank them: dated facts in a few words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.model.evidence import releases
from cmtool.model.registry import Registry

MOST = 3
"""Facts of a person that are told; of more how many there are."""
_LONGEST = 160


def did(registry: Registry, member: str, since: date, day: date) -> dict[str, Any]:
    """What a member contributed after a day, the latest first: some of it, and how much more there is."""
    found = [fact for fact in _facts(registry, member) if since < fact[0] <= day]
    found.sort(key=lambda fact: (-fact[0].toordinal(), fact[1]))
    return {"told": [{"date": when, "what": what} for when, what in found[:MOST]], "more": len(found[MOST:])}


def _facts(registry: Registry, member: str) -> Iterator[tuple[date, str]]:
    """Contributions written down, items of held meetings, credits of releases, answers to queries."""
    for activity in registry.activities("contribution"):
        if member in activity.members:
            yield activity.date, short(activity.text)
    for meeting in registry.meetings(status="held"):
        for item in meeting.agenda:
            if item.by == member:
                yield meeting.date, f"{item.title} ({registry.series_name(meeting)})"
    for release in releases(registry.all_groups.values()):
        if member in release.version.authors:
            yield release.date, f"{release.product.name} {release.version.version}, as an author"
    for request in registry.requests.values():
        for expert in request.experts:
            if expert.member == member and expert.answered:
                yield expert.answered, f"Answered a query: {short(request.summary)}"


def short(text: str) -> str:
    """The first line of a text, cut where it is long."""
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
