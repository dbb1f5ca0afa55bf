"""A self-evaluation cannot be right: no such level, a skill listed twice or retired, or an endorsement that is none.

Levels are 1 to 5, of the person and of those who endorse. An endorsement is a colleague's word: nobody endorses
themselves, and nobody endorses one skill of a person twice.

Bad:

    skills:
      - skill: openapi
        level: 6
        date: 2026-08-30
        state: confirmed

Good:

    skills:
      - skill: openapi
        level: 4
        date: 2026-08-30
        state: confirmed
        endorsed:
          - by: jonas-berg
            date: 2026-09-02
            level: 4

How to fix: correct the level (1 learning it; 2 with help; 3 on my own; 4 hard cases; 5 I teach it), keep one entry for
each skill and one endorsement from each colleague, and drop skills that the catalogue has retired.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.member import Member, MemberSkill, OverlayMember
from cmtool.model.registry import Registry

CODE = "SKL101"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Impossible entries under `skills`, in the registry and in the overlay."""
    retired = {id for id, skill in registry.skills.items() if skill.status == "retired"}
    records: list[Member | OverlayMember] = [*registry.members.values(), *(registry.overlay or {}).values()]
    for record in records:
        seen: set[str] = set()
        for index, held in enumerate(record.skills):
            if held.skill in seen:
                yield _misplaced(
                    record, index, f"skill '{held.skill}' is listed twice", "keep the entry that is true today"
                )
            elif held.skill in retired:
                yield _misplaced(record, index, f"skill '{held.skill}' is retired", "remove the entry")
            seen.add(held.skill)
            if not 1 <= held.level <= 5:
                yield _no_level(record, held.level, ("skills", index, "level"))
            if held.endorsed:
                yield from _endorsements(record, index, held)


def _misplaced(record: Member | OverlayMember, index: int, message: str, hint: str) -> Finding:
    return record.finding(CODE, ("skills", index, "skill"), message, hint=hint)


def _endorsements(record: Member | OverlayMember, index: int, held: MemberSkill) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, word in enumerate(held.endorsed):
        place = ("skills", index, "endorsed", number)
        if word.by == record.id:
            yield record.finding(CODE, (*place, "by"), f"'{word.by}' endorses themselves", hint="remove the entry")
        elif word.by in seen:
            message = f"'{word.by}' endorses '{held.skill}' twice"
            yield record.finding(CODE, (*place, "by"), message, hint="keep the newer entry")
        seen.add(word.by)
        if not 1 <= word.level <= 5:
            yield _no_level(record, word.level, (*place, "level"))


def _no_level(record: Member | OverlayMember, level: int, field: tuple[str | int, ...]) -> Finding:
    return record.finding(CODE, field, f"level {level} is not one of 1 to 5", hint="1 is learning it, 5 is teaching it")
