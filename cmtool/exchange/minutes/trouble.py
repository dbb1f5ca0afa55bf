"""What stands in the way of reading minutes, each with its line; all of it is told at once."""

from __future__ import annotations

from typing import NamedTuple

from cmtool.errors import CmtoolError

_MOST = 60
"""A message lists as many lines."""


class Trouble(NamedTuple):
    """A line that cannot be read, and what to do."""

    line: int
    text: str


class Unreadable(CmtoolError):
    """Minutes that cannot be read back: every line with its remedy."""

    def __init__(self, troubles: list[Trouble]) -> None:
        self.troubles = sorted(set(troubles))
        told = [f"line {line}: {text}" for line, text in self.troubles[:_MOST]]
        more = len(self.troubles) - _MOST
        told += [f"and {more} more"] if more > 0 else []
        super().__init__("\n".join(told))
