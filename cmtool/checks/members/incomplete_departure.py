"""Somebody who left is still listed as if they were here, or a removed person's data is still here.

An alumnus keeps the record with the last day, `left`, and holds no role and no membership beyond it. Of a removed
person only the id and `status: removed` stay, so that old minutes and counts remain right.

Bad:

    name: Ben Okoro
    status: alumni
    roles:
      - role: ambassador
        since: 2024-03-01

Good:

    name: Ben Okoro
    status: alumni
    left: 2026-06-30
    roles:
      - role: ambassador
        since: 2024-03-01
        until: 2026-06-30

How to fix: add `left` (a day, or `unknown`), end roles and memberships with `until`; delete every other field of a
removed person.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.addresses import named
from cmtool.model.member import Member
from cmtool.model.registry import Registry

CODE = "MEM101"
SEVERITY = "error"
CLOCK = False

_KEPT = ("status", "formerly")


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Alumni who are not quite gone, and removed members of whom more than the status is left."""
    for member in registry.members.values():
        if member.status == "alumni":
            yield from _still_here(registry, member, today)
        elif member.status == "removed":
            yield from _still_known(member)


def _still_here(registry: Registry, member: Member, today: date) -> Iterator[Finding]:
    if member.left is None:
        hint = "add the last day, 'left: 2026-03-31', or 'left: unknown'"
        yield member.finding(CODE, "status", "alumni without 'left'", hint=hint)
    until = f"'until: {member.left}'" if isinstance(member.left, date) else "'until' with the last day"
    for index, held in enumerate(member.roles):
        if held.goes_on(today):
            message = f"alumni still holds the role '{held.role}'"
            yield member.finding(CODE, ("roles", index, "role"), message, hint=f"add {until}, or correct the status")
    places = registry.places.get(member.id, ())
    groups = dict.fromkeys(f"'{place.group.id}'" for place in places if place.membership.goes_on(today))
    if groups:
        message = f"alumni is still listed in {', '.join(groups)}"
        yield member.finding(CODE, "status", message, hint=f"add {until} there, or correct the status")


def _still_known(member: Member) -> Iterator[Finding]:
    kept = [name for name in member.source.top_keys() if name not in _KEPT]
    if kept:
        message = f"removed member keeps more than the status: {', '.join(map(named, kept))}"
        yield member.finding(CODE, "status", message, hint="delete everything but 'status' (and 'formerly')")
