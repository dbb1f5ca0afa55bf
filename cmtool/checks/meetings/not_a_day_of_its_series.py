"""A meeting of a group is planned for a day on which its series does not meet.

The calendar would show both, the planned meeting and the usual one. The rule looks at planned meetings from today on,
of a series that has `starts`: their day is one of its dates, or an exception moves one there, and none is left out.

Bad:

    # groups/payments.yaml: every 14d, starts 2026-01-13
    series: payments/fortnightly-call
    status: planned
    date: 2026-12-02

Good:

    series: payments/fortnightly-call
    status: planned
    date: 2026-12-01

How to fix: correct the date, or add to the series an exception (`except`) with `date`, `why` and `moved_to`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.group import MeetingSeries
from cmtool.model.registry import Registry
from cmtool.schedule.hours import series_of
from cmtool.schedule.rhythm import Rhythm, rhythm

CODE = "MTG111"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Planned meetings on a day that is none of their series."""
    for meeting in registry.meetings(status="planned"):
        series = series_of(registry, meeting) if meeting.date >= today else None
        defect = _defect(series, meeting.date) if series else None
        if defect:
            why, mend = defect
            message = f"{meeting.series} does not meet on {meeting.date}{why}"
            yield meeting.finding(CODE, "date", message, hint=f"correct the date, or {mend} the series")


def _defect(series: MeetingSeries, day: date) -> tuple[str, str] | None:
    """Why a series does not meet on a day, and what to change in it; None where it does, or nobody can tell."""
    found, last = rhythm(series), series.ends or date.max
    if found is None or any(e.moved_to == day and e.date <= last and _is_date(found, e.date) for e in series.except_):
        return None
    if day > last:
        return f": it ends on {last}", "'ends' of"
    exception = next((e for e in series.except_ if e.date == day), None)
    if exception:
        return f": it is {f'moved to {exception.moved_to}' if exception.moved_to else 'left out'}", "the exception of"
    if not _is_date(found, day):
        return f"; nearest: {found.nearest(day)}", "add an exception with 'moved_to' to"
    return None


def _is_date(found: Rhythm, day: date) -> bool:
    return found.turn(day) is not None
