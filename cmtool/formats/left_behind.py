"""What an exchange with another registry did, and what it left behind, for a person."""

from __future__ import annotations

from collections.abc import Sequence

from cmtool.render.escape import visible


def told(head: str, notes: Sequence[str], losses: Sequence[tuple[str, int, str, int]]) -> str:
    """What was made, what to know, and losses: kind, number, and the file and line of one of them."""
    parts = [head, "".join(f"note: {visible(note)}\n" for note in notes), left_behind(losses)]
    return "\n".join(part for part in parts if part)


def left_behind(losses: Sequence[tuple[str, int, str, int]]) -> str:
    """The losses, the most numerous first, each with a place."""
    if not losses:
        return ""
    width = max(len(str(number)) for _, number, _, _ in losses)
    lines = (
        f"  {number:>{width}}  {visible(kind)} (as in {visible(path)}:{line})\n" for kind, number, path, line in losses
    )
    return "left behind:\n" + "".join(lines)
