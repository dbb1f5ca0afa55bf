"""What making one of two records consists of: edits, conflicts that somebody settles, and what is joined unasked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from cmtool.model.edit import Edit

Side = Literal["keep", "gone"]
Choose = Callable[[str], Side | None]
"""The side that somebody chose for a field as people write it; None where nobody did."""


class Conflict(NamedTuple):
    """A field in which two records differ: what each says, None where no message may repeat it, and what was chosen."""

    field: str
    keep: str | None
    gone: str | None
    chosen: Side | None = None


class Joined(NamedTuple):
    """An entry that was two, and in words what of them is not kept, for which nobody is asked."""

    field: str
    text: str


Step = Edit | Conflict | Joined

HIDDEN = "what they say differently is kept of one of them (not shown)"
"""Told of entries whose values no message may repeat."""
