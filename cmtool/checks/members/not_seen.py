"""An active member has taken part in nothing for a long time: the status may not be true any more.

Taking part is attending a meeting, giving an item of its agenda, or being credited in a release. The term is
`policy.inactive_after` days (180). It counts from the last of these, from `joined`, or from the first day of which the
registry holds any evidence, whichever is latest: a registry that was set up last week accuses nobody.

Bad:

    # nothing since the meeting of 2026-01-20
    status: active

Good:

    status: paused

How to fix: talk with the person first. Then set `status: paused`, or `status: alumni` with `left`. Somebody who helps
where no minutes are kept gets a waiver in `community.yaml`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

CODE = "MEM201"
SEVERITY: Final = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day on which each active member will have been silent for too long."""
    after, start = registry.policy.inactive_after, registry.evidence_since
    if after is None or start is None:
        return
    who, seen = registry.managers(today), registry.last_seen
    told: dict[tuple[date | None, date | None], tuple[str, Due]] = {}
    for id, member in registry.members.items():
        if member.status != "active":
            continue
        joined = member.joined if member.joined.__class__ is date else None
        counted = (seen.get(id), joined)
        if counted not in told:
            told[counted] = _message(*counted), Due(days_after(max(filter(None, (start, *counted))), after), who)
        message, due = told[counted]
        hint = f"talk with the person, then set 'status' in {member.source.path} to paused or alumni"
        yield Finding(CODE, member.source, ("status",), message, hint, member.ref, SEVERITY, due)


def _message(seen: date | None, joined: date | None) -> str:
    if seen and (joined is None or joined <= seen):
        return f"no evidence of activity since {seen}"
    return f"no evidence of activity since joining on {joined}" if joined else "no evidence of activity yet"
