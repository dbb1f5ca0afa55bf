"""A small community with one record of everything that letters tell of, for tests of drafts.

`amina` and `kofi` consented to listing; `mei`, `rosa` and `liis` did not.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from cmtool import drafts
from cmtool.model.registry import Registry
from cmtool.render.library import Library
from cmtool.render.mail import laid_out
from cmtool.render.plain import require_plain
from cmtool.render.renderer import Job, Renderer
from cmtool.store.packaged import templates_folder
from tests.registries import registry_from

TODAY = date(2026, 9, 25)
COMMUNITY = """
schema: 1
name: Meridian Stack
contact: {address: community@meridian.example, owner: liis-tamm}
code_of_conduct: https://meridian.example/coc
regions: [africa, americas]
organisations: {}
roles:
  manager: {name: Community Manager, scope: community, acts_as: [manager]}
  triage-lead: {name: Triage Lead, scope: group, acts_as: [lead, triage]}
  contributor: {name: Contributor, scope: group}
series: {onboarding: {name: Onboarding call, every: 31d}}
channels:
  - {id: forum, url: https://forum.meridian.example, purpose: Proposals}
  - {id: chat, url: https://chat.meridian.example, purpose: Daily talk, gathering: true}
  - {id: linkedin, purpose: Portraits of people}
tone: Warm and plain.
sensitivities: [{starts: 2026-10-01, ends: 2026-10-03, note: Harvest days}]
spotlight: {questions: {who: "Who are you?", help: "Where is help needed?"}}
privacy: {visibility: public}
pathway:
  - {id: introduced, name: Says hello, level: casual, how: Write two lines in the chat, next: Pick a good first issue}
  - {id: first, name: Makes a first contribution, level: casual}
"""
REGISTRIES = """
name: Digital Registries
kind: working-group
status: active
purpose: Registers that talk to each other
url: https://meridian.example/registries
meets: [{id: calls, every: 14d, starts: 2026-09-03, time: "14:00", tz: Europe/Tallinn, url: https://meet.meridian.example/reg}]
members:
  - {member: kofi-mensah, role: triage-lead}
  - {member: mei-lin-tan, role: triage-lead}
  - {member: rosa-quispe, role: contributor, since: 2026-09-18, mentor: mei-lin-tan, steps: [{step: introduced, date: 2026-09-18}]}
products:
  - name: Registries specification
    versions:
      - {version: "1.1", status: released, date: 2026-09-10, authors: [amina-diallo]}
      - {version: "1.2", status: in-development, due: 2027-01-31}
"""
FILES = {
    "community": COMMUNITY,
    "groups/digital-registries": REGISTRIES,
    "skills/data-modelling": "{name: Data modelling, category: technical, about: Describe data}",
    "members/liis-tamm": "{name: Liis Tamm, status: active, roles: [{role: manager, since: 2026-01-01}]}",
    "members/kofi-mensah": "{name: Kofi Mensah, status: active, consents: {listing: 2026-01-01}}",
    "members/mei-lin-tan": "{name: Mei Lin Tan, status: active}",
    "members/amina-diallo": "{name: Amina Diallo, status: active, joined: 2026-08-20, consents: {listing: 2026-01-01}}",
    "members/rosa-quispe": "{name: Rosa Quispe, status: onboarding, joined: 2026-09-18, timezone: America/Lima}",
    "meetings/2026-09-10-meet": """
series: event
title: CommunityMeet
status: held
date: 2026-09-10
mode: online
facilitator: mei-lin-tan
agenda:
  - {title: How registers meet, kind: contribution, minutes: 20, by: amina-diallo}
  - {title: A county office in the field, kind: field-report, minutes: 10, summary: It saves two hours a day}
attended: [amina-diallo, kofi-mensah]
""",
    "meetings/2026-10-14-onboarding": """
series: onboarding
status: planned
date: 2026-10-14
start: "15:00"
tz: Europe/Tallinn
mode: online
url: https://meet.meridian.example/hello
""",
    "requests/2026-09-22-help-481": """
kind: join
received: 2026-09-22
source: ticket
ticket: HELP-481
funnel: community-meet
summary: Registry expert from Peru wants to help
interests: [digital-registries]
skills: [data-modelling]
region: americas
languages: [es]
need: registry-reviewers
owner: kofi-mensah
routed: 2026-09-23
""",
    "requests/2026-08-02-query": """
kind: query
received: 2026-08-02
source: email
summary: How registers tell apart two people of one name
owner: mei-lin-tan
first_response: 2026-08-03
experts: [{member: amina-diallo, asked: 2026-08-03, answered: 2026-08-30}]
answer: By their number
outcome: answered
closed: 2026-08-30
""",
    "requests/2026-09-01-rosa": """
kind: join
received: 2026-09-01
source: event
summary: Wants to translate
owner: kofi-mensah
first_response: 2026-09-02
onboarding: {call: 2026-09-18, registered: 2026-09-18}
member: rosa-quispe
""",
    "needs/registry-reviewers": """
title: Two reviewers for the registry API
type: role
group: digital-registries
status: open
opened: 2026-08-20
closes: 2026-10-31
seats: 2
about: Read two changes a month and say what is unclear.
skills: {data-modelling: 3}
languages: [es]
regions: [americas]
persona: Runs a land registry, knows its pains
published: [{channel: newsletter, date: 2026-08-22}]
outreach: [{date: 2026-08-23, by: liis-tamm, to: "university list, Lima", result: contacted}]
""",
    "activities/2026-08-30-contribution-amina": """
kind: contribution
date: 2026-08-30
by: liis-tamm
members: [amina-diallo, mei-lin-tan]
groups: [digital-registries]
type: review
text: Review of the address model
used_in: Registries specification 1.1
""",
    "activities/2026-09-12-contribution-mei": """
kind: contribution
date: 2026-09-12
by: liis-tamm
members: [mei-lin-tan]
type: docs
text: A first page for newcomers
""",
    "activities/2026-08-21-thanks-amina": """
kind: thanks
date: 2026-08-21
by: liis-tamm
members: [amina-diallo]
text: Thanked for the welcome
next_step: Review a change
""",
    "activities/2026-08-15-update": "{kind: update, date: 2026-08-15, by: liis-tamm, text: What became of it}",
    "activities/2026-08-22-update": "{kind: update, date: 2026-08-22, by: liis-tamm, text: News, channel: newsletter}",
    "activities/2026-09-15-story": """
kind: story
date: 2026-09-15
by: liis-tamm
audience: leaders
goal: Shorter queues
text: A county office answers in an hour what took a week
""",
    "spotlights/2026-10-06-amina": """
member: amina-diallo
planned: 2026-10-06
status: invited
channels: [linkedin]
""",
    "spotlights/2026-09-08-kofi": """
member: kofi-mensah
planned: 2026-09-08
status: published
channels: [linkedin]
answers: {who: I welcome people.}
consent: {given: 2026-09-01, channels: [linkedin], text_seen: true}
approved_by: liis-tamm
published: [{channel: linkedin, date: 2026-09-08, url: https://social.example/kofi}]
""",
}
SPOTLIT = "{name: Kofi Mensah, status: active, consents: {listing: 2026-01-01, spotlight: 2026-01-01}}"
FILES["members/kofi-mensah"] = SPOTLIT


def registry_with(**more: str | None) -> Registry:
    """The registry of these files, some of them other ones, or none."""
    files = {path: content for path, content in {**FILES, **more}.items() if content is not None}
    return registry_from(files)


def parts(registry: Registry, name: str, ref: str = "", today: date = TODAY, **more: Any) -> tuple[list[str], str]:
    """The notes and the text of a draft."""
    module = drafts.module(name)
    if drafts.takes_since(name):
        more = {"since": module.usual_since(registry, today), "before": None, **more}
    context = module.context(registry, ref, today, **more)
    require_plain(context)
    press = Renderer(Library(templates_folder(), Path("/nowhere")))
    text = press.render_all([Job(f"drafts/{name}.txt.j2", context)])[0]
    return module.notes(context, text), laid_out(text)
