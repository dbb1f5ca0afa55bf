"""A dormant or closed group still has a version in development: nobody works on it.

Bad:

    status: dormant
    products:
      - name: Scheduler specification
        versions:
          - version: "1.1"
            status: in-development

Good:

    status: dormant
    products:
      - name: Scheduler specification
        versions:
          - version: "1.1"
            status: planned

How to fix: hand the version to a group that is alive, release it, set it back to `planned`, or retire it.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "GRP104"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Versions in development of groups that do not work."""
    for group in registry.groups(status=("dormant", "closed")):
        for index, product in enumerate(group.products):
            for number, version in enumerate(product.versions):
                if version.status == "in-development":
                    field = ("products", index, "versions", number, "status")
                    message = f"{group.status} group still has version {version.version} in development"
                    hint = "hand it to another group, release it, or set it to planned or retired"
                    yield group.finding(CODE, field, message, hint=hint)
