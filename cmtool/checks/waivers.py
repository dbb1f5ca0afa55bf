"""Waivers of `community.yaml`: warnings that a community silences for a reason, until a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cmtool.checks import rules
from cmtool.finding import Finding
from cmtool.model.community import Community, Waiver
from cmtool.model.kinds import KINDS
from cmtool.model.registry import Registry
from cmtool.suggestion import did_you_mean, nearest

NEVER = ("YML", "SCH", "FIL", "PRV101", "PRV102")
"""What no waiver silences: files that cannot be judged, and leaks."""


def apply(findings: Iterable[Finding], registry: Registry, today: date) -> tuple[list[Finding], list[Finding]]:
    """The findings that stand, and CFG106 for each waiver that is expired, forbidden, unknown or not needed."""
    community = registry.community
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
    return standing, list(_doubtful(registry, community, waivers, used, today))


def _doubtful(
    registry: Registry, community: Community, waivers: list[tuple[int, Waiver]], used: set[int], today: date
) -> Iterator[Finding]:
    known = rules()
    for index, waiver in waivers:
        what = f"waiver for {waiver.code} on '{waiver.record}'"
        if waiver.code not in known:
            told = f"no rule '{waiver.code}'{did_you_mean(nearest(waiver.code, known))}"
            alike = ", ".join(code for code in known if code[:3] == waiver.code[:3])
            hint = (
                f"write one of {alike}, or remove it" if alike else "write the code as findings show it, or remove it"
            )
            yield community.finding("CFG106", ("waivers", index, "code"), told, hint=hint, severity="warning")
            continue
        if waiver.code.startswith(NEVER):
            message, hint = f"{what} has no effect: this rule is never waived", "remove the waiver and mend the record"
        elif index not in used and not _is_known(registry, waiver.record):
            told = f"no record '{waiver.record}'{did_you_mean(_nearest(registry, waiver.record))}"
            hint = "correct the reference, or remove the waiver"
            yield community.finding("CFG106", ("waivers", index, "record"), told, hint=hint, severity="warning")
            continue
        elif today > waiver.until:
            message, hint = f"{what} expired on {waiver.until}", "mend the record, or renew the waiver with its reason"
        elif index not in used:
            message, hint = f"{what}: nothing needs it any more", "remove it"
        else:
            continue
        yield community.finding("CFG106", ("waivers", index), message, hint=hint, severity="warning")


def _is_known(registry: Registry, record: str) -> bool:
    """The waiver is about all records, or one that exists, readable or not."""
    folder, _, id = record.partition("/")
    return record in ("*", "community") or (folder in KINDS and registry.is_known(folder, id))


def _nearest(registry: Registry, record: str) -> str | None:
    """The reference that was probably meant: the right folder, or the nearest id in it."""
    folder, _, id = record.partition("/")
    wanted = folder if folder in KINDS else nearest(folder, KINDS)
    if wanted is None:
        return None
    known = id if registry.is_known(wanted, id) else nearest(id, registry.records[wanted])
    return f"{wanted}/{known}" if known else None
