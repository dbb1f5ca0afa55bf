"""What a finding is known by from one run to the next: rule, record and field, not its line or its place in a list."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from cmtool.finding import Finding


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """A fingerprint for each finding, none twice: those of one rule at one field are counted.

    Which item of a list it is does not count: another one before it would make a new finding of each that follows.
    """
    repeated: Counter[tuple[str, str, str]] = Counter()
    told = []
    for finding in findings:
        field = ".".join(part for part in finding.field if isinstance(part, str))
        what = (finding.code, finding.record or finding.path, field)
        told.append(_digest(*what, repeated[what]))
        repeated[what] += 1
    return told


def _digest(*parts: str | int) -> str:
    return sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]
