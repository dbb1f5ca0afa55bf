"""What a manager should know beside the change: what an update left alone, and what it cannot decide. Ids only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from cmtool.exchange.kubernetes_sigs.community import GROUP_ROLES
from cmtool.exchange.kubernetes_sigs.entries import runs_on
from cmtool.exchange.kubernetes_sigs.known import Person
from cmtool.exchange.note import note
from cmtool.model.community import Function
from cmtool.model.member import Member
from cmtool.model.registry import Registry


@dataclass
class Notes:
    """Gathered by what they are about, told in one line each."""

    ids: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    without: dict[Function, list[str]] = field(default_factory=lambda: {"lead": [], "triage": []})
    waiting: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    groups_elsewhere: list[str] = field(default_factory=list)
    series_elsewhere: list[str] = field(default_factory=list)

    def of_people(self, registry: Registry, told: Iterable[Person], groups: Iterable[str], today: date) -> None:
        """Who is back in the file after leaving, and who holds nothing in it any more."""
        active = set()
        for person in told:
            is_active = person.told["status"] == "active"
            active |= {person.id} if is_active else set()
            if person.member is not None and person.member.status == "removed":
                self.removed.append(person.id)
            elif is_active and not person.may_join:
                self.returned.append(person.id)
        known = set(groups)
        rest = (member for id, member in registry.members.items() if id not in active and member.is_current)
        self.gone += [member.id for member in rest if _came_with_file(registry, member, known, today)]

    def lines(self) -> list[str]:
        """The notes in words."""
        return [*self.ids, *self._told()]

    def _told(self) -> Iterator[str]:
        stay = "left as they are"
        told = (
            (
                "new series without a calendar, as the file tells no date",
                self.undated,
                "add 'starts' to each, and 'month_rule' to monthly ones",
            ),
            ("series in another rhythm than before", self.doubtful, "look whether 'starts' still fits"),
            ("groups that nobody leads after today", self.without["lead"], ""),
            ("groups in which nobody acts as triage after today", self.without["triage"], ""),
            ("new groups left out, as the file names nobody who is here to lead and to answer", self.waiting, ""),
            ("entries that had ended here and begin anew", self.again, "mend the file if they should not"),
            ("people of the file who left", self.returned, "if they are back: cmtool set MEMBER status=active left="),
            ("people of the file who were removed", self.removed, "nothing of them is imported"),
            ("people who hold nothing in the file any more, and stay", self.gone, "if they left: cmtool retire MEMBER"),
            ("closed groups of the file", self.closed, stay),
            ("groups that the file does not know", self.groups_elsewhere, stay),
            ("series that the file does not know", self.series_elsewhere, stay),
        )
        return (note(what, ids, remedy) for what, ids, remedy in told if ids)


def _came_with_file(registry: Registry, member: Member, groups: set[str], today: date) -> bool:
    """The member stood in a group of the file by a role of this import, and holds nothing else."""
    places = [place for place in registry.places.get(member.id, ()) if place.group.id in groups]
    if not any(place.membership.role in GROUP_ROLES for place in places):
        return False
    elsewhere = (
        place.membership
        for place in registry.places[member.id]
        if place.group.id not in groups or place.membership.role not in GROUP_ROLES
    )
    return not any(runs_on(held, today) for held in elsewhere) and not any(r.goes_on(today) for r in member.roles)
