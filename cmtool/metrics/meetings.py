"""N13: what the held meetings were: when, how many came, who was new, who spoke."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cmtool.metrics.roster import Roster, began
from cmtool.model.group import AWAKE, Group
from cmtool.model.meeting import AgendaItem, Meeting
from cmtool.model.registry import Registry

YEAR = 365
"""Days of the year Y = (day - 365, day]."""


class Meet(NamedTuple):
    """The numbers of one held meeting; None where the registry does not tell."""

    meeting: Meeting
    days_since: int | None
    """Days since the one before of its series."""
    attended: int | None
    members: int
    """|M| on that day."""
    first_timers: int | None
    """Members who came to this series for the first time on record; None at its first, or where no names are kept."""
    updates: int
    """Living working groups that gave an update."""
    living: int
    contributions: int

    @property
    def share(self) -> float | None:
        """The share of |M| that came; None where more came than are registered."""
        if self.attended is None or self.attended > self.members or not self.members:
            return None
        return self.attended / self.members


class Wait(NamedTuple):
    """How long a group has not spoken in the meetings of the whole community."""

    group: Group
    last: date | None
    meetings: int
    """How many of them were held since, or since the group began."""


def held(registry: Registry, day: date) -> list[Meeting]:
    """Meetings held up to a day, by date."""
    return [meeting for meeting in registry.meetings(status="held") if meeting.date <= day]


def in_year(meetings: Iterable[Meeting], day: date) -> list[Meeting]:
    """Those of Y."""
    return [meeting for meeting in meetings if 0 <= (day - meeting.date).days < YEAR]


def counts(registry: Registry, item: AgendaItem) -> bool:
    """The item is what a series asks for: a contribution is one of a workstream, or of nobody in particular."""
    group = registry.all_groups.get(item.group) if item.group else None
    return item.kind != "contribution" or group is None or group.kind == "workstream"


def given(meeting: Meeting) -> list[AgendaItem]:
    """The slots that were given: not those of groups that sent regrets, whatever the agenda had planned."""
    return [item for item in meeting.agenda if item.group not in meeting.regrets]


def spoken(meeting: Meeting, kind: str) -> list[AgendaItem]:
    """Those of a kind."""
    return [item for item in given(meeting) if item.kind == kind]


def heard(meeting: Meeting) -> set[str | None]:
    """Groups that gave an update in a meeting, or sent regrets."""
    return {item.group for item in spoken(meeting, "update")} | set(meeting.regrets)


def meets(registry: Registry, day: date) -> list[Meet]:
    """N13: each held meeting with its numbers, by date; a single event has none before it.

    Days since the one before of its series (days); attended / |M on that day| (share); first-timers, living groups with
    an update, contributions (counts). Source: domain.md D; CHAOSS meeting attendee count.
    """
    roster, found = Roster(registry), []
    before: dict[str, date] = {}
    known: dict[str, set[str]] = {}
    for meeting in held(registry, day):
        series = meeting.series if meeting.series != "event" else f"event {meeting.id}"
        found.append(_meet(meeting, roster, before.get(series), known.get(series)))
        before[series] = meeting.date
        known[series] = known.get(series, set()).union(meeting.attendees)
    return found


def _meet(meeting: Meeting, roster: Roster, before: date | None, known: set[str] | None) -> Meet:
    living = {group.id for group in roster.living_groups(meeting.date)}
    has_names = isinstance(meeting.attended, list)
    return Meet(
        meeting,
        days_since=(meeting.date - before).days if before else None,
        attended=None if meeting.attended is None else meeting.attendance,
        members=roster.members(meeting.date),
        first_timers=len(set(meeting.attendees) - known) if has_names and known is not None else None,
        updates=len(living & {item.group for item in spoken(meeting, "update")}),
        living=len(living),
        contributions=len(spoken(meeting, "contribution")),
    )


def waits(registry: Registry, day: date) -> tuple[list[Wait], list[Wait]]:
    """N13: living working groups by their last update, workstreams by their last contribution; who waits longest first.

    What counts is said in the meetings of series that ask for contributions, like CommunityMeets; before the first of
    them nobody waits.
    """
    asked = [meeting for meeting in held(registry, day) if registry.asks_for_contributions(meeting)]
    if not asked:
        return [], []
    streams = [g for g in registry.groups(kind="workstream") if g.status in AWAKE]
    groups = Roster(registry).living_groups(day)
    return _waits(registry, groups, asked, "update"), _waits(registry, streams, asked, "contribution")


def _waits(registry: Registry, groups: Iterable[Group], asked: list[Meeting], kind: str) -> list[Wait]:
    spoke = {item.group: meeting.date for meeting in asked for item in spoken(meeting, kind)}
    found = []
    for group in groups:
        last, first = spoke.get(group.id), began(registry, group)
        since = sum(meeting.date > last if last else meeting.date >= first for meeting in asked)
        found.append(Wait(group, last, since))
    return sorted(found, key=lambda wait: (wait.last or date.min, wait.group.name.casefold(), wait.group.id))
