"""What may leave the community: texts without addresses, and without the names of members who are not to be named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from cmtool.model.addresses import addresses
from cmtool.model.audience import Audience
from cmtool.model.naming import index, named
from cmtool.model.registry import Registry

HELD_BACK = "[left out: names somebody who did not consent to listing]"

_OURS = ("id", "kind", "mode", "type")


class Outside:
    """A reader outside: of whatever is told, a text that names somebody who may not be named is held back."""

    def __init__(self, registry: Registry, day: date) -> None:
        audience = Audience(registry, day, private=False)
        members = [member for member in registry.members.values() if member.name]
        hidden = [member for member in members if not audience.may_name(member.id)]
        self._hidden = {member.id for member in hidden}
        # who may be named first: of two people of one name the text means the one who is known
        self._known = index([*(member for member in members if member.id not in self._hidden), *hidden])
        self._listed = {member.name for member in members if member.id not in self._hidden}
        self._words = {member.name for member in hidden if member.name and " " not in member.name}
        self._held = 0

    def told(self, value: Any) -> Any:
        """The same data with such texts replaced by a bracket; words of ours, and ids, are no texts."""
        return _changed(value, self._text, but=_OURS)

    def notes(self) -> list[str]:
        """What the editor has to know of it."""
        return [f"{self._held} x {HELD_BACK}: ask them, or tell it without the name"] if self._held else []

    def _text(self, text: str) -> str:
        names_nobody = self._hidden.isdisjoint(named(text, self._known)) and self._words.isdisjoint(_words(text))
        if names_nobody or text in self._listed:
            return text
        self._held += 1
        return HELD_BACK


def for_reader(registry: Registry, day: date, value: Any, *, private: bool) -> Any:
    """The same data as a report may hold it: without addresses, and in public without names of who may not be named."""
    return without_addresses(value if private else Outside(registry, day).told(value))


def without_addresses(value: Any) -> Any:
    """The same data without mail addresses and phone numbers."""
    return _changed(value, _bare)


def _bare(text: str) -> str:
    found = list(addresses(text))
    for one in reversed(found):
        text = f"{text[: one.start]}[{one.what}]{text[one.end :]}"
    return text


def _words(text: str) -> Iterator[str]:
    """Words as they are written: of a name that is one word, the case counts."""
    return (word.group() for word in re.finditer(r"[^\W_]+(?:[-'’][^\W_]+)*", text))


def _changed(value: Any, change: Callable[[str], str], but: tuple[str, ...] = ()) -> Any:
    """Plain data with every text in it changed, but what stands under some keys."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: one if key in but else _changed(one, change, but) for key, one in value.items()}
    return [_changed(one, change, but) for one in value] if isinstance(value, list) else value
