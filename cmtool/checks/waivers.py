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
    in_force: dict[tuple[str, str], int] = {}
    for index, waiver in waivers:
        if today <= waiver.until and not waiver.code.startswith(NEVER):
            in_force.setdefault((waiver.code, waiver.record), index)
    used: set[int] = set()
    standing = []
    for finding in findings:
        matching = (in_force.get((finding.code, record)) for record in (finding.record, "*"))
        matches = [index for index in matching if index is not None]
        if matches:
            used.add(min(matches))
        else:
            standing.append(finding)
    return standing, list(_doubtful(community, waivers, used, today))


def _doubtful(
    community: Community, waivers: list[tuple[int, Waiver]], used: set[int], today: date
) -> Iterator[Finding]:
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
