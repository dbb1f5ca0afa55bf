"""What has no place on the other side: counted by kind, each with the place of one of them, never with the value."""

from __future__ import annotations

from typing import NamedTuple


class Loss(NamedTuple):
    """Things of one kind that are left behind: how many, and where the first of them stands."""

    kind: str
    number: int
    path: str
    line: int


class Losses:
    """What is left behind so far."""

    def __init__(self) -> None:
        self._found: dict[str, Loss] = {}

    def add(self, kind: str, path: str, line: int, number: int = 1) -> None:
        """Count something that is left behind."""
        first = self._found.get(kind, Loss(kind, 0, path, line))
        self._found[kind] = first._replace(number=first.number + number)

    def copy(self) -> Losses:
        """The same counts, to go on with."""
        other = Losses()
        other._found = dict(self._found)
        return other

    def in_order(self) -> list[Loss]:
        """The most numerous first."""
        return sorted(self._found.values(), key=lambda loss: (-loss.number, loss.kind))
