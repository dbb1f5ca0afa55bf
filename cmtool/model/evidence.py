"""What members and groups did, dated: read out of held meetings, releases, contributions and answers (domain.md D)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from cmtool.model.activity import Activity
from cmtool.model.group import Group, Product, ProductVersion
from cmtool.model.meeting import Meeting


class Evidence(NamedTuple):
    """Something a member did, dated, in a group or in the whole community."""

    date: date
    member: str
    group: str | None
    is_contribution: bool


class Release(NamedTuple):
    """A version that came out."""

    date: date
    group: Group
    product: Product
    version: ProductVersion


def groups_that_met(meeting: Meeting) -> list[str]:
    """The groups a meeting names, and the one whose series it belongs to; none for the whole community."""
    owner, is_group_series, _ = meeting.series.partition("/")
    return [*meeting.groups, owner] if is_group_series and owner not in meeting.groups else meeting.groups


def member_evidence(
    meetings: Collection[Meeting],
    groups: Collection[Group],
    contributions: Iterable[Activity] = (),
    answers: Iterable[tuple[str, date | None]] = (),
) -> Sequence[Evidence]:
    """By date: agenda items `by` a member, credits of versions that came out, contributions written down.

    Attendance and `answers` to queries (member and day) are evidence, but no contribution.
    """
    found: list[Evidence] = []
    for meeting in meetings:
        if meeting.status != "held":
            continue
        met: list[str | None] = [*groups_that_met(meeting)] or [None]
        for item in meeting.agenda:
            if item.by:
                found += [Evidence(meeting.date, item.by, g, True) for g in ([item.group] if item.group else met)]
        found += [Evidence(meeting.date, member, g, False) for member in meeting.attendees for g in met]
    for release in releases(groups):
        found += [Evidence(release.date, author, release.group.id, True) for author in release.version.authors]
    for activity in contributions:
        about: list[str | None] = [*activity.groups] or [None]
        found += [Evidence(activity.date, member, g, True) for member in activity.members for g in about]
    found += [Evidence(day, member, None, False) for member, day in answers if day is not None]
    return sorted(found, key=itemgetter(0))


def group_days(
    meetings: Collection[Meeting], groups: Collection[Group], contributions: Iterable[Activity] = ()
) -> Mapping[str, Sequence[date]]:
    """By group, in order: the days on which it met, gave an update to others, contributed or released something."""
    found: defaultdict[str, list[date]] = defaultdict(list)
    for meeting in meetings:
        if meeting.status == "held":
            for id in groups_that_met(meeting):
                found[id].append(meeting.date)
            for item in meeting.agenda:
                if item.kind == "update" and item.group:
                    found[item.group].append(meeting.date)
    for release in releases(groups):
        found[release.group.id].append(release.date)
    for activity in contributions:
        for id in activity.groups:
            found[id].append(activity.date)
    return {id: sorted(days) for id, days in found.items()}


def releases(groups: Iterable[Group]) -> Iterator[Release]:
    """Versions that were released on a known day, those that are retired since among them."""
    for group in groups:
        for product in group.products:
            for version in product.versions:
                if version.is_published and version.date:
                    yield Release(version.date, group, product, version)
