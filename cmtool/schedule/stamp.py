"""How new the plan of a series or a meeting is: when its file last changed, and how often its schedule did."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import NamedTuple


class Stamp(NamedTuple):
    """When something last changed, and how many changes of its schedule came after the first version."""

    modified: datetime
    sequence: int = 0


def unsaved(today: date) -> Stamp:
    """The stamp of what no commit tells: it changed today."""
    return Stamp(datetime.combine(today, time(), UTC))
