"""Names in minutes as ids of members and groups. Nothing is guessed: who is not known is told, with a suggestion."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from cmtool.exchange.minutes.trouble import Trouble
from cmtool.model.addresses import shown
from cmtool.model.meeting import Meeting
from cmtool.model.names import folded, person
from cmtool.model.references import mentions
from cmtool.model.registry import Registry
from cmtool.suggestion import Suggestions

GUEST = "guest"

_BRACKETS = re.compile(r"(?P<name>.*?)\s*[(\[]\s*(?P<id>[^()\[\]]+?)\s*[)\]]")
_INSIDE = re.compile(r"\(([A-Za-z0-9-]{2,64})\)")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FEW = 3
_MOST_GUESSES = 100
"""So many unknown names get a suggestion; a text of nothing else is no minutes."""


class Named(NamedTuple):
    """What a person wrote: the name, and what stands in brackets behind it."""

    name: str
    id: str

    @property
    def is_guest(self) -> bool:
        """No member, by the writer's own word."""
        return self.id.casefold() == GUEST


def named(text: str) -> Named:
    """A name and the id in brackets at its end; brackets that hold no id belong to nobody."""
    text = " ".join(text.replace("~~", "").split())  # Google Docs strikes out what is ticked
    found = _BRACKETS.fullmatch(text)
    if found is None:
        return Named(text.removeprefix("@"), "")
    id = found["id"].removeprefix("@").strip()
    return Named(found["name"], id if _ID.fullmatch(id.casefold()) else "")


class Directory:
    """Ids and names of records of a kind."""

    def __init__(self, folder: str, singular: str, names: Mapping[str, str], formerly: Mapping[str, str]) -> None:
        self._singular = singular
        self._names = names
        self._formerly = formerly
        self._folded = person if folder == "members" else folded
        self._guessed = 0

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for id, name in self._names.items():
            found[self._folded(name)].append(id)
        return found

    @cached_property
    def _near(self) -> tuple[Suggestions, Suggestions]:
        return Suggestions(self._names), Suggestions(self._by_name)

    @cached_property
    def _by_word(self) -> Mapping[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for id, name in self._names.items():
            for word in person(name).split():
                found[word].add(id)
        return found

    def find(self, text: str, line: int, troubles: list[Trouble], otherwise: str = "") -> str | None:
        """The id that a text means: the one in brackets, else the text as an id, else as a name that only one has.

        `otherwise` is what to do where no id is near to the text.
        """
        asked = named(text)
        if asked.is_guest:
            troubles.append(Trouble(line, f"{shown(asked.name)} is a guest: name a {self._singular} here"))
            return None
        if asked.id:
            return self._of_that_name(asked, line, troubles, otherwise)
        found = self._known(asked.name)
        if found is not None:
            return found
        ids = self._by_name.get(self._folded(asked.name), ())
        if len(ids) == 1:
            return ids[0]
        if ids:
            told = f"{shown(asked.name)} is the name of {' and of '.join(map(repr, ids))}: write the id behind it"
            troubles.append(Trouble(line, f"{told}, as {asked.name} ({ids[0]})"))
            return None
        self._tell_unknown(asked.name, line, troubles, otherwise)
        return None

    def _of_that_name(self, asked: Named, line: int, troubles: list[Trouble], otherwise: str) -> str | None:
        """The id in brackets, unless the name before it is that of others."""
        known = self._known(asked.id)
        others = {*self._by_name.get(self._folded(asked.name), ()), self._known(asked.name)} - {None}
        if known is None:
            self._tell_unknown(asked.id, line, troubles, otherwise)
        elif others and known not in others:
            told = f"{shown(asked.name)} is not '{known}' but {' or '.join(map(repr, sorted(filter(None, others))))}"
            troubles.append(Trouble(line, f"{told}: write the one that is meant"))
            return None
        return known

    def _known(self, id: str) -> str | None:
        id = id.casefold()
        return id if id in self._names else self._formerly.get(id)

    def _tell_unknown(self, text: str, line: int, troubles: list[Trouble], otherwise: str) -> None:
        guesses = self._guesses(text)
        told = f"; did you mean {' or '.join(map(repr, guesses))}?" if guesses else otherwise
        troubles.append(Trouble(line, f"no {self._singular} {shown(text)}{told}"))

    def _guesses(self, text: str) -> list[str]:
        """Ids near to a text, or the few whose names have all its words."""
        self._guessed += 1
        if self._guessed > _MOST_GUESSES:
            return []
        inside = [id for found in _INSIDE.findall(text) if (id := self._known(found)) is not None]
        if inside:
            return inside[:_FEW]
        ids, names = self._near
        near = ids.nearest(text)
        if near is not None:
            return [near]
        name = names.nearest(self._folded(text))
        if name is not None:
            return list(self._by_name[name])[:_FEW]
        having = [self._by_word.get(word, set()) for word in person(text).split()]
        found = sorted(set.intersection(*having)) if having else []
        return found if len(found) <= _FEW else []


def members(registry: Registry, meeting: Meeting) -> Directory:
    """Everybody of whom more than an id is left, and whoever the record names already."""
    there = {id: member for id, member in registry.members.items() if member.status != "removed"}
    names = {id: member.name or id for id, member in there.items()}
    formerly = {old: id for id, member in there.items() for old in member.formerly}
    return Directory("members", "member", _mentioned(meeting, "members") | names, formerly)


def groups(registry: Registry, meeting: Meeting) -> Directory:
    """All groups."""
    there = registry.all_groups
    formerly = {old: id for id, group in there.items() for old in group.formerly}
    names = {id: group.name for id, group in there.items()}
    return Directory("groups", "group", _mentioned(meeting, "groups") | names, formerly)


def _mentioned(meeting: Meeting, folder: str) -> dict[str, str]:
    """Ids that a meeting names: of people who were removed, and of records that cannot be read, there is no name."""
    return {mention.id: mention.id for mention in mentions(meeting) if mention.target == folder}
