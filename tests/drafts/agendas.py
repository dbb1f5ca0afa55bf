"""A small community with a meeting before and one to come, for tests of agendas and invitations."""

from __future__ import annotations

from datetime import date
from typing import Any

from cmtool.drafts import agenda
from cmtool.model.registry import Registry
from cmtool.render.plain import require_plain
from tests.registries import registry_from

TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: Agendas
contact: {address: a@meridian.example, owner: ada}
regions: [north]
organisations: {}
roles: {lead: {name: Lead, scope: group, acts_as: [lead]}}
series:
  meet: {name: Meet, every: 92d, needs: [contribution]}
  calls: {name: Calls}
rituals: {opening: [One, Two, Three], closing: [Bye, Ciao]}
privacy: {visibility: public}
"""

FILES = {
    "community": COMMUNITY,
    "groups/maps": """
name: Maps
kind: working-group
status: active
purpose: Draw
members:
  - {member: ada, role: lead, since: 2026-10-01}
  - {member: cleo, role: lead, until: 2026-01-01}
""",
    "groups/seeds": "{name: Seeds, kind: working-group, status: forming, purpose: Keep, members: []}",
    "groups/old": "{name: Old, kind: working-group, status: dormant, purpose: Rest, members: []}",
    "groups/talk": "{name: Talk, kind: workstream, status: active, purpose: Talk, members: []}",
    "groups/teach": "{name: Teach, kind: workstream, status: active, purpose: Teach, members: []}",
    "groups/core": "{name: Core, kind: core-team, status: active, purpose: Care, members: []}",
    "members/ada": "{name: Ada, status: active}",
    "members/ben": "{name: Ben, status: paused}",
    "members/cleo": "{name: Cleo, status: onboarding}",
    "members/dan": "{name: Dan, status: alumni, left: 2026-01-01}",
    "meetings/before": """
series: meet
status: held
date: 2026-08-01
mode: online
facilitator: ada
opening: One
closing: Bye
agenda: [{title: Talk, kind: contribution, minutes: 5, group: talk}]
attended: [ada, dan]
guests: 2
actions:
  - {what: Late, who: ada, due: 2026-11-19}
  - {what: Done, who: ada, due: 2026-11-01, done: 2026-11-01}
  - {what: Open, who: dan}
""",
    "meetings/other": """
series: calls
status: held
date: 2026-08-02
mode: online
facilitator: ada
opening: Two
attended: 5
actions: [{what: Elsewhere, who: ada}]
""",
}


def registry_with(**more: str | None) -> Registry:
    """The registry of these files, some of them other ones, or none."""
    files = {path: content for path, content in {**FILES, **more}.items() if content is not None}
    return registry_from(files)


def made(text: str, before: Registry | None = None, **more: str | None) -> dict[str, Any]:
    """The context of a planned meeting on 2026-12-01."""
    meeting = f"{{status: planned, date: 2026-12-01, mode: online, {text}}}"
    context = agenda.context(registry_with(**{"meetings/next": meeting, **more}), "next", TODAY, before)
    require_plain(context)
    return context


def told(context: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """Of each slot its kind, its group or title, and whether it is only proposed."""
    return [
        (slot["kind"], slot["group"]["id"] if slot["group"] else slot["title"], slot["proposed"])
        for slot in context["slots"]
    ]
