"""Actions of the record as the minutes correct them, and those that are new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from cmtool.exchange.minutes.desk import Desk, likeness
from cmtool.exchange.minutes.tables import Promised

Item = dict[str, Any]


def promises(desk: Desk, rows: Sequence[Promised]) -> tuple[list[Item], list[str]]:
    """The actions of the record, then new ones; and which of the record's the minutes leave out."""
    items: list[Item] = [
        {n: v for n, v in action.model_dump().items() if v is not None} for action in desk.meeting.actions
    ]
    places, left = _places(items, rows)
    seen: dict[tuple[str, str], int] = {}
    for row, at in zip(rows, places, strict=True):
        told = {"who": row.who, "due": row.due, "done": row.done}
        told = {name: value for name, value in told.items() if value is not None}
        first = seen.setdefault((likeness(row.what), row.who), row.line)
        if at is not None:
            items[at] |= told
        elif first != row.line:
            desk.trouble(row.line, f"the same action as in line {first}: make one of them")
        else:
            items.append({"what": row.what, **told})
    return items, left


def _places(items: Sequence[Item], rows: Sequence[Promised]) -> tuple[list[int | None], list[str]]:
    """Which action of the record each row means: one of the same person first, then one that somebody else takes over.

    And the words of those that no row means.
    """
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        waiting[likeness(item["what"])].append(at)
    places: list[int | None] = [None] * len(rows)
    for is_same_person in (True, False):
        for number, row in enumerate(rows):
            same = waiting[likeness(row.what)]
            fits = (at for at in same if not is_same_person or items[at]["who"] == row.who)
            if places[number] is None and (found := next(fits, None)) is not None:
                places[number] = found
                same.remove(found)
    return places, [items[at]["what"] for left in waiting.values() for at in left]
