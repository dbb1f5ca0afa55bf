"""Findings as GitHub workflow commands: annotations on a pull request, within GitHub's limits.

GitHub keeps 10 annotations of a kind for each step and 50 for a job, so errors come first and the rest is counted; one
step gives 30 at most. Foreign text can hold commands of its own: `visible` keeps it on one line and breaks `##[`, and
data and properties are escaped (safety.md O6).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cmtool.finding import Finding
from cmtool.formats.concise import advice
from cmtool.render.escape import visible

PER_KIND = 10
_KINDS = ("error", "warning", "notice")


def github(findings: Sequence[Finding], shown: Callable[[str], str]) -> str:
    """Annotations, errors first, at most `PER_KIND` of a kind, then one line that counts what is left."""
    public = [finding for finding in findings if not finding.source.private]
    lines, left = [], 0
    for kind in _KINDS:
        found = [finding for finding in public if _kind(finding) == kind]
        lines += [_command(kind, finding, shown) for finding in found[:PER_KIND]]
        left += max(0, len(found) - PER_KIND)
    if left:
        lines.append(f"+{left} more, not shown here: see `cmtool validate`")
    return "".join(line + "\n" for line in lines)


def _kind(finding: Finding) -> str:
    """What is due is a notice: it fails nothing."""
    return "notice" if finding.due else finding.severity or "error"


def _command(kind: str, finding: Finding, shown: Callable[[str], str]) -> str:
    span = finding.span
    is_in_line = span.end_line == span.line  # GitHub takes columns only of one line
    properties = {
        "file": shown(finding.path),
        "line": span.line,
        "endLine": span.end_line,
        "col": span.column if is_in_line else None,
        "endColumn": max(span.end_column - 1, span.column) if is_in_line else None,
        "title": finding.code,
    }
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    return f"::{kind} {told}::{_data(advice(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
