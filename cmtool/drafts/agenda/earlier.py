"""What earlier meetings left for this one: open actions, decisions without a result, whose turn it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from cmtool.metrics.meetings import counts, spoken
from cmtool.model.audience import Audience
from cmtool.model.evidence import groups_that_met
from cmtool.model.group import AWAKE, Group
from cmtool.model.meeting import AgendaItem, Meeting
from cmtool.model.registry import Registry


def last_held(registry: Registry, meeting: Meeting) -> Meeting | None:
    """The last held meeting of the same series before this one; of an event none."""
    held = [m for m in _of_series(registry, meeting) if m.status == "held"]
    return held[-1] if held else None


def since(registry: Registry, meeting: Meeting) -> date | None:
    """The day of the last held meeting of the series: what came after its evening is new to this one."""
    last = last_held(registry, meeting)
    return last.date if last else None


def carried(registry: Registry, meeting: Meeting) -> list[Meeting]:
    """Earlier meetings whose loose ends this one takes up.

    Those of its series; for a meeting of the whole community all others of the whole community too.
    """
    for_all = not groups_that_met(meeting)
    series = {other.id for other in _of_series(registry, meeting)}
    return [
        other for other in _earlier(registry, meeting) if other.id in series or (for_all and not groups_that_met(other))
    ]


def actions(registry: Registry, audience: Audience, meetings: list[Meeting], today: date) -> list[dict[str, Any]]:
    """Actions that are not done, those of the oldest meeting first."""
    return [
        {
            "what": action.what,
            "who": audience.person(action.who),
            "due": action.due,
            "overdue": action.due is not None and action.due < today,
            "from": meeting.id,
            "from_date": meeting.date,
            "from_title": registry.series_name(meeting),
        }
        for meeting in meetings
        for action in meeting.actions
        if action.done is None
    ]


def undecided(registry: Registry, meeting: Meeting) -> list[tuple[Meeting, AgendaItem]]:
    """Decisions that earlier meetings had on their agenda and left without a result, and no later one took up."""
    found: dict[str, tuple[Meeting, AgendaItem]] = {}
    for other in carried(registry, meeting):
        if other.status != "held":
            continue
        for item in other.agenda:
            if item.kind != "decision":
                continue
            found.pop(item.title.casefold(), None)
            if item.summary is None and not other.decisions:
                found[item.title.casefold()] = other, item
    own = {item.title.casefold() for item in meeting.agenda}
    return [pair for title, pair in found.items() if title not in own]


def whose_turn(registry: Registry, meeting: Meeting) -> Group | None:
    """The workstream that has waited longest with a contribution; who never gave one comes before all others."""
    streams = registry.groups(kind="workstream", status=AWAKE)

    def waits(group: Group) -> tuple[date, str]:
        last = last_time(registry, meeting, "contribution", group.id)
        return last[0].date if last else date.min, group.name.casefold()

    return min(streams, key=waits, default=None)


def last_time(registry: Registry, meeting: Meeting, kind: str, group: str | None) -> tuple[Meeting, AgendaItem] | None:
    """The last slot of a kind, of a group if asked, in a meeting that was held before this one.

    Updates and contributions count as in the report of meetings: in series that ask for contributions.
    """
    found = (
        (other, item)
        for other in reversed(_earlier(registry, meeting))
        if other.status == "held" and (kind == "field-report" or registry.asks_for_contributions(other))
        for item in spoken(other, kind)
        if counts(registry, item) and (group is None or item.group == group)
    )
    return next(found, None)


def _earlier(registry: Registry, meeting: Meeting) -> list[Meeting]:
    """Those before it; what a cancelled one had on its list is nobody's promise (MTG204 says so too)."""
    return [m for m in registry.meetings() if m.date < meeting.date and m.status != "cancelled"]


def _of_series(registry: Registry, meeting: Meeting) -> list[Meeting]:
    if meeting.series == "event":
        return []
    return [m for m in _earlier(registry, meeting) if m.series == meeting.series]
