"""Decisions as an agenda keeps them: an item of kind `decision` whose summary begins with `Decided` and the votes.

So `Decided: 12 for, 1 against`, or `Decided` alone where nobody counted; what was said of it follows on lines of its
own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cmtool.model.meeting import AgendaItem

_VOTED = re.compile(r"Decided(?:: ([0-9]{1,9}) for, ([0-9]{1,9}) against)?[ ]*(?:\n|$)")


class Decision(NamedTuple):
    """A decision with its votes, where they were counted, and what was said of it."""

    title: str
    votes_for: int | None
    against: int | None
    said: str

    @property
    def summary(self) -> str:
        """As the agenda keeps it."""
        votes = f": {self.votes_for} for, {self.against or 0} against" if self.votes_for is not None else ""
        return f"Decided{votes}" + (f"\n{self.said}" if self.said else "")


def decision(title: str, kind: str, summary: str | None) -> Decision | None:
    """The decision that an item of an agenda holds; None where nothing was decided."""
    found = _VOTED.match(summary) if summary and kind == "decision" else None
    if found is None or summary is None:
        return None
    votes = [int(text) if text else None for text in found.groups()]
    return Decision(title, votes[0], votes[1], summary[found.end() :].strip())


def decided(item: AgendaItem) -> Decision | None:
    """The decision that an item holds."""
    return decision(item.title, item.kind, item.summary)


def is_only_decided(item: AgendaItem) -> bool:
    """Nothing is known of the item but that it was decided: it had no time of its own, and nothing else is said."""
    found = decided(item)
    return found is not None and not found.said and item.minutes == 0
