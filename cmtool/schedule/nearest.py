"""The date of a series nearest to a day that is none of them."""

from __future__ import annotations

from datetime import date

from cmtool.schedule.rhythm import Rhythm
from cmtool.schedule.term import days_after


def nearest(rhythm: Rhythm, day: date) -> date:
    """Of two equally near ones the earlier; the first one for a day before it."""
    reach = rhythm.days or 31 * (rhythm.months + 1)
    found = [known for _, known in rhythm.dates(days_after(day, -reach), days_after(day, reach))]
    return min(found, key=lambda known: abs(known - day), default=rhythm.day(0))
