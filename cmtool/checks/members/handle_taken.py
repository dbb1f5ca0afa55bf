"""Two members have the same account on a platform: one of them is wrong, or both are one person.

Platforms do not look at upper and lower case in account names; neither does this rule.

Bad:

    # members/ada-stone.yaml
    links:
      github: adastone

    # members/ada-m-stone.yaml
    links:
      github: AdaStone

Good:

    # members/ada-stone.yaml
    formerly:
      - ada-m-stone
    links:
      github: adastone

How to fix: correct the account, or keep one record of the person.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.member import Member
from cmtool.model.registry import Registry

CODE = "MEM103"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Accounts that stand in two records, at both."""
    owners: dict[tuple[str, str], Member] = {}
    told: set[tuple[str, str]] = set()
    for member in registry.members.values():
        for platform, handle in member.links.items():
            account = (platform, handle.casefold())
            owner = owners.setdefault(account, member)
            if owner is member:
                continue
            yield _taken(member, platform, owner)
            if account not in told:
                told.add(account)
                yield _taken(owner, platform, member)


def _taken(member: Member, platform: str, other: Member) -> Finding:
    message = f"account {platform} '{member.links[platform]}' also stands in {other.ref}"
    return member.finding(CODE, ("links", platform), message, hint="correct it, or keep one record if it is one person")
