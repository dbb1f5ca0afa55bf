"""What an import made and what it left behind, for a person."""

from __future__ import annotations

from collections.abc import Sequence

from cmtool.formats.left_behind import Losses, left_behind
from cmtool.render.escape import visible


def imported(made: str, notes: Sequence[str], losses: Losses, undated: Sequence[tuple[str, str]] = ()) -> str:
    """What was made, the meeting series that wait for a date, what to know, and losses."""
    parts = [made, _undated(undated), "".join(f"note: {visible(note)}\n" for note in notes), left_behind(losses)]
    return "\n".join(part for part in parts if part)


def _undated(series: Sequence[tuple[str, str]]) -> str:
    if not series:
        return ""
    head = (
        f"{len(series)} meeting series have no calendar, as the file tells no date of theirs; add 'starts' to each,\n"
        "with 'month_rule' where they meet on a weekday of the month:\n"
    )
    return head + "".join(f"  {visible(f'{name}: {words}' if words else name)}\n" for name, words in series)
