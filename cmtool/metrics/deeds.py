"""What a member did, in the words of the registry: the evidence behind N2, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from cmtool.metrics.meetings import given
from cmtool.model.evidence import releases
from cmtool.model.registry import Registry


class Deed(NamedTuple):
    """Something that a member did, and in which group or meeting."""

    date: date
    kind: Literal["contribution", "facilitated", "spoke", "release", "answer"]
    what: str
    where: str | None = None
    used_in: str | None = None


def deeds(registry: Registry, member: str) -> Iterator[Deed]:
    """Contributions written down, what was led and said in held meetings, credits of releases, answers to queries."""
    yield from _contributions(registry, member)
    yield from _in_meetings(registry, member)
    for release in releases(registry.all_groups.values()):
        if member in release.version.authors:
            what = f"{release.product.name} {release.version.version}"
            yield Deed(release.date, "release", what, release.group.name)
    for request in registry.requests.values():
        for expert in request.experts:
            if expert.member == member and expert.answered:
                yield Deed(expert.answered, "answer", request.summary)


def _contributions(registry: Registry, member: str) -> Iterator[Deed]:
    for one in registry.activities("contribution"):
        if member in one.members:
            where = ", ".join(registry.group_name(id) for id in one.groups) or None
            yield Deed(one.date, "contribution", one.text.strip(), where, one.used_in)


def _in_meetings(registry: Registry, member: str) -> Iterator[Deed]:
    for meeting in registry.meetings(status="held"):
        name = registry.series_name(meeting)
        if meeting.facilitator == member:
            yield Deed(meeting.date, "facilitated", name)
        for item in given(meeting):
            if item.by == member:
                yield Deed(meeting.date, "spoke", item.title, name)
