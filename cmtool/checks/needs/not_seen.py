"""An open need that nobody can see, or whose last day has passed: whoever would help does not know, or comes too late.

A need is published or somebody is asked within `policy.need_seen_within` days (30) after it is opened. On the day after
`closes`, of a challenge after `ends`, it is filled, closed or given more time.

Bad:

    # today is 2026-11-20
    status: open
    opened: 2026-08-20

Good:

    status: open
    opened: 2026-08-20
    published:
      - channel: newsletter
        date: 2026-08-22

How to fix: `cmtool draft outreach ID` writes the text, `cmtool find --need ID` proposes whom to ask; then
`cmtool need publish ID CHANNEL` or `cmtool need ask ID --member MEMBER`. One that is over: `cmtool need fill ID MEMBER`
or `cmtool need close ID`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.need import Need
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

CODE = "NED201"
SEVERITY = "warning"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day by which each open need is to be seen, and the one after its last."""
    for need in registry.needs.values():
        if need.is_open:
            group = registry.all_groups.get(need.group)
            who = registry.in_charge(group, today) if group else registry.managers(today)
            yield from _unseen(need, registry.policy.need_seen_within, who)
            yield from _over(need, who, today)


def _unseen(need: Need, within: int | None, who: tuple[str, ...]) -> Iterator[Finding]:
    if within is None or need.published or need.outreach:
        return
    message = f"open since {need.opened}, neither published nor anybody asked"
    hint = f"whom to ask: cmtool find --need {need.id}; the text: cmtool draft outreach {need.id}"
    due = Due(days_after(need.opened, within), who, f"cmtool need publish {need.id} CHANNEL")
    yield need.finding(CODE, "opened", message, hint=hint, due=due)


def _over(need: Need, who: tuple[str, ...], today: date) -> Iterator[Finding]:
    field = "ends" if need.type == "challenge" and need.ends else "closes"
    last: date | None = getattr(need, field)
    if last is None:
        return
    verb = "was" if last < today else "is"
    hint = f"cmtool need fill {need.id} MEMBER, or a later '{field}': cmtool set {need.ref} {field}=DAY"
    due = Due(days_after(last, 1), who, f"cmtool need close {need.id}")
    yield need.finding(CODE, field, f"its last day {verb} {last}, and it is open", hint=hint, due=due)
