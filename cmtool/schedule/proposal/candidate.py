"""What somebody wishes of the next meeting, and what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Literal, NamedTuple

from cmtool.schedule.hours import LocalHour
from cmtool.schedule.proposal.habits import Habits
from cmtool.schedule.proposal.in_person import InPerson

Mode = Literal["online", "in-person", "hybrid"]


class Wish(NamedTuple):
    """What somebody has decided already; the rest is proposed."""

    day: date | None = None
    start: time | None = None
    tz: str | None = None
    mode: Mode | None = None


class Candidate(NamedTuple):
    """A day and an hour, with what speaks for and against them."""

    day: date
    start: time
    tz: str
    minutes: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    hours: Mapping[str, LocalHour]
    """The local hour of each region whose people are asked; none where people travel."""
    is_usual: bool = False
    """The series of a group says hour and length itself."""


class Proposal(NamedTuple):
    """How a series could meet next."""

    series: str
    name: str
    basis: str
    """In words: the cadence, the last meeting, and the day on which the next one should be."""
    mode: Mode
    in_person: InPerson | None
    """When it should be in person, whatever is proposed."""
    habits: Habits
    candidates: tuple[Candidate, ...]
