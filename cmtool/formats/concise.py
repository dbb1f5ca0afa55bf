"""One finding a line: `path:line:column CODE severity message`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cmtool.finding import Finding
from cmtool.render.escape import visible


def concise(findings: Sequence[Finding], shown: Callable[[str], str]) -> str:
    """Findings a line each; `shown` makes a registry path one for the reader."""
    return "".join(line(finding, shown) + "\n" for finding in findings)


def line(finding: Finding, shown: Callable[[str], str]) -> str:
    """One finding as one line."""
    span = finding.span
    due = f" [due {finding.due.date}]" if finding.due else ""
    place = f"{shown(finding.path)}:{span.line}:{span.column}"
    return visible(f"{place} {finding.code} {finding.severity} {finding.message}{due}")
