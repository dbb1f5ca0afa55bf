"""Members have not heard for long what became of their work, or leaders have heard no story.

Both are asked for every `policy.update_every` days (92): an `update` to members (`audience: members`, or none), and a
`story` for leaders (`audience: leaders`, or none). The time counts from the last one, else from the first contribution
that was written down: where nobody has contributed, there is nothing to tell yet.

Bad:

    # today is 2026-11-20, and this is the last update
    kind: update
    date: 2026-06-02
    by: liis-tamm
    text: What became of the reviews of spring

Good:

    kind: update
    date: 2026-10-12
    by: liis-tamm
    about:
      - activities/2026-08-30-contribution-amina-diallo
    text: The review of August is in Payments 2.0

How to fix: `cmtool draft update` and `cmtool draft brief` propose the words. When they are sent, write it down with
`cmtool note update --text ".."` or `cmtool note story --text ".."`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.metrics.care import may_lack, sent
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

CODE = "ACT202"
SEVERITY = "warning"
CLOCK = True

_OWED = (
    ("update", "members", "update", ("policy", "update_every")),
    ("story", "leaders", "brief", ("policy",)),
)
"""What is told, to whom, the draft that proposes the words, and the place of the finding: each has its own."""


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day by which members should hear of their work, and leaders a story."""
    every, written = registry.policy.update_every, registry.activities("contribution")
    if registry.community is None or every is None or not written or may_lack(registry):
        return
    for kind, audience, draft, field in _OWED:
        told = [one.date for one in sent(registry, kind, audience) if one.date <= today]
        day = days_after(told[-1] if told else written[0].date, every)
        message = f"no {kind} to {audience} " + (f"since {told[-1]}" if told else "yet")
        if day >= today:
            message = f"next {kind} to {audience} is due by {day}"
        hint = f"'cmtool draft {draft}' proposes the words; write it down when it is sent"
        due = Due(day, registry.managers(today), f'cmtool note {kind} --text ".."')
        yield registry.community.finding(CODE, field, message, hint=hint, due=due)
