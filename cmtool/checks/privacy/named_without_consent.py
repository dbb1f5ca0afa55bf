"""Something published names a person who did not consent to being listed.

Names of members are published only with their word: `consents.listing` holds the day on which it was given. Authors of
released versions are credited in public, so each of them needs it; a version that is retired stays published. The
person of a published spotlight needs it too, until the spotlight is withdrawn, and so do the `members` of an activity
that was said in public (`public: true`). The credit itself is a fact and stays in the record with an id that says
nothing, once a person is `removed`.

Bad:

    versions:
      - version: "2.0"
        status: released
        authors:
          - amina-diallo       # consents: {listing: declined}

Good:

    consents:                  # members/amina-diallo.yaml
      listing: 2025-03-04

How to fix: ask the person, and write down the day of the answer; or leave the name out of `authors` or `members`. A
post that is out is taken down: `cmtool spotlight withdraw ID`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cmtool.finding import Finding
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.source import Field

CODE = "PRV103"
SEVERITY = "error"
CLOCK = False


class _Named(NamedTuple):
    """Somebody who is named by something published: where, what it is, and how it stops naming them."""

    record: Record
    field: Field
    what: str
    id: str
    remedy: str = "leave the name out"


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Everybody whom something published names without consent to listing."""
    given = registry.consent_day(today)
    for found in _named(registry):
        member = registry.members.get(found.id)
        if member is None or member.status == "removed" or member.consents_to("listing", given):
            continue
        message = f"{found.what} names '{found.id}', who did not consent to listing"
        hint = f"ask, and set `consents.listing` of {member.ref} to the day; or {found.remedy}"
        yield found.record.finding(CODE, found.field, message, hint=hint)


def _named(registry: Registry) -> Iterator[_Named]:
    """Authors of released and retired versions, people of published spotlights, and of what was said in public."""
    for group in registry.all_groups.values():
        for index, product in enumerate(group.products):
            for number, version in enumerate(product.versions):
                if version.is_published:
                    what = f"{version.status} version {version.version}"
                    for place, author in enumerate(version.authors):
                        yield _Named(group, ("products", index, "versions", number, "authors", place), what, author)
    for activity in registry.all_activities.values():
        if activity.public:
            for place, member in enumerate(activity.members):
                yield _Named(activity, ("members", place), f"public {activity.kind}", member)
    for spotlight in registry.spotlights.values():
        if spotlight.status == "published" and spotlight.member:
            remedy = f"take the post down: cmtool spotlight withdraw {spotlight.id}"
            yield _Named(spotlight, ("member",), "published spotlight", spotlight.member, remedy)
