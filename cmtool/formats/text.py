"""Findings for a person: place, rule, message, the line of YAML with a caret, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cmtool.finding import Finding
from cmtool.formats.concise import place
from cmtool.model.community import Community
from cmtool.model.fields import visibility
from cmtool.model.kinds import KINDS
from cmtool.model.record import Visibility
from cmtool.render.escape import visible

Paint = Callable[[str, str], str]
"""Style and text to text: "error", "warning", "place", "caret", "hint", "dim"."""

_WIDTH = 110
_OPEN = ("community", "groups/", "meetings/", "skills/", "needs/")
"""Records without private fields: a line of theirs may be shown even where it could not be read."""
_LEADING_KEY = re.compile(r"[ -]*[a-z_][a-z0-9_-]*[ ]?:?(?=[ :]|$)")
_ADDRESS = re.compile(r"[^\s@'\"<>]+@[^\s@'\"<>]+|\+[0-9][0-9 ().-]{6,18}[0-9]")


def plain_paint(style: str, text: str) -> str:
    """No colour."""
    return text


def text(findings: Sequence[Finding], shown: Callable[[str], str], paint: Paint = plain_paint) -> str:
    """Findings with their lines; a blank line between two."""
    return "\n".join(_one(finding, shown, paint) for finding in findings)


def _one(finding: Finding, shown: Callable[[str], str], paint: Paint) -> str:
    span = finding.span
    severity = finding.severity or "error"
    head = f"{paint('place', visible(place(finding, shown)))} {finding.code} {paint(severity, severity)}"
    lines = [f"{head} {visible(finding.message)}"]
    excerpt = _excerpt(finding)
    if excerpt is not None:
        shown_line, caret = excerpt
        gutter = " " * len(str(span.line))
        lines += [
            f"  {paint('dim', gutter + ' |')}",
            f"  {paint('dim', f'{span.line} |')} {shown_line}",
            f"  {paint('dim', gutter + ' |')} {paint('caret', caret)}",
        ]
    if finding.due:
        lines.append(f"  {paint('dim', '= due:')} {finding.due.date}{_who(finding)}")
    if finding.hint:
        lines.append(f"  {paint('hint', '= help:')} {visible(finding.hint)}")
    if finding.due and finding.due.command:
        lines.append(f"  {paint('hint', '= settle:')} {visible(finding.due.command)}")
    return "\n".join(lines) + "\n"


def _who(finding: Finding) -> str:
    who = finding.due.who if finding.due else ()
    return f" ({', '.join(who)})" if who else ""


def _excerpt(finding: Finding) -> tuple[str, str] | None:
    """The line and a caret under the place; None where nothing of the line may be shown."""
    span, source = finding.span, finding.source
    if not source.text or source.private:
        return None
    line = source.line(span.line)
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    end = max(end, start + 1)
    before, marked, after = line[:start], line[start:end], line[end:]
    if _is_hidden(finding):
        marked = "•" * len(marked)
    elif _may_hide_anything(finding):
        before, marked, after = _keys_only(before, marked, after)
    if "{" in line and ":" in line:  # several fields on one line: any of the others may be private
        before, after = _bare(before), " •••" if after.strip(" }]") else after
    after = _hidden_rest(finding, after)
    cut = max(0, len(before) - _WIDTH // 2)
    before = ("…" if cut else "") + before[cut:]
    room = max(_WIDTH - len(before), 20)
    said = (
        visible(_ADDRESS.sub("•••", before)),
        visible(_ADDRESS.sub("•••", marked[:room])),
        visible(_ADDRESS.sub("•••", after[: max(room - len(marked), 0)])),
    )
    caret = " " * cells(said[0]) + "^" * max(1, min(cells(said[1]), room))
    return "".join(said).rstrip(), caret


def _may_hide_anything(finding: Finding) -> bool:
    """The line could not be read, and the file holds personal data: no value of it is shown."""
    return finding.code.startswith("YML10") and finding.code != "YML106" and not finding.record.startswith(_OPEN)


def _keys_only(before: str, marked: str, after: str) -> tuple[str, str, str]:
    """A line with dots for whatever stands behind its first colon."""
    line = before + marked + after
    key = _LEADING_KEY.match(line)
    shown = line[: key.end()] if key else ""
    dots = "".join(c if c.isspace() else "•" for c in line[len(shown) :])
    line = shown + dots
    return line[: len(before)], line[len(before) : len(before) + len(marked)], line[len(before) + len(marked) :]


def _bare(before: str) -> str:
    """What stands before a value in a flow mapping, without other values: `- {name: ••• `."""
    key, colon, _ = before.partition(":")
    return f"{key}: ••• " if colon else before


def _is_hidden(finding: Finding) -> bool:
    """The value may not be shown: a leak, or a field that only few may see."""
    if finding.code in ("PRV101", "PRV102"):
        return not finding.at_key
    if finding.at_key or not finding.field:
        return False
    folder = finding.record.partition("/")[0]
    model = KINDS.get(folder) or (Community if finding.record == "community" else None)
    return model is not None and visibility(model, finding.field) >= Visibility.PRIVATE


def _hidden_rest(finding: Finding, after: str) -> str:
    """The value behind an unknown key may be anything, an address or a diagnosis: it is not shown."""
    if finding.code in ("SCH101", "PRV102") and finding.at_key and after.strip(" :"):
        return ": •••"
    return after


def cells(text: str) -> int:
    """Terminal columns of a text: wide East Asian characters take two, combining ones none."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
