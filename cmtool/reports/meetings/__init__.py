"""Do our meetings keep their rhythm, who comes, who speaks, what waits, are promises kept? (N13, N14)"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from cmtool.metrics.actions import Promise, promises
from cmtool.metrics.meetings import YEAR, Meet, Wait, in_year, meets, waits
from cmtool.model.audience import Audience
from cmtool.model.evidence import groups_that_met
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url
from cmtool.reports._community import named_community
from cmtool.reports._numbers import rounded
from cmtool.reports.meetings.daytime import daytime
from cmtool.reports.meetings.places import places
from cmtool.reports.meetings.rhythm import rhythms
from cmtool.reports.meetings.who_came import LEAST, who_came

_COLUMNS = (
    "date", "id", "title", "series", "mode", "days_since", "attended", "guests", "members", "share", "first_timers",
    "by_day", "clocks_known", "updates", "living_groups", "contributions",
)  # fmt: skip


def context(registry: Registry, today: date, *, private: bool) -> dict[str, Any]:
    """The data of the report; its keys are in docs/json.md. Only private output says whose promises are overdue."""
    found, audience = meets(registry, today), Audience(registry, today, private=private)
    groups, streams = waits(registry, today)
    told = [_meet(registry, one, 0 if private else LEAST) for one in found]
    gatherings = _gatherings(registry, found)
    return {
        "report": "meetings",
        "today": today,
        "year_since": today - timedelta(days=YEAR - 1),
        "audience": audience.name,
        "community": named_community(registry),
        "rhythm": rhythms(registry, found, today),
        "gatherings": [
            {"id": id, "name": name, "meetings": [one for one in told if one["series"] == id]}
            for id, name in gatherings.items()
        ],
        "who_came": who_came(registry, in_year(_whole(found, gatherings), today), today, private=private),
        "updates": [_wait(wait) for wait in groups],
        "contributions": [_wait(wait) for wait in streams],
        "places": places(registry, today),
        "actions": _actions(registry, audience, today),
        "meetings": told,
    }


def table(context: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """Every held meeting with its numbers (N13)."""
    return list(_COLUMNS), [[meeting[column] for column in _COLUMNS] for meeting in context["meetings"]]


def _gatherings(registry: Registry, found: Sequence[Meet]) -> dict[str, str]:
    """The series shown at length, by id: those that ask for contributions, else the one that met most recently."""
    series = registry.community.series if registry.community else {}
    met = dict.fromkeys(one.meeting.series for one in reversed(found) if one.meeting.series in series)
    asking = [id for id in series if id in met and "contribution" in series[id].needs]
    return {id: series[id].name for id in asking or list(met)[:1]}


def _whole(found: Sequence[Meet], gatherings: dict[str, str]) -> list[Meeting]:
    """Meetings of the gatherings; where there are none, those that name no group."""
    all_held = [one.meeting for one in found]
    return [m for m in all_held if (m.series in gatherings if gatherings else not groups_that_met(m))]


def _meet(registry: Registry, one: Meet, least: int) -> dict[str, Any]:
    meeting, day = one.meeting, daytime(registry, one.meeting)
    if day and day.people < least:
        day = None
    has_few = one.attended is not None and one.attended < least
    return {
        "id": meeting.id,
        "title": registry.series_name(meeting),
        "series": meeting.series,
        "date": meeting.date,
        "mode": meeting.mode,
        "days_since": one.days_since,
        "attended": one.attended,
        "guests": meeting.guests,
        "members": one.members,
        "share": rounded(one.share),
        "first_timers": None if has_few else one.first_timers,
        "by_day": day.by_day if day else None,
        "clocks_known": day.known if day else None,
        "updates": one.updates,
        "living_groups": one.living,
        "contributions": one.contributions,
        "regrets": len(set(meeting.regrets)),
    }


def _wait(wait: Wait) -> dict[str, Any]:
    group = wait.group
    return {
        "id": group.id,
        "name": group.name,
        "url": safe_url(group.url),
        "last": wait.last,
        "meetings": wait.meetings,
    }


def _actions(registry: Registry, audience: Audience, today: date) -> dict[str, Any]:
    found = promises(registry, today)
    overdue = [_promise(registry, audience, one, today) for one in found.overdue] if audience.private else None
    return {
        "open": found.open,
        "overdue": len(found.overdue),
        "due": found.due,
        "done": found.done,
        "rate": rounded(found.rate),
        "median_days": found.median_days,
        "overdue_list": overdue,
    }


def _promise(registry: Registry, audience: Audience, one: Promise, today: date) -> dict[str, Any]:
    action = one.action
    return {
        "what": action.what,
        "who": audience.person(action.who),
        "due": action.due,
        "days_late": (today - action.due).days if action.due else None,
        "meeting": {"id": one.meeting.id, "title": registry.series_name(one.meeting), "date": one.meeting.date},
    }
