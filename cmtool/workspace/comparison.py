"""The findings of two states compared: what is new, what is settled, and whom none of it may name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from cmtool.finding import Finding
from cmtool.history.identity import Key, Present
from cmtool.model.audience import FORMER
from cmtool.model.community import Community

_COUNT = re.compile(r"^[0-9]+ (\w+?)s?\b")
"""How many a finding is about, `2 members with ..`: one more of them makes no new finding of it."""


def new_and_fixed(
    before: list[Finding], after: list[Finding], present: Present | None = None
) -> tuple[list[Finding], list[Finding]]:
    """Findings of one state alone. Where a finding stands does not count: lines move, and records are renamed."""
    renamed = present.renamed if present else {}
    return without(after, before, renamed), without(before, after, renamed)


def without(findings: list[Finding], others: list[Finding], renamed: Mapping[Key, Key]) -> list[Finding]:
    """The findings that the others do not tell."""
    known = Counter(_what(finding, renamed) for finding in others)
    left = []
    for finding in findings:
        what = _what(finding, renamed)
        if known[what]:
            known[what] -= 1
        else:
            left.append(finding)
    return left


def _what(finding: Finding, renamed: Mapping[Key, Key]) -> tuple[str, str, str]:
    about, message = finding.record or finding.path, _COUNT.sub(r"\1", finding.message)
    for old, new in renamed.items():
        about = new.ref if about == old.ref else about
        message = message.replace(f"'{old.id}'", f"'{new.id}'")
    return finding.code, about, message


def is_waived(finding: Finding, community: Community | None) -> bool:
    """The finding is gone because it is not told any more, which mends nothing."""
    waivers = community.waivers if community else []
    return any(waiver.code == finding.code and waiver.record in (finding.record, "*") for waiver in waivers)


class Gone(NamedTuple):
    """The people whom no finding may name any more."""

    present: Present
    keys: set[Key]

    def left_out(self, findings: list[Finding]) -> list[Finding]:
        """Findings without those about the records of people who are gone, and without their ids in the others."""
        if not self.keys:
            return findings
        refs = {key.ref for key in self.keys}
        return [self._unnamed(finding) for finding in findings if finding.record not in refs]

    def _unnamed(self, finding: Finding) -> Finding:
        ids = "|".join(re.escape(key.id) for key in self.keys)
        named = re.compile(rf"'?(?:\bmembers/)?(?<![a-z0-9-])(?:{ids})(?![a-z0-9-])'?")
        return finding._replace(message=named.sub(FORMER, finding.message), hint=named.sub(FORMER, finding.hint))
