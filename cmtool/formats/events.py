"""Changes with their commits, as a table, JSON, Markdown or CSV; the oldest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from cmtool.finding import Finding
from cmtool.formats.json import dumps
from cmtool.formats.json import row as finding
from cmtool.formats.table import Table
from cmtool.model.change import Line, Row
from cmtool.render.escape import escape_md, visible


def table(lines: Sequence[Line]) -> Table:
    """A line for each sentence: day, commit, record, what, by whom."""
    headers = ("date", "commit", "author", "record", "what")
    cells = [(_day(one), one.commit.id[:8], one.commit.author.name, one.record, one.text) for one in lines]
    return Table(headers, cells, [])


def _day(line: Line) -> str:
    return line.when.date().isoformat()


def json(rows: Sequence[Row]) -> str:
    """The changes as a JSON array."""
    return dumps([event(row) for row in rows])


def event(row: Row) -> dict[str, Any]:
    """A change for JSON, its keys as in docs/json.md; what is not committed has no commit."""
    commit = row.commit
    return {
        "when": row.when.isoformat() if row.when else None,
        "commit": commit.id if commit else None,
        "author": str(commit.author) if commit else None,
        "committer": str(commit.committer) if commit else None,
        "signature": (commit.signature or None) if commit else None,
        "record": row.record,
        "field": row.change.field_name or None,
        "action": row.change.action,
        "before": row.change.before,
        "after": row.change.after,
        "text": row.text,
    }


def difference_json(
    rows: Sequence[Row], new: Sequence[Finding], fixed: Sequence[Finding], shown: Callable[[str], str]
) -> str:
    """What a change means, with the findings that it brings and settles."""
    findings = {"new": [finding(one, shown) for one in new], "fixed": [finding(one, shown) for one in fixed]}
    return dumps({"events": [event(row) for row in rows], "findings": findings})


def markdown(lines: Sequence[Line], title: str) -> str:
    """The sentences by day, for a page."""
    parts = [f"# {escape_md(visible(title))}\n"]
    for day, found in groupby(lines, _day):
        items = [f"- {escape_md(visible(one.record))}: {escape_md(visible(one.text))}\n" for one in found]
        parts.append(f"\n## {day}\n\n{''.join(items)}")
    return "".join(parts)
