"""What an exchange with another program had no place for, for a person."""

from __future__ import annotations

from collections.abc import Sequence

from cmtool.render.escape import visible

Losses = Sequence[tuple[str, int, str, int]]
"""Kind, number, and the file and line of one of them."""


def left_behind(losses: Losses) -> str:
    """The losses in their order, each with a place."""
    if not losses:
        return ""
    width = max(len(str(number)) for _, number, _, _ in losses)
    lines = (
        f"  {number:>{width}}  {visible(kind)} (as in {visible(path)}:{line})\n" for kind, number, path, line in losses
    )
    return "left behind:\n" + "".join(lines)
