"""What a teller knows beside the changes: the kind, how people and things are called, the record around the change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from cmtool.catalogue.countries import countries
from cmtool.history.identity import model_of
from cmtool.history.telling.words import OTHER, SHORT, joined, label, line, spoken
from cmtool.model.audience import FORMER
from cmtool.model.change import Change, Names
from cmtool.model.fields import Shape, fields
from cmtool.model.record import Part, Record
from cmtool.model.values import Values, plain_text
from cmtool.model.wording import in_words


class Told(NamedTuple):
    """A sentence and the changes that it tells."""

    text: str
    covers: Sequence[Change]


class Scene:
    """The kind of the record, names, and its values after the changes (before, if it is gone)."""

    def __init__(self, folder: str, names: Names, around: Values) -> None:
        self.folder = folder
        self.names = names
        self._around = around
        self._entries: dict[str, list[dict[str, Any]]] = {}
        self._by_id: dict[str, dict[str, dict[str, Any]]] = {}

    @property
    def model(self) -> type[Record] | None:
        """The model of the kind."""
        return model_of(self.folder)

    def name(self, target: str, id: Any) -> str:
        """How something is called, on one line."""
        if not isinstance(id, str):
            return OTHER if isinstance(id, dict | list) else line(id, SHORT)
        if target == "countries":
            country = countries().get(id)
            return country.name if country else line(id, SHORT)
        owner, slash, own = id.partition("/")
        if target == "series" and slash:
            return f"{self.name('groups', owner)}, {spoken(own)}"
        found = self.names.name(target, id)
        if target.startswith("regions") and found == id and id != "unknown":
            found = in_words(id)
        return line(found, SHORT)

    def person(self, id: Any) -> str:
        """The name of a member."""
        return FORMER if id == FORMER else self.name("members", id)

    def people(self, ids: Sequence[Any], most: int = 6) -> str:
        """`Amina Diallo, Jonas Berg and 12 more`; those who are gone are counted."""
        return self.persons([self.person(id) for id in ids], most)

    def persons(self, names: Sequence[str], most: int = 6) -> str:
        """As `people`, for names."""
        known = [name for name in names if name != FORMER]
        gone = len(names) - len(known)
        if gone < 2 or len(known) >= most:
            return joined([*known, *[FORMER] * gone], most)
        return joined([*known, f"{gone} former members"], most)

    def entries(self, name: str) -> list[dict[str, Any]]:
        """The entries of a list of the record around, as plain data; those that are none are left out."""
        if name not in self._entries:
            found = self._around.get(name)
            items = found if isinstance(found, list) else []
            self._entries[name] = [plain_text(item) for item in items if isinstance(item, dict)]
        return self._entries[name]

    def entry(self, name: str, id: str) -> dict[str, Any] | None:
        """The first entry of a list of the record around that has an id."""
        if name not in self._by_id:
            entries = [one for one in reversed(self.entries(name)) if isinstance(one.get("id"), str)]
            self._by_id[name] = {one["id"]: one for one in entries}
        return self._by_id[name].get(id)

    @cached_property
    def _memberships(self) -> Mapping[str, list[dict[str, Any]]]:
        """The entries of a group by member, and by the name of the member: the ids of then may be others."""
        found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for entry in self.entries("members"):
            id = entry.get("member")
            if isinstance(id, str) and id != FORMER:
                found[id].append(entry)
                found[f"= {self.person(id)}"].append(entry)
        return found

    def memberships(self, who: str) -> list[dict[str, Any]]:
        """What a group says of a person; of people who are gone nothing, as they could be mixed up."""
        name = self.person(who)
        if name == FORMER:
            return []
        return self._memberships.get(who) or self._memberships.get(f"= {name}", [])

    def text(self, name: str) -> str | None:
        """A text of the record around."""
        found = self.part(name)
        return found if isinstance(found, str) and found else None

    def part(self, name: str) -> Any:
        """A value of the record around, as plain data."""
        return plain_text(self._around[name]) if name in self._around else None

    def said(self, shape: Shape | None, value: Any) -> str:
        """A value in words, names for references."""
        if shape is not None and shape.part is None and shape.container == "one" and isinstance(value, dict | list):
            return OTHER
        if isinstance(value, list):
            return joined([self.said(shape, item) for item in value], 8) or "none"
        if isinstance(value, dict):
            return line(", ".join(self._parts(shape, value)) or "none")
        if shape is not None and shape.ref and isinstance(value, str):
            return self.name(shape.ref, value)
        return line(value)

    def _parts(self, shape: Shape | None, value: dict[str, Any]) -> Iterator[str]:
        part: type[Part] | None = shape.part if shape else None
        known = fields(part) if part else {}
        for name, item in value.items():
            if shape is not None and shape.container == "dict":
                key = self.name(shape.key_ref, name) if shape.key_ref else line(name, SHORT)
                yield f"{key}: {self.said(shape._replace(container='one'), item)}"
            else:
                inner = known[name].shape if name in known else None
                yield f"{label(name)} {self.said(inner, item)}"


Teller = Callable[[Scene, Sequence[Change]], Iterator[Told]]
"""Tells changes of one subject, as many as it can: whatever it does not tell is told plainly."""
