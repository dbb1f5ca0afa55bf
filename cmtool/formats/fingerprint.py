"""What a finding is known by from one run to the next: rule, record and field, not the line that it stands on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from cmtool.finding import Finding


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """A fingerprint for each finding, none twice: those of one rule at one field are counted."""
    repeated: Counter[tuple[str, str, str]] = Counter()
    told = []
    for finding in findings:
        what = (finding.code, finding.record or finding.path, finding.field_name)
        told.append(_digest(*what, repeated[what]))
        repeated[what] += 1
    return told


def _digest(*parts: str | int) -> str:
    return sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]
