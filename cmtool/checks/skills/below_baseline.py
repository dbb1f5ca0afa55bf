"""Somebody holds a role and is below its baseline in a skill: an offer to learn or to share the role, not a verdict.

`baseline` of a role in `community.yaml` says which levels it needs. The rule compares the confirmed self-evaluations of
people who hold the role, in the community or in a group; a skill that somebody has not evaluated is no finding. It
speaks about single persons, so only private output shows it.

Bad:

    # community.yaml: role triage-lead, baseline: facilitation: 3
    skills:
      - skill: facilitation
        level: 2
        date: 2026-08-30
        state: confirmed

Good:

    skills:
      - skill: facilitation
        level: 3
        date: 2026-10-30
        state: confirmed

How to fix: offer training, a mentor or a second person for the role, or lower the baseline.
"""

from collections.abc import Collection, Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.member import Member, OverlayMember
from cmtool.model.registry import Registry

CODE = "SKL201"
SEVERITY = "warning"
CLOCK = False
PRIVATE = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Confirmed levels below what a held role needs."""
    roles = registry.community.roles if registry.community else {}
    baselines = {id: role.baseline for id, role in roles.items() if role.baseline}
    for id, held in _holders(registry, baselines, today).items():
        member = registry.members.get(id)
        record = member if member is None or member.skills else (registry.overlay or {}).get(id)
        if record is not None:
            for role in held:
                yield from _below(record, role, baselines[role])


def _holders(registry: Registry, wanted: Collection[str], today: date) -> dict[str, dict[str, None]]:
    """The wanted roles of each member who holds one, in the community or in a group."""
    found: dict[str, dict[str, None]] = {}
    for id, member in registry.members.items():
        for held in member.roles:
            if held.role in wanted and held.is_open(today):
                found.setdefault(id, {})[held.role] = None
    for group in registry.all_groups.values():
        for entry in group.members:
            if entry.role in wanted and entry.is_open(today):
                found.setdefault(entry.member, {})[entry.role] = None
    return found


def _below(record: Member | OverlayMember, role: str, baseline: dict[str, int]) -> Iterator[Finding]:
    for index, held in enumerate(record.skills):
        if held.state == "confirmed" and held.level < baseline.get(held.skill, 0):
            message = f"below the baseline of role '{role}' in '{held.skill}'"
            hint = "offer training, a mentor or a second person for the role"
            yield record.finding(CODE, ("skills", index, "level"), message, hint=hint)
