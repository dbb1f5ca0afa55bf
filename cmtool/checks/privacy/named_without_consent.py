"""Something published names a person who did not consent to being listed.

Names of members are published only with their word: `consents.listing` holds the day on which it was given. Authors of
released versions are credited in public, so each of them needs it; a version that is retired stays published. The
credit itself is a fact and stays in the record with an id that says nothing, once a person is `removed`.

Bad:

    versions:
      - version: "2.0"
        status: released
        authors:
          - amina-diallo       # consents: {listing: declined}

Good:

    consents:                  # members/amina-diallo.yaml
      listing: 2025-03-04

How to fix: ask the person, and write down the day of the answer; or leave the name out of `authors`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "PRV103"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Authors of released and retired versions without consent to listing."""
    given = registry.consent_day(today)
    for group in registry.all_groups.values():
        for index, product in enumerate(group.products):
            for number, version in enumerate(product.versions):
                if not version.is_published:
                    continue
                for place, author in enumerate(version.authors):
                    member = registry.members.get(author)
                    if member is None or member.status == "removed" or member.consents_to("listing", given):
                        continue
                    field = ("products", index, "versions", number, "authors", place)
                    message = (
                        f"{version.status} version {version.version} names '{author}', who did not consent to listing"
                    )
                    hint = f"ask, and set `consents.listing` of members/{author} to the day; or leave the name out"
                    yield group.finding(CODE, field, message, hint=hint)
