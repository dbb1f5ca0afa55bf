"""Two records bear the same name: probably they are one person.

Upper and lower case, accents, punctuation and the order of the words do not matter: `Diallo, Amina` is `Amina Diallo`.

Bad:

    # members/zoe-marin.yaml
    name: Zoë Marin

    # members/marin-zoe.yaml
    name: MARIN Zoe

Good:

    # members/zoe-marin.yaml
    name: Zoë Marin
    formerly:
      - marin-zoe

How to fix: keep one record and add the id of the other to its `formerly`. For two people of one name, add a waiver in
`community.yaml`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.member import Member
from cmtool.model.names import person
from cmtool.model.registry import Registry

CODE = "MEM203"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Records whose name another record before them bears."""
    first: dict[str, Member] = {}
    for member in registry.members.values():
        if member.name is None:
            continue
        other = first.setdefault(person(member.name), member)
        if other is not member:
            hint = "if so, keep one record and add the other id to its 'formerly'; if not, waive it"
            yield member.finding(CODE, "name", f"probably the same person as {other.ref}", hint=hint)
