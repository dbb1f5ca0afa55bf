"""What tests of minutes share: a small community with a meeting, its form, and the form filled in by a program."""

from __future__ import annotations

from functools import cache
from typing import Any

from cmtool.drafts import minutes as drafted
from cmtool.exchange.minutes import Filled, read_minutes
from cmtool.model.registry import Registry
from cmtool.render.library import Library
from cmtool.render.renderer import Renderer
from cmtool.store.packaged import templates_folder
from tests.conftest import DATA
from tests.edits.verbs import small

SAMPLES = DATA / "exchange" / "minutes"
ID = "2026-11-26-meet"
PRESS = Renderer(Library(templates_folder(), None))

COMMUNITY = """\
schema: 1
name: Small
contact: {address: small@meridian.example, owner: mei-lin-tan}
regions: []
organisations: {}
roles:
  lead: {name: Lead, scope: group, acts_as: [lead, triage]}
  contributor: {name: Contributor, scope: group}
series: {meet: {name: Meet}}
privacy: {visibility: public}
"""
MEETING = """\
# Written by hand
series: meet
status: planned
date: 2026-11-26
minutes: 90
mode: online
quorum: 4
facilitator: jonas-berg  # since the summer
notes_by: liis-tamm
opening: Who helped me this month
agenda:
- title: Payments update
  kind: update
  minutes: 5
  by: amina-diallo
  group: payments
- title: "Fees: who pays?"
  kind: discussion
  minutes: 20
- title: New role names
  kind: decision
  minutes: 10
- title: One word for today
  kind: ritual
  minutes: 5
actions:
- what: Book the interpreters
  who: liis-tamm
  due: 2026-11-24
"""
_CONSENT = "consents: [{what: listing, given: 2026-01-01, how: by mail, version: 1}]"
PEOPLE = {
    "amina-diallo": "Amina Diallo",
    "ines-carvalho": "Inês Carvalho",
    "jonas-berg": "Jonas Berg",
    "liis-tamm": "Liis Tamm",
    "mei-lin-tan": "Mei Lin Tan",
    "rosa-quispe": "Rosa Quispe",
    "sara-lind": "Sara Lind",
    "sara-lind-2": "Sara Lind",
}
FILES = {
    "community": COMMUNITY,
    f"meetings/{ID}": MEETING,
    "groups/payments": "{name: Payments, kind: team, status: active, purpose: Pay, "
    "members: [{member: amina-diallo, role: lead, since: 2026-01-01}]}",
    "groups/identity": "{name: Identity, kind: team, status: active, purpose: Know, "
    "members: [{member: jonas-berg, role: lead, since: 2026-01-01}]}",
    "members/gone": "{status: removed}",
    "members/late-comer": "{name: Late Comer, status: active, joined: 2026-12-01}",
    **{f"members/{id}": f"{{name: {name}, status: active, joined: 2026-01-01}}" for id, name in PEOPLE.items()},
}


@cache
def community() -> Registry:
    """A small public community."""
    return small(FILES)


def form(registry: Registry | None = None, id: str = ID) -> str:
    """The form of a meeting."""
    return PRESS.render("minutes/form.md.j2", drafted.form(registry or community(), id))


def read(text: str | bytes, registry: Registry | None = None, id: str = ID) -> Filled:
    """What a filled form says."""
    registry = registry or community()
    return read_minutes(registry, registry.all_meetings[id], text.encode() if isinstance(text, str) else text)


def filled(**replaced: str) -> str:
    """The form with who came ticked, and more of it replaced: `came`, `guests`, `what` under the first slot, rows."""
    text = form()
    for id in replaced.get("came", "amina-diallo jonas-berg").split():
        text = text.replace(f"- [ ] {PEOPLE[id]} ({id})", f"- [x] {PEOPLE[id]} ({id})")
    if "extra" in replaced:
        text = text.replace("- Guests in all:", f"{replaced['extra']}\n- Guests in all:")
    if "guests" in replaced:
        text = text.replace("- Guests in all:", f"- Guests in all: {replaced['guests']}")
    if "said" in replaced:
        text = text.replace("\nSummary:", f"\nSummary:\n{replaced['said']}", 1)
    if "added" in replaced:
        text = text.replace("## Decisions", f"{replaced['added']}\n\n## Decisions")
    if "decision" in replaced:
        text = text.replace("| | | |\n", f"{replaced['decision']}\n", 1)
    if "action" in replaced:
        text = text.replace("| | | | |\n", f"{replaced['action']}\n", 1)
    return text


def line_of(text: str, words: str) -> int:
    """The number of the only line that holds some words."""
    (number,) = [at for at, line in enumerate(text.split("\n"), 1) if words in line]
    return number


def titles(found: Filled) -> list[Any]:
    """The agenda as titles."""
    return [item["title"] for item in found.values["agenda"]]
