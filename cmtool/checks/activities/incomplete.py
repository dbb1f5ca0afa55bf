"""An activity lacks what its kind is about: whose work a contribution is, or who is thanked.

A contribution names the people whose work it is (`members`) and what kind of work (`type`); without them it is nobody's
evidence. Thanks are to somebody, a member or a group, and nobody thanks themselves.

Bad:

    kind: contribution
    date: 2026-08-30
    by: liis-tamm
    text: Reviewed the payments API

Good:

    kind: contribution
    date: 2026-08-30
    by: liis-tamm
    members:
      - amina-diallo
    type: review
    text: Reviewed the payments API

How to fix: add what is missing, as `cmtool set activities/ID members+=amina-diallo type=review`; of thanks set `by` to
who says them. `cmtool note` writes none down without them.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.activity import Activity
from cmtool.model.registry import Registry

CODE = "ACT101"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Contributions without members or type, and thanks to nobody or to oneself."""
    for activity in registry.activities("contribution"):
        yield from _contribution(activity)
    for activity in registry.activities("thanks"):
        yield from _thanks(activity)


def _contribution(activity: Activity) -> Iterator[Finding]:
    if not activity.members:
        hint = f"say whose work it is: cmtool set {activity.ref} members+=MEMBER"
        yield activity.finding(CODE, "kind", "contribution without members", hint=hint)
    if activity.type is None:
        hint = f"say what kind of work it is: cmtool set {activity.ref} type=review (or another type)"
        yield activity.finding(CODE, "kind", "contribution without type", hint=hint)


def _thanks(activity: Activity) -> Iterator[Finding]:
    if not activity.members and not activity.groups:
        hint = f"say who is thanked: cmtool set {activity.ref} members+=MEMBER"
        yield activity.finding(CODE, "kind", "thanks addressed to nobody", hint=hint)
    for index, id in enumerate(activity.members):
        if id == activity.by:
            hint = "set 'by' to who says the thanks, or leave this name out"
            yield activity.finding(CODE, ("members", index), f"'{id}' thanks themselves", hint=hint)
