"""A released version credits nobody: whoever wrote it is not seen, and their work does not count as activity.

Bad:

    versions:
      - version: "1.0"
        status: released
        date: 2026-03-10

Good:

    versions:
      - version: "1.0"
        status: released
        date: 2026-03-10
        authors:
          - amina-diallo
          - jonas-berg

How to fix: add `authors` with the ids of the members who wrote it.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "GRP106"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Released versions without authors."""
    for group in registry.all_groups.values():
        for index, product in enumerate(group.products):
            for number, version in enumerate(product.versions):
                if version.status == "released" and not version.authors:
                    field = ("products", index, "versions", number, "version")
                    message = f"released version {version.version} has no authors"
                    yield group.finding(CODE, field, message, hint="add 'authors' with the ids of those who wrote it")
