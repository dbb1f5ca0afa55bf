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
    due = f" [due {finding.due.date}]" if finding.due else ""
    return visible(f"{place(finding, shown)} {finding.code} {finding.severity} {finding.message}{due}")


def place(finding: Finding, shown: Callable[[str], str]) -> str:
    """`path:line:column`; a file whose name GitHub's runner would obey at the start of a line is told as `./name`."""
    path, span = shown(finding.path), finding.span
    return f"{'./' if path.lstrip().startswith('::') else ''}{path}:{span.line}:{span.column}"


def advice(finding: Finding) -> str:
    """What is wrong and what to do, on one line."""
    return visible(finding.message + (f" ({finding.hint})" if finding.hint else ""))
