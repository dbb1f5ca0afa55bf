"""A version was due and is not released: people outside plan with the day that is written here.

Bad:

    versions:
      - version: "2.1"
        status: in-development
        due: 2026-03-31

Good:

    versions:
      - version: "2.1"
        status: in-development
        due: 2027-03-31

How to fix: set the version to released with its `date` and `authors`, or give the day by which it will be.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.group import AWAKE, Group
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

CODE = "GRP208"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The due day of each version that a group still works on."""
    for group in registry.groups(status=AWAKE):
        if group.products:
            yield from _overdue(group, registry.in_charge(group, today), today)


def _overdue(group: Group, who: tuple[str, ...], today: date) -> Iterator[Finding]:
    for index, product in enumerate(group.products):
        for number, version in enumerate(product.versions):
            if version.due and version.status in ("planned", "in-development"):
                verb = "was" if version.due < today else "is"
                message = f"version {version.version} {verb} due on {version.due}, not released"
                hint = f"in {group.source.path}, set it to released with 'date' and 'authors', or a new 'due'"
                field = ("products", index, "versions", number, "due")
                yield group.finding(CODE, field, message, hint=hint, due=Due(days_after(version.due, 1), who))
