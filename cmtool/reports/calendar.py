"""When do we meet, and what falls due? What comes from today on; at the end the series of which nobody knows a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from cmtool.errors import CmtoolError
from cmtool.model.group import AWAKE
from cmtool.model.registry import Registry
from cmtool.reports._community import named_community
from cmtool.reports._groups import by_name
from cmtool.reports._occurrences import full, named
from cmtool.schedule.dates import WORDS, Dated, dates
from cmtool.schedule.days import WEEKDAYS
from cmtool.schedule.hours import home_zone
from cmtool.schedule.joining import kept_back
from cmtool.schedule.occurrences import occurrences, series_title
from cmtool.schedule.term import days_after

OPTIONS = ("group", "within")
FORMS = ("ics",)

WITHIN = 92
MOST = 3653
"""Days ahead: ten years."""
NAMED = 3
"""Addresses that a note names."""
_COLUMNS = ("date", "weekday", "start", "end", "tz", "utc_date", "utc", "title", "series", "status", "mode", "place")


def context(
    registry: Registry, today: date, *, private: bool, group: str | None = None, within: int = WITHIN
) -> dict[str, Any]:
    """The data of the calendar; its keys are in docs/json.md. In public it names nobody."""
    if within > MOST:
        raise CmtoolError(f"{within} days are too many; expected at most {MOST}")
    until = days_after(today, within)
    found = [full(registry, one, private=private) for one in occurrences(registry, today, until, group=group)]
    return {
        "report": "calendar",
        "today": today,
        "audience": "private" if private else "public",
        "community": {**named_community(registry), "timezone": home_zone(registry)},
        "group": named(registry, group) if group else None,
        "until": until,
        "months": [
            {"month": month, "meetings": list(meetings)}
            for month, meetings in groupby(found, key=lambda meeting: meeting["date"].replace(day=1))
        ],
        "dates": [
            _day(registry, one) for one in dates(registry, today, until, today=today, group=group, private=private)
        ],
        "without_dates": list(_without_dates(registry, group)),
    }


def notes(registry: Registry, *, group: str | None = None, within: int = WITHIN) -> list[str]:
    """What every form leaves out, for stderr."""
    found = list(kept_back(registry, group))
    if not found:
        return []
    many = f"{len(found)} addresses to join hold a secret and are left out"
    told = "1 address to join holds a secret and is left out" if len(found) == 1 else many
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return [f"{told}: {', '.join(found[:NAMED])}{more}"]


def table(context: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """The meetings as rows."""
    rows = [
        [
            *(meeting[column] for column in _COLUMNS),
            [group["name"] for group in meeting["groups"]],
            meeting["event"] and meeting["event"]["name"],
            meeting["url"],
            meeting["why"],
        ]
        for month in context["months"]
        for meeting in month["meetings"]
    ]
    rows += [_row(one) for one in context["dates"]]
    return [*_COLUMNS, "groups", "event", "url", "why"], rows


def _row(one: dict[str, Any]) -> list[Any]:
    """A day that is no meeting, in the columns of meetings."""
    told = {"date": one["date"], "weekday": one["weekday"], "title": one["title"], "status": one["what"]}
    groups = [one["group"]["name"]] if one["group"] else []
    return [*(told.get(column) for column in _COLUMNS), groups, None, None, None]


def _day(registry: Registry, one: Dated) -> dict[str, Any]:
    """A day on which something falls due."""
    return {
        "date": one.day,
        "weekday": WEEKDAYS[one.day.weekday()],
        "what": one.what,
        "words": WORDS[one.what],
        "title": one.title,
        "group": named(registry, one.group) if one.group else None,
        "record": one.record.ref,
    }


def _without_dates(registry: Registry, group: str | None) -> Iterator[dict[str, Any]]:
    """Series of living groups that have no anchor (GRP207)."""
    for one in by_name(registry.all_groups.values()):
        if one.status not in AWAKE or group not in (None, one.id):
            continue
        for series in one.meets:
            if series.starts is None:
                yield {
                    "series": f"{one.id}/{series.id}",
                    "title": series_title(one, series),
                    "every": series.every,
                    "month_rule": series.month_rule,
                    "start": series.time,
                    "tz": series.tz or home_zone(registry),
                }
