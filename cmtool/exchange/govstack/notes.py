"""What a person should know beside the change: what was left alone, and what only people can decide. Ids only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cmtool.exchange.note import note


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
    nameless: list[str] = field(default_factory=list)
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
                "people who were removed here, and whom the file does not know by that id",
                self.nameless,
                "if one of the new people is one of them: cmtool undo, remove the record there, then import again",
            ),
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
                "cmtool join MEMBER GROUP --role ROLE, of an active member and with a role that leads, then "
                "cmtool set GROUP status=active",
            ),
            ("groups with another charter than before", self.charters, "look whether its dates and status still fit"),
            ("groups that are active there and closed here", self.closed, stay),
            ("groups of another kind here", self.kinds, stay),
            ("groups that the files do not know", self.groups_elsewhere, stay),
        )
        return (note(what, ids, remedy) for what, ids, remedy in told if ids)
