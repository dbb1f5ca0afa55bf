"""A person whom the community leans on has not been thanked for long.

Key people hold a role that acts as lead, champion, expert or sponsor, or look after an area (a step of level `core`).
Each of them is thanked every `policy.thanks_every` days (90), personally and with one modest next step; recognition in
public is something else. The time counts from the last thanks, from the day on which they became a key person, from
`joined`, or from the first activity that was written down, whichever is latest. Lists of people are for those who run
the community: only private output shows this.

Bad:

    # today is 2026-11-20; amina-diallo leads, and was last thanked so:
    kind: thanks
    date: 2026-06-02
    by: liis-tamm
    members:
      - amina-diallo
    text: For the first draft of 2.0

Good:

    kind: thanks
    date: 2026-11-03
    by: liis-tamm
    members:
      - amina-diallo
    text: For the review of the 2.0 API
    next_step: Co-host the next newcomers' call

How to fix: `cmtool draft thanks amina-diallo` proposes the words; when they are said, `cmtool note thanks amina-diallo
--text ".."` writes it down.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.metrics.care import last_of, may_lack, waiting_since
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after

CODE = "ACT203"
SEVERITY = "warning"
CLOCK = True
PRIVATE = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """The day by which each key person should be thanked again."""
    every = registry.policy.thanks_every
    if every is None or may_lack(registry):
        return
    last, managers = last_of(registry, "thanks", today), registry.managers(today)
    for id, since in waiting_since(registry, today).items():
        message = f"key person '{id}' not thanked " + (f"since {last[id]}" if id in last else "yet")
        hint = f"'cmtool draft thanks {id}' proposes the words; write it down when they are said"
        who = tuple(manager for manager in managers if manager != id)
        due = Due(days_after(since, every), who, f'cmtool note thanks {id} --text ".."')
        yield registry.members[id].finding(CODE, "status", message, hint=hint, due=due)
