"""A spotlight is planned on somebody who was shown not long ago, or on a group again while others wait.

Attention is shared: nobody is shown twice within `policy.spotlight_repeat` days (365; null switches the rule off). A
group is told only while another group that works was not shown since the first of its two spotlights. What is out
already is no matter of this rule.

Bad:

    # spotlights/2026-12-08-amina-diallo.yaml; the last one on the same person went out on 2026-05-05
    member: amina-diallo
    planned: 2026-12-08
    status: invited

Good:

    member: kofi-mensah
    planned: 2026-12-08
    status: invited

How to fix: `cmtool spotlight next --list` names those whose turn it is; plan this one later, or withdraw it.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.group import AWAKE
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight
from cmtool.schedule.showing_balance import day_of

CODE = "SPO202"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Spotlights under way that follow another one on the same subject too soon."""
    repeat = registry.policy.spotlight_repeat
    if repeat is None:
        return
    known = [one for one in registry.spotlights.values() if one.status != "withdrawn"]
    for one in known:
        before = _before(one, known) if one.is_under_way and (one.member or one.group) else None
        if before is None or (one.planned - day_of(before)).days >= repeat:
            continue
        if one.member or _others_wait(registry, known, day_of(before)):
            again = "shows the same person" if one.member else "shows the same group, while others wait,"
            message = f"{again} {(one.planned - day_of(before)).days} days after {before.ref}"
            hint = f"cmtool spotlight next --list; or plan it from {repeat} days after that one on"
            yield one.finding(CODE, "planned", message, hint=hint)


def _before(spotlight: Spotlight, known: list[Spotlight]) -> Spotlight | None:
    """The last one before it, in the order of days and ids, on the same member or group."""
    subject, place = (spotlight.member, spotlight.group), (spotlight.planned, spotlight.id)
    earlier = [
        one
        for one in known
        if (one.member, one.group) == subject and one is not spotlight and (day_of(one), one.id) < place
    ]
    return max(earlier, key=lambda one: (day_of(one), one.id), default=None)


def _others_wait(registry: Registry, known: list[Spotlight], since: date) -> bool:
    """A group that works was not shown on that day or later."""
    shown = {one.group for one in known if one.group and day_of(one) >= since}
    return any(group.id not in shown for group in registry.groups(status=AWAKE))
