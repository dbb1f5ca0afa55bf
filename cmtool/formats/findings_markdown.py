"""Findings in Markdown: for a comment on a pull request, or the summary of a step of GitHub Actions.

Every foreign text is escaped and mentions are neutralised. What is over the limit is cut at a line and counted, errors
last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cmtool.finding import Finding
from cmtool.formats.markdown_lines import COMMENT, row, text


def markdown(
    findings: Sequence[Finding],
    summary: str,
    shown: Callable[[str], str],
    notices: Sequence[str] = (),
    *,
    most: int = COMMENT,
) -> str:
    """A heading, then a line for each finding: errors, warnings, what is due. `most` counts bytes of UTF-8."""
    heading, *more = summary.splitlines()
    head = [f"### {text(heading)}", *(f"\n{text(line)}" for line in (*more, *notices))]
    public = [finding for finding in findings if not finding.source.private]
    rows = [row(finding, shown) for finding in sorted(public, key=_weight)]
    told = "".join(f"{line}\n" for line in (*head, ""))
    if not rows:
        return f"{told}Nothing to mend.\n"
    return told + _within(rows, most - len(told.encode()))


def _weight(finding: Finding) -> tuple[bool, bool]:
    return finding.due is not None, finding.severity == "warning"


def _within(rows: Sequence[str], room: int) -> str:
    """The rows that there is room for, and how many others there are."""
    room -= 100  # for the line that counts
    kept = ""
    for number, line in enumerate(rows):
        room -= len(line.encode()) + 1
        if room < 0:
            return f"{kept}\n... and {len(rows) - number} more: `cmtool validate` tells them all\n"
        kept += f"{line}\n"
    return kept
