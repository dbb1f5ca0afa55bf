"""What an import made and what it left behind, for a person."""

from __future__ import annotations

from collections.abc import Sequence

from cmtool.render.escape import visible


def imported(
    made: str,
    undated: Sequence[tuple[str, str]],
    notices: Sequence[str],
    losses: Sequence[tuple[str, int, int]],
    file: str,
) -> str:
    """What was made, the meeting series that wait for a date, notices, and losses with their number and a line."""
    parts = [
        made,
        _undated(undated),
        "".join(f"note: {visible(notice)}\n" for notice in notices),
        _losses(losses, file),
    ]
    return "\n".join(part for part in parts if part)


def _undated(series: Sequence[tuple[str, str]]) -> str:
    if not series:
        return ""
    head = (
        f"{len(series)} meeting series have no calendar, as the file tells no date of theirs; add 'starts' to each:\n"
    )
    return head + "".join(f"  {visible(f'{name}: {words}' if words else name)}\n" for name, words in series)


def _losses(losses: Sequence[tuple[str, int, int]], file: str) -> str:
    if not losses:
        return ""
    width = max(len(str(number)) for _, number, _ in losses)
    lines = (f"  {number:>{width}}  {visible(kind)} (as in line {line})\n" for kind, number, line in losses)
    return f"left behind in {visible(file)}:\n" + "".join(lines)
