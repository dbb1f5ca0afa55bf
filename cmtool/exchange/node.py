"""Values of a foreign file with the way to them, so that whatever has the wrong shape is refused at its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cmtool.model.plain import Plain
from cmtool.source import Field


class Misshaped(Exception):
    """The file is not of the shape that this import knows: where, and what was expected there."""

    def __init__(self, field: Field, expected: str) -> None:
        super().__init__(expected)
        self.field = field
        self.expected = expected


class Node(NamedTuple):
    """A value and where it stands."""

    value: Any
    field: Field = ()

    def names(self) -> list[str]:
        """The names of the fields in it."""
        if not isinstance(self.value, dict):
            raise Misshaped(self.field, "fields, one a line: 'name: ...'")
        return list(self.value)

    def get(self, name: str) -> Node | None:
        """A field of it; None where it is absent or empty."""
        self.names()
        value = self.value.get(name)
        return None if value is None or value == "" else Node(value, (*self.field, name))

    def need(self, name: str) -> Node:
        """A field that must be there."""
        found = self.get(name)
        if found is None:
            raise Misshaped(self.field, f"a field '{name}'")
        return found

    def items(self, *way: str) -> Iterator[Node]:
        """The items of the list at the end of a way of field names; none where the way ends before."""
        node: Node | None = self
        for name in way:
            node = node.get(name) if node else None
        if node is None:
            return
        if not isinstance(node.value, list):
            raise Misshaped(node.field, "a list, an item a line: '- ...'")
        for index, value in enumerate(node.value):
            yield Node(value, (*node.field, index))

    def text(self) -> str:
        """The text of a scalar, on one line."""
        value = self.value.text if isinstance(self.value, Plain) else self.value
        if not isinstance(value, str) or not value.strip():
            raise Misshaped(self.field, "text")
        return " ".join(value.split())
