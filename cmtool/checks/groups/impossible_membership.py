"""A person is listed twice in one role at the same time, or still listed after leaving the community.

Two entries of one person are fine if the roles differ, or if one ends before the other starts. An entry that ended on
an unknown day says nothing about the time, so it is left alone. Today may be the last day of somebody who has left.

Bad:

    members:
      - member: ben-okoro
        role: contributor
        since: 2025-01-01
      - member: ben-okoro
        role: contributor
        since: 2026-01-01

Good:

    members:
      - member: ben-okoro
        role: contributor
        since: 2025-01-01
        until: 2025-06-30
      - member: ben-okoro
        role: contributor
        since: 2026-01-01

How to fix: keep one of the two entries, or end the first with `until`; end the entries of people who left.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.group import Group
from cmtool.model.registry import Registry

CODE = "GRP103"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Entries that overlap with one before them, and open ones of people who are gone."""
    for group in registry.all_groups.values():
        if len({(entry.member, entry.role) for entry in group.members}) < len(group.members):
            yield from _overlapping(group)
        yield from _of_the_gone(registry, group, today)


def _overlapping(group: Group) -> Iterator[Finding]:
    held: defaultdict[tuple[str, str], list[tuple[date, date, int]]] = defaultdict(list)
    for index, entry in enumerate(group.members):
        if entry.until != "unknown":
            held[entry.member, entry.role].append((entry.since or date.min, entry.until or date.max, index))
    clashes = {index: other for times in held.values() if len(times) > 1 for index, other in _clashes(times).items()}
    for index, other in sorted(clashes.items()):
        entry = group.members[index]
        message = f"'{entry.member}' is listed twice as '{entry.role}' at the same time, also in members[{other}]"
        hint = "keep one of the entries, or end the earlier one with 'until'"
        yield group.finding(CODE, ("members", index, "member"), message, hint=hint)


def _clashes(times: list[tuple[date, date, int]]) -> dict[int, int]:
    """Entries that overlap with one listed before them. By first day: only the longest so far can reach the next."""
    found: dict[int, int] = {}
    longest: tuple[date, int] | None = None
    for starts, ends, index in sorted(times):
        if starts > ends:
            continue
        if longest and starts <= longest[0]:
            earlier, later = sorted((index, longest[1]))
            found[later] = min(earlier, found.get(later, earlier))
        if longest is None or ends > longest[0]:
            longest = (ends, index)
    return found


def _of_the_gone(registry: Registry, group: Group, today: date) -> Iterator[Finding]:
    for index, entry in enumerate(group.members):
        member = registry.members.get(entry.member)
        if member and member.status in ("alumni", "removed") and entry.goes_on(today):
            message = f"{member.status} member '{member.id}' is still listed as '{entry.role}'"
            hint = f"add 'until: {member.left or 'unknown'}', or correct the person's status"
            yield group.finding(CODE, ("members", index, "member"), message, hint=hint)
