"""The owner of the contact address is not an active member: mail of newcomers may stay unread.

`contact` is the one door for people who want to join, ask or complain. Its owner reads the mailbox, so it is somebody
who is here: status `active`, not paused and not gone.

Bad:

    contact:
      address: community@meridian.example
      owner: jonas-berg        # status: alumni

Good:

    contact:
      address: community@meridian.example
      owner: liis-tamm

How to fix: give the mailbox to an active member, and name that member as owner.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "CFG102"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The contact owner, if the record can be read."""
    community = registry.community
    owner = registry.members.get(community.contact.owner) if community else None
    if community is None or owner is None or owner.status == "active":
        return
    message = f"contact owner '{owner.id}' is not an active member: status is '{owner.status}'"
    yield community.finding(CODE, ("contact", "owner"), message, hint="name an active member who reads the mailbox")
