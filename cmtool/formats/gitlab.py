"""Findings as GitLab's Code Quality report: the array that a job hands over as `artifacts:reports:codequality`.

GitLab knows five severities: an error is `major`, a warning `minor`, what is due is `info`. `critical` and `blocker`
are left to tools that know what stops a release. Two findings of one fingerprint would be shown as one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cmtool.finding import Finding
from cmtool.formats.concise import advice
from cmtool.formats.fingerprint import fingerprints
from cmtool.formats.json import dumps
from cmtool.render.escape import visible


def gitlab(findings: Sequence[Finding], shown: Callable[[str], str]) -> str:
    """A JSON array with the keys that GitLab reads."""
    public = [finding for finding in findings if not finding.source.private]
    return dumps([_row(*both, shown) for both in zip(public, fingerprints(public), strict=True)])


def _row(finding: Finding, fingerprint: str, shown: Callable[[str], str]) -> dict[str, Any]:
    return {
        "description": advice(finding),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _severity(finding),
        # a name that is no Unicode would make the whole report unreadable
        "location": {"path": visible(shown(finding.path)), "lines": {"begin": finding.span.line}},
    }


def _severity(finding: Finding) -> str:
    if finding.due:
        return "info"
    return "minor" if finding.severity == "warning" else "major"
