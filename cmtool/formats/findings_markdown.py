"""Findings in Markdown: for a comment on a pull request, or the summary of a step of GitHub Actions.

Every foreign text is escaped and mentions are neutralised. What is over the limit is cut at a line and counted, errors
last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cmtool.finding import Finding
from cmtool.model.addresses import addresses
from cmtool.render.escape import escape_md, visible

COMMENT = 60_000
"""GitHub refuses a comment of more than 65 536 characters; the summary of a step could be 900 000 bytes."""
_LONGEST = 1_000


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
    head = [f"### {_text(heading)}", *(f"\n{_text(text)}" for text in (*more, *notices))]
    public = [finding for finding in findings if not finding.source.private]
    rows = [_row(finding, shown) for finding in sorted(public, key=_weight)]
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
    for number, row in enumerate(rows):
        room -= len(row.encode()) + 1
        if room < 0:
            return f"{kept}\n... and {len(rows) - number} more: `cmtool validate` tells them all\n"
        kept += f"{row}\n"
    return kept


def _row(finding: Finding, shown: Callable[[str], str]) -> str:
    span = finding.span
    has_address = next(addresses(finding.path), None) is not None
    place = "(a path with an address in it)" if has_address else f"{shown(finding.path)}:{span.line}:{span.column}"
    kind = f"due {finding.due.date}" if finding.due else finding.severity or "error"
    hint = f"; {_text(finding.hint)}" if finding.hint else ""
    return f"- {_code(place)} **{finding.code}** {kind}: {_text(finding.message)}{hint}"


def _text(text: str) -> str:
    """A foreign text on one line, cut where nobody would read on."""
    return escape_md(visible(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"))


def _code(text: str) -> str:
    """A place as code; a backtick in it would end it."""
    return f"`{visible(text)[:_LONGEST].replace('`', chr(39))}`"
