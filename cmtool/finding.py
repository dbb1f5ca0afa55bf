"""What cmtool says about data: findings, obligations, and where they point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, NamedTuple

from cmtool.source import Field, Source, Span

Severity = Literal["error", "warning"]


class Due(NamedTuple):
    """An obligation: its date, who should settle it (member ids), and the command or edit that does."""

    date: date
    who: tuple[str, ...] = ()
    command: str = ""


class Finding(NamedTuple):
    """Something wrong with the data, or with `due` an obligation, at a field of a file.

    `severity` is None until the runner fills in that of the rule. `offsets` (code points) points where no field can.
    """

    code: str
    source: Source
    field: Field
    message: str
    hint: str = ""
    record: str = ""
    severity: Severity | None = None
    due: Due | None = None
    offsets: tuple[int, int] | None = None
    at_key: bool = False

    @property
    def path(self) -> str:
        """The file, from the registry's folder."""
        return self.source.path

    @property
    def span(self) -> Span:
        """Where it points, in lines and columns."""
        start, end = self.offsets or self.source.locate(self.field, key=self.at_key)
        return self.source.span(start, end)

    @property
    def field_name(self) -> str:
        """The field as people write it: `members[3].role`."""
        return field_name(self.field)

    @property
    def is_error(self) -> bool:
        """It fails validation."""
        return self.severity == "error"


def field_name(field: Field) -> str:
    """A path as people write it: `members[3].role`."""
    text = ""
    for part in field:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


MAX_IN_FILE = 100
"""Findings that are told of one file: a file of 256 KiB may have 50 000, which nobody reads and every log suffers."""


def bounded(findings: Iterable[Finding]) -> list[Finding]:
    """Findings, of each file at most `MAX_IN_FILE`, errors first, and one that says that there are more."""
    by_path: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_path[finding.path].append(finding)
    told: list[Finding] = []
    for found in by_path.values():
        if len(found) > MAX_IN_FILE:
            found.sort(key=lambda finding: not finding.is_error)
            last = found[MAX_IN_FILE]
            message = f"more than {MAX_IN_FILE} findings in this file: the others are not told"
            found[MAX_IN_FILE:] = [
                Finding(last.code, last.source, (), message, "mend these first", last.record, last.severity)
            ]
        told += found
    return told


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by place, then code, each once: the order of every output."""
    placed: dict[tuple[Any, ...], Finding] = {}
    for finding in findings:
        placed.setdefault((finding.path, *finding.span, finding.code, finding.message), finding)
    return [placed[key] for key in sorted(placed)]
