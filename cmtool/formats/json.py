"""Findings as JSON: an array of objects with the keys of docs/json.md, in that order."""

from __future__ import annotations

import json as stdlib_json
import re
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

from cmtool.finding import Finding

_OBEYED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]|(?<=##)\\["
)
"""What a terminal would obey, and `##[`, which GitHub's runner takes for a command wherever it stands in a line."""


def json(findings: Sequence[Finding], shown: Callable[[str], str]) -> str:
    """Findings as a JSON array. Those of the overlay never leave the terminal and are left out."""
    return dumps([row(finding, shown) for finding in findings if not finding.source.private])


def row(finding: Finding, shown: Callable[[str], str]) -> dict[str, Any]:
    """One finding as plain data."""
    span, due = finding.span, finding.due
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": shown(finding.path),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "record": finding.record or None,
        "field": finding.field_name or None,
        "message": finding.message,
        "hint": finding.hint or None,
        "due": None
        if due is None
        else {"date": due.date.isoformat(), "who": list(due.who), "command": due.command or None},
    }


def dumps(value: Any) -> str:
    """Plain data as JSON text: UTF-8, two spaces, keys in their order, dates in ISO 8601, nothing that is obeyed."""
    text = stdlib_json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    return _OBEYED.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    raise TypeError(f"{type(value).__name__} is not plain data")
