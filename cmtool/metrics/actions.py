"""N14: whether what was promised in meetings is done."""

from __future__ import annotations

from datetime import date
from statistics import median
from typing import NamedTuple

from cmtool.metrics.meetings import YEAR, held
from cmtool.model.meeting import Action, Meeting
from cmtool.model.registry import Registry


class Promise(NamedTuple):
    """An action and the meeting in which it was promised."""

    meeting: Meeting
    action: Action


class Promises(NamedTuple):
    """Actions of all held meetings on a day (counts); what a planned meeting has on its list is no promise yet."""

    open: int
    overdue: list[Promise]
    """Due before that day and not done by then, the oldest first."""
    due: int
    """Due in Y."""
    done: int
    """Of those, done by the day."""
    median_days: float | None
    """From the meeting to the day when it was done, for what was done in Y."""

    @property
    def rate(self) -> float | None:
        """The share of what was due that is done."""
        return self.done / self.due if self.due else None


def promises(registry: Registry, day: date) -> Promises:
    """N14: open, overdue (counts); done / due in Y (share); median days from meeting to done. Source: domain.md D."""
    found = [Promise(meeting, action) for meeting in held(registry, day) for action in meeting.actions]
    waiting = [p for p in found if not _is_done(p.action, day)]
    due = [p.action for p in found if p.action.due and 0 <= (day - p.action.due).days < YEAR]
    taken = [
        (p.action.done - p.meeting.date).days for p in found if p.action.done and 0 <= (day - p.action.done).days < YEAR
    ]
    return Promises(
        len(waiting),
        sorted((p for p in waiting if p.action.due and p.action.due < day), key=_order),
        len(due),
        sum(_is_done(action, day) for action in due),
        median(taken) if taken else None,
    )


def _is_done(action: Action, day: date) -> bool:
    return action.done is not None and action.done <= day


def _order(promise: Promise) -> tuple[date, date, str]:
    return promise.action.due or date.max, promise.meeting.date, promise.action.what
