"""Who will read an output, and therefore whom it may name (design.md 9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from cmtool.model.names import plain
from cmtool.model.registry import Registry

FORMER = "a former member"


class Audience:
    """The public sees those who consented to `listing`; drafts and private output name everybody."""

    def __init__(self, registry: Registry, day: date, *, private: bool) -> None:
        self._registry = registry
        self._day = day
        self.private = private

    @property
    def name(self) -> str:
        """`public` or `private`."""
        return "private" if self.private else "public"

    def may_name(self, id: str) -> bool:
        """The person may be named; nobody whose consent is not known."""
        member = self._registry.members.get(id)
        if member is None or member.name is None:
            return False
        return member.status != "removed" and (
            self.private or member.consents_to("listing", self._registry.consent_day(self._day))
        )

    def person(self, id: str) -> dict[str, Any] | None:
        """Id and name of a person who may be named. Private output knows even who is gone or cannot be read."""
        member = self._registry.members.get(id)
        if self.may_name(id) and member is not None:
            return {"id": id, "name": member.name}
        if not self.private:
            return None
        return {"id": id, "name": FORMER if member is not None and member.status == "removed" else id}

    def people(self, ids: Iterable[str]) -> dict[str, Any]:
        """Those who may be named, by name, and how many more there are."""
        everybody = list(dict.fromkeys(ids))
        named = [person for person in map(self.person, everybody) if person is not None]
        return {"named": sorted(named, key=by_name), "more": len(everybody) - len(named)}


def by_name(person: dict[str, Any]) -> tuple[str, str]:
    """The order of people in a list: by letters, whatever their accents."""
    return plain(person["name"]), person["id"]
