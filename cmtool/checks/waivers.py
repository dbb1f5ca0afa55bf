"""Waivers of `community.yaml`: warnings that a community silences for a reason, until a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.community import Community, Waiver

NEVER = ("YML", "SCH", "FIL", "PRV101", "PRV102")
"""What no waiver silences: files that cannot be judged, and leaks."""


def apply(findings: Iterable[Finding], community: Community | None, today: date) -> tuple[list[Finding], list[Finding]]:
    """The findings that stand, and CFG106 for each waiver that is expired, forbidden or not needed any more."""
    waivers = list(enumerate(community.waivers)) if community else []
    if community is None or not waivers:
        return list(findings), []
    used: set[int] = set()
    standing = []
    for finding in findings:
        match = next((index for index, waiver in waivers if _silences(waiver, finding, today)), None)
        if match is None:
            standing.append(finding)
        else:
            used.add(match)
    return standing, list(_doubtful(community, waivers, used, today))


def _silences(waiver: Waiver, finding: Finding, today: date) -> bool:
    return (
        waiver.code == finding.code
        and waiver.record in ("*", finding.record)
        and today <= waiver.until
        and not waiver.code.startswith(NEVER)
    )


def _doubtful(community: Community, waivers: list[tuple[int, Waiver]], used: set[int], today: date) -> Iterator[Finding]:
    for index, waiver in waivers:
        what = f"waiver for {waiver.code} on '{waiver.record}'"
        if waiver.code.startswith(NEVER):
            message, hint = f"{what} has no effect: this rule is never waived", "remove the waiver and mend the record"
        elif today > waiver.until:
            message, hint = f"{what} expired on {waiver.until}", "mend the record, or renew the waiver with its reason"
        elif index not in used:
            message, hint = f"{what}: nothing needs it any more", "remove it"
        else:
            continue
        yield community.finding("CFG106", ("waivers", index), message, hint=hint, severity="warning")
