"""Lines of a comment in Markdown: foreign text that can do nothing in it, and a finding on one line."""

from __future__ import annotations

from collections.abc import Callable

from cmtool.finding import Finding
from cmtool.model.addresses import addresses
from cmtool.render.escape import escape_md, visible

COMMENT = 60_000
"""GitHub refuses a comment of more than 65 536 characters; the summary of a step could be 900 000 bytes."""
_LONGEST = 400


def row(finding: Finding, shown: Callable[[str], str]) -> str:
    """A finding as an item of a list: where, which rule, how grave, what and what to do."""
    span = finding.span
    place = code(f"{without_address(finding.path, shown)}:{span.line}:{span.column}")
    kind = f"due {finding.due.date}" if finding.due else finding.severity or "error"
    hint = f"; {text(finding.hint)}" if finding.hint else ""
    return f"- {place} **{finding.code}** {kind}: {text(finding.message)}{hint}"


def text(foreign: str) -> str:
    """A foreign text on one line, cut where nobody would read on."""
    return escape_md(visible(foreign if len(foreign) <= _LONGEST else f"{foreign[:_LONGEST]}…"))


def code(foreign: str) -> str:
    """An id, path or hash as code; a backtick in it would end it."""
    return f"`{visible(foreign)[:_LONGEST].replace('`', chr(39))}`"


def without_address(path: str, shown: Callable[[str], str]) -> str:
    """A path for its reader; not the one into which somebody wrote an address."""
    return "(a path with an address in it)" if next(addresses(path), None) is not None else shown(path)
