"""The slots of an agenda: those of the record as they stand there, and what a proposal is."""

from __future__ import annotations

from typing import NamedTuple

from cmtool.model.meeting import AgendaItem, Meeting

RANKS = {
    "opening": 0,
    "update": 2,
    "contribution": 3,
    "field-report": 4,
    "discussion": 5,
    "decision": 5,
    "break": 5,
    "dialogue": 6,
    "celebrate": 7,
    "closing": 9,
}
"""Where a meeting usually has a kind of slot."""


class Slot(NamedTuple):
    """A slot; a proposal says why, and to how few minutes it may shrink; one of the record says neither."""

    title: str
    kind: str
    minutes: int
    by: str | None = None
    group: str | None = None
    type: str | None = None
    summary: str | None = None
    why: str = ""
    rank: int = 5
    wanted: int = 0
    """The minutes it should have; 0 for a slot of the record."""
    least: int = 0
    priority: str = ""
    """Its place in `fitting.PRIORITY`."""
    turn: int = 0
    """Its place among those of one priority."""


def slots(meeting: Meeting) -> list[Slot]:
    """The agenda of the record in its order."""
    return [_slot(item, index) for index, item in enumerate(meeting.agenda)]


def _slot(item: AgendaItem, index: int) -> Slot:
    kind = item.kind if item.kind != "ritual" else "opening" if index == 0 else "closing"
    return Slot(item.title, item.kind, item.minutes, item.by, item.group, item.type, item.summary, rank=RANKS[kind])


def in_order(own: list[Slot], proposed: list[Slot]) -> list[Slot]:
    """The record's slots in their order, each proposal where meetings usually have it."""
    order = list(own)
    for slot in proposed:
        before = [index for index, other in enumerate(order) if other.rank <= slot.rank]
        order.insert(before[-1] + 1 if before else 0, slot)
    return order
