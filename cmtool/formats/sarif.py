"""Findings as SARIF 2.1.0, for GitHub's code scanning and other viewers of static analysis.

Paths are relative to the repository, messages hold no private value, and no text of a file is quoted. The fingerprint
is our own: GitHub's `primaryLocationLineHash` is left to the action that uploads, which warns of any that it did not
make.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import cleandoc
from typing import Any
from urllib.parse import quote

from cmtool import __version__
from cmtool.checks import rules
from cmtool.finding import Finding
from cmtool.formats.concise import advice
from cmtool.formats.fingerprint import fingerprints
from cmtool.formats.json import dumps
from cmtool.formats.rules import page, summary

MOST = 25_000
"""Results that GitHub takes of a run."""
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"


def sarif(
    findings: Sequence[Finding], shown: Callable[[str], str], notices: Sequence[str] = (), *, most: int = MOST
) -> str:
    """One run: the rules that have findings, the findings, errors first, and what else is to be told."""
    public = [finding for finding in findings if not finding.source.private]
    told = sorted(zip(public, fingerprints(public), strict=True), key=lambda both: not both[0].is_error)
    left = len(told) - most
    if left > 0:
        notices = [*notices, f"{left} more findings are left out: a run holds at most {most}"]
    codes = sorted({finding.code for finding, _ in told[:most]})
    run = {
        "tool": {"driver": {"name": "cmtool", "version": __version__, "rules": [_rule(code) for code in codes]}},
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": [_notice(text) for text in notices]}
        ],
        "columnKind": "unicodeCodePoints",
        "results": [_result(*both, codes.index(both[0].code), shown) for both in told[:most]],
    }
    return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, Any]:
    """A rule with its page as help."""
    rule = rules()[code]
    return {
        "id": code,
        "shortDescription": {"text": summary(rule)},
        "fullDescription": {"text": summary(rule)},
        "help": {"text": page(rule), "markdown": f"{cleandoc(rule.__doc__ or '')}\n"},
        "defaultConfiguration": {"level": rule.SEVERITY},
    }


def _notice(text: str) -> dict[str, Any]:
    return {"level": "warning", "message": {"text": text}}


def _result(finding: Finding, fingerprint: str, index: int, shown: Callable[[str], str]) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": "note" if finding.due else finding.severity or "error",
        "message": {"text": advice(finding).replace("](", "] (")},  # `[text](address)` would be a link
        "locations": [{"physicalLocation": _location(finding, shown)}],
        "partialFingerprints": {"cmtool/v1": fingerprint},
    }


def _location(finding: Finding, shown: Callable[[str], str]) -> dict[str, Any]:
    span = finding.span
    uri = quote(shown(finding.path), safe="/", errors="surrogateescape")
    return {
        "artifactLocation": {"uri": uri, "uriBaseId": _ROOT},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }
