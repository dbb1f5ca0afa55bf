"""Proposals fitted into the time that the record's own slots leave. Own slots are never changed.

What comes first in `PRIORITY` (of one priority: by `turn`) stays first and longest. Each proposal is kept, in that
order, if its fewest minutes still fit; then the minutes that remain are given back in that order, to all proposals of
one priority alike.
"""

from __future__ import annotations

from typing import NamedTuple

from cmtool.drafts.agenda.slots import Slot

PRIORITY = (
    "named",  # the record names it, without a slot
    "needed",  # `needs` of its series
    "update",
    "opening",
    "dialogue",
    "decision",
    "core-team",
    "field-report",
    "celebrate",
    "closing",
)
"""What is kept first when time is short."""


class Fitted(NamedTuple):
    """Proposals that fit, and those that are left out, both in the order in which they came."""

    kept: list[Slot]
    left_out: list[Slot]


def fitted(proposed: list[Slot], free: int | None) -> Fitted:
    """Proposals in at most `free` minutes; all of them as they are where no length is known."""
    if free is None:
        return Fitted(proposed, [])
    kept = _kept(proposed, free)
    minutes = {index: proposed[index].least for index in kept}
    _give_back(proposed, minutes, free - sum(minutes.values()))
    return Fitted(
        [slot._replace(minutes=minutes[index]) for index, slot in enumerate(proposed) if index in minutes],
        [slot for index, slot in enumerate(proposed) if index not in minutes],
    )


def _kept(proposed: list[Slot], free: int) -> list[int]:
    """Which proposals fit with their fewest minutes, the first in priority before the others."""
    kept = []
    for index in sorted(range(len(proposed)), key=lambda i: (PRIORITY.index(proposed[i].priority), proposed[i].turn)):
        if proposed[index].least <= free:
            kept.append(index)
            free -= proposed[index].least
    return kept


def _give_back(proposed: list[Slot], minutes: dict[int, int], left: int) -> None:
    """The minutes that are left, one for each proposal of a priority at a time, or for none of them."""
    for priority in PRIORITY:
        short = [i for i in minutes if proposed[i].priority == priority and minutes[i] < proposed[i].wanted]
        while short and len(short) <= left:
            for index in short:
                minutes[index] += 1
            left -= len(short)
            short = [index for index in short if minutes[index] < proposed[index].wanted]
