"""What an import could not take over: counted by kind, each with a place, never with the value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cmtool.exchange.node import Misshaped, Node
from cmtool.model.addresses import addresses
from cmtool.model.plain import Plain
from cmtool.source import Field

_ADDRESSES = {"mail address": "mail addresses", "phone number": "phone numbers"}
UNKNOWN = "fields that this import does not know"
KEPT = ""
"""The kind of a field that is taken over."""

_MAX_LINE = 2000
_CALENDAR = "@group.calendar.google.com"
"""Ends the id of a shared calendar, which looks like a mail address and is none; links may write it with `%40`."""


class Loss(NamedTuple):
    """Things of one kind that were left behind: how many, and where one of them stands."""

    kind: str
    number: int
    field: Field


class Losses:
    """What was left behind so far."""

    def __init__(self) -> None:
        self._found: dict[str, Loss] = {}

    def add(self, kind: str, field: Field, number: int = 1) -> None:
        """Count something that is left behind."""
        first = self._found.get(kind)
        self._found[kind] = Loss(kind, first.number + number, first.field) if first else Loss(kind, number, field)

    def of_fields(self, node: Node, kinds: Mapping[str, str]) -> None:
        """Count the fields of a node that are not `KEPT`, items of lists one by one."""
        for name in node.names():
            found = node.get(name)
            kind = kinds.get(name, UNKNOWN)
            if found is None or kind == KEPT:
                continue
            number = len(found.value) if isinstance(found.value, list) else 1
            text = found.value.text if isinstance(found.value, Plain) else found.value
            held = next(addresses(text), None) if isinstance(text, str) else None
            kind = _ADDRESSES[held.what] if held else kind
            if number:
                self.add(kind, found.field, number)

    def line(self, node: Node) -> str:
        """The text of a node without the mail addresses and phone numbers in it."""
        text = node.text().replace(_CALENDAR, _CALENDAR.replace("@", "%40"))
        for found in reversed(list(addresses(text))):
            self.add(_ADDRESSES[found.what], node.field)
            text = f"{text[: found.start]}({found.what} removed){text[found.end :]}"
        return short(text, node)

    def in_order(self) -> list[Loss]:
        """The most numerous first."""
        return sorted(self._found.values(), key=lambda loss: (-loss.number, loss.kind))


def short(text: str, node: Node) -> str:
    """The text, which a field of a record can hold on one line."""
    if len(text) > _MAX_LINE:
        raise Misshaped(node.field, f"a text of at most {_MAX_LINE} characters")
    return text
