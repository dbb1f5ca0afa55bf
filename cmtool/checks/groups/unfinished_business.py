"""A dormant or closed group still has something open, and nobody works on it.

That is a version in development, an open need of the group, or an open request which names it in `interests` and no
group that is awake.

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

How to fix: hand the version to a group that is alive, release it, set it back to `planned`, or retire it. A need goes
to another `group` or is closed (`cmtool need close ID`). A request gets `interests` of groups that can answer, is
routed anew (`cmtool request route ID`) or closed.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.group import Group
from cmtool.model.registry import Registry

CODE = "GRP104"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Versions in development, needs and requests of groups that do not work."""
    asleep = {group.id: group for group in registry.groups(status=("dormant", "closed"))}
    if not asleep:
        return
    yield from _versions(asleep.values())
    for need in registry.needs.values():
        if need.is_open and need.group in asleep:
            message = f"open need of groups/{need.group}, which is {asleep[need.group].status}"
            yield need.finding(CODE, "group", message, hint=f"name another group, or: cmtool need close {need.id}")
    for request in registry.requests.values():
        if request.is_open and request.interests and all(group in asleep for group in request.interests):
            group = asleep[request.interests[0]]
            message = f"open request to {group.ref}, which is {group.status}"
            yield request.finding(CODE, ("interests", 0), message, hint="name a group that can answer, or close it")


def _versions(groups: Iterable[Group]) -> Iterator[Finding]:
    for group in groups:
        for index, product in enumerate(group.products):
            for number, version in enumerate(product.versions):
                if version.status == "in-development":
                    field = ("products", index, "versions", number, "status")
                    message = f"{group.status} group still has version {version.version} in development"
                    hint = "hand it to another group, release it, or set it to planned or retired"
                    yield group.finding(CODE, field, message, hint=hint)
