"""What a person should know beside the change: what was left alone, and what only people can decide. Ids only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_MOST = 5
"""Ids that a note names."""


@dataclass
class Notes:
    """Gathered by what they are about, told in one line each."""

    asleep: list[str] = field(default_factory=list)
    charters: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    groups_elsewhere: list[str] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The notes in words, the gravest first."""
        return list(self._told())

    def _told(self) -> Iterator[str]:
        stay = "left as they are"
        told = (
            (
                "PEOPLE WHO HAD THEIR RECORD REMOVED THERE, AND STILL HAVE ONE HERE",
                self.erased,
                "nothing is erased by an import: ask them; if they want it here too, leave nothing in their file but "
                "'status: removed', and cmtool save",
            ),
            ("people of the file who were removed here", self.removed, "nothing of them is imported"),
            (
                "people whose name is another one here",
                self.renamed,
                "look whether it is the same person; nothing of them is imported, and here a person's own word counts",
            ),
            (
                "people who are new here, as alumni, because the file does not tell whether they are here",
                self.arrived,
                "nobody may name them before they consent: ask, and write the day down in `consents.listing`; if they "
                "are here: cmtool set MEMBER status=active left=",
            ),
            (
                "new groups that GovStack calls active are dormant here, as the files name nobody who leads them",
                self.asleep,
                "cmtool join MEMBER GROUP --role ROLE, then cmtool set GROUP status=active",
            ),
            ("groups with another charter than before", self.charters, "look whether its dates and status still fit"),
            ("groups that are active there and closed here", self.closed, stay),
            ("groups of another kind here", self.kinds, stay),
            ("groups that the files do not know", self.groups_elsewhere, stay),
        )
        return (note(what, ids, remedy) for what, ids, remedy in told if ids)


def note(what: str, ids: Sequence[str], remedy: str = "") -> str:
    """What it is about, how many there are, the first of them, and what to do."""
    named = ", ".join(ids[:_MOST]) + (f" and {len(ids) - _MOST} more" if len(ids) > _MOST else "")
    return f"{what} ({len(ids)}): {named}" + (f"; {remedy}" if remedy else "")
