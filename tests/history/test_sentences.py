"""Changes read as a person would write them, and every change is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmtool.document.reader import read
from cmtool.formats.difference import text
from cmtool.history.compare import changes
from cmtool.history.identity import model_of
from cmtool.history.sentences import sentence, sentences, title, told
from cmtool.history.telling.lists import came_and_went
from cmtool.model.change import Change, Item, Story
from cmtool.model.fields import fields
from cmtool.model.plain import Plain
from cmtool.model.record import Part
from cmtool.model.values import Values, plain_text
from cmtool.render.escape import visible
from tests.conftest import SAMPLE


class Called:
    """How a few people and things are called; whoever is `gone` is a former member."""

    names: ClassVar = {
        "amina": "Amina Diallo", "jonas": "Jonas Berg", "fatou": "Fatou Ndiaye", "rosa": "Rosa Quispe",
        "lead": "Lead", "triage-lead": "Triage Lead", "contributor": "Contributor", "champion": "Champion",
        "ambassador": "Ambassador", "identity": "Identity", "consent": "Consent", "openapi": "Writing OpenAPI",
        "git": "Working with git", "savane": "Savane Tech", "norland": "Norland", "gone": "a former member",
        "meet": "CommunityMeet", "payments": "Payments Working Group",
    }  # fmt: skip

    def name(self, target: str, id: str) -> str:
        return self.names.get(id, id)


def values(yaml: str) -> Values:
    reading = read("x.yaml", yaml.encode())
    assert reading.findings == []
    return reading.value or {}


def tell(folder: str, before: str, after: str) -> list[str]:
    old, new = values(before), values(after)
    return sentences(folder, list(changes(model_of(folder), old, new)), Called(), new)


AMINA = "members:\n  - {member: amina, role: contributor, since: 2025-06-01}\n"
GROUPS = {
    "people who join in the same role": (
        AMINA,
        AMINA
        + "  - {member: rosa, role: contributor, since: 2026-11-17}\n"
        + "  - {member: jonas, role: contributor, since: 2026-11-17}\n"
        + "  - {member: fatou, role: lead}\n",
        ["Rosa Quispe and Jonas Berg joined as Contributor on 2026-11-17", "Fatou Ndiaye joined as Lead"],
    ),
    "people who join on different days": (
        "members: []",
        "members:\n  - {member: rosa, role: lead, since: 2026-11-17}\n  - {member: jonas, role: lead, since: 2026-11-03}",
        ["Rosa Quispe (2026-11-17) and Jonas Berg (2026-11-03) joined as Lead"],
    ),
    "with a mentor": (
        "members: []",
        "members: [{member: rosa, role: contributor, mentor: jonas}]",
        ["Rosa Quispe joined as Contributor, with Jonas Berg as mentor"],
    ),
    "a second role": (
        AMINA,
        AMINA + "  - {member: amina, role: triage-lead, since: 2026-03-01}\n",
        ["Amina Diallo is now also Triage Lead, since 2026-03-01"],
    ),
    "a role that ends while another begins": (
        AMINA,
        "members:\n  - {member: amina, role: contributor, since: 2025-06-01, until: 2026-02-28}\n"
        "  - {member: amina, role: triage-lead, since: 2026-03-01}\n",
        ["Amina Diallo became Triage Lead on 2026-03-01 (was Contributor until 2026-02-28)"],
    ),
    "another role in the same entry": (
        AMINA,
        "members: [{member: amina, role: triage-lead, since: 2026-03-01}]",
        ["Amina Diallo became Triage Lead on 2026-03-01 (was Contributor)"],
    ),
    "one of two roles given up": (
        AMINA + "  - {member: amina, role: lead}\n",
        AMINA + "  - {member: amina, role: lead, until: 2026-10-31}\n",
        ["Amina Diallo is no longer Lead (until 2026-10-31)"],
    ),
    "people who leave together": (
        "members: [{member: amina, role: lead}, {member: jonas, role: lead}]",
        "members: [{member: amina, role: lead, until: 2026-11-15}, {member: jonas, role: lead, until: 2026-11-15}]",
        ["Amina Diallo and Jonas Berg left (Lead until 2026-11-15)"],
    ),
    "nobody knows when somebody left": (
        "members: [{member: amina, role: lead}]",
        "members: [{member: amina, role: lead, until: unknown}]",
        ["Amina Diallo left (Lead, last day unknown)"],
    ),
    "back in the same entry": (
        "members: [{member: amina, role: lead, until: 2026-02-28}]",
        "members: [{member: amina, role: lead}]",
        ["Amina Diallo is back as Lead (had left on 2026-02-28)"],
    ),
    "back in a new entry": (
        "members: [{member: amina, role: lead, until: 2026-02-28}]",
        "members: [{member: amina, role: lead, until: 2026-02-28}, {member: amina, role: contributor}]",
        ["Amina Diallo is back as Contributor"],
    ),
    "a membership of the past": (
        "members: []",
        "members: [{member: fatou, role: lead, since: 2025-01-15, until: 2026-02-28}]",
        ["Fatou Ndiaye is listed as Lead from 2025-01-15 to 2026-02-28"],
    ),
    "no longer listed": (AMINA, "members: []", ["Amina Diallo is no longer listed (was Contributor)"]),
    "people who are gone": (
        "members: []",
        "members: [{member: gone, role: lead}, {member: amina, role: lead}, {member: gone, role: lead}]",
        ["Amina Diallo and 2 former members joined as Lead"],
    ),
    "mentor and steps": (
        "members: [{member: rosa, role: lead, mentor: amina}]\npathway: [{id: first, name: Comments on an issue}]",
        "members:\n  - member: rosa\n    role: lead\n    mentor: jonas\n"
        "    steps: [{step: first, date: 2026-09-20}, {step: other, date: 2026-10-01}]\n"
        "pathway: [{id: first, name: Comments on an issue}]",
        [
            "Rosa Quispe reached 'Comments on an issue' on 2026-09-20 and 'other' on 2026-10-01",
            "Rosa Quispe is mentored by Jonas Berg (was Amina Diallo)",
        ],
    ),
    "people in another order": (
        "members: [{member: amina, role: lead}, {member: jonas, role: lead}]",
        "members: [{member: jonas, role: lead}, {member: amina, role: lead}]",
        ["members in another order"],
    ),
    "status with its day": (
        "status: active\nsince: 2025-01-01",
        "status: maintenance\nsince: 2026-01-01",
        ["moved to maintenance on 2026-01-01 (was active)"],
    ),
    "a release": (
        "products:\n  - name: P\n    versions: [{version: '2.0', status: in-development, due: 2026-03-01}]",
        "products:\n  - name: P\n    versions:\n      - {version: '2.0', status: released, date: 2026-03-10}\n"
        "      - {version: '2.1', status: in-development, due: 2027-03-31}",
        [
            "version 2.0 of P was released on 2026-03-10 (was due 2026-03-01)",
            "version 2.1 of P is in development, due 2027-03-31",
        ],
    ),
    "a release in time needs no word about its plan": (
        "products: [{name: P, versions: [{version: '2.0', status: planned, due: 2026-03-10}]}]",
        "products: [{name: P, versions: [{version: '2.0', status: released, date: 2026-03-10}]}]",
        ["version 2.0 of P was released on 2026-03-10"],
    ),
    "two roles that end on one day": (
        "members: [{member: amina, role: lead}, {member: amina, role: contributor}]",
        "members: [{member: amina, role: lead, until: 2026-10-31}, {member: amina, role: contributor, until: 2026-10-31}]",
        ["Amina Diallo left (Lead and Contributor until 2026-10-31)"],
    ),
    "a longer call": (
        "meets: [{id: call, every: 7d, minutes: 60, starts: 2026-01-08}]",
        "meets: [{id: call, every: 7d, minutes: 90, starts: 2026-01-09, ends: 2026-12-31}]",
        [
            "the call takes 90 minutes (was 60)",
            "the call counts from 2026-01-09 (was 2026-01-08)",
            "the call ends on 2026-12-31",
        ],
    ),
    "a later day": (
        "products:\n  - name: P\n    versions: [{version: '2.0', status: planned, due: 2026-03-01}]",
        "products:\n  - name: P\n    versions: [{version: '2.0', status: planned, due: 2026-06-01}]",
        ["version 2.0 of P is due 2026-06-01 (was 2026-03-01)"],
    ),
    "a new product": (
        "status: active",
        "status: active\nproducts: [{name: P, versions: [{version: '0.1', status: planned, due: 2027-06-30}]}]",
        ["new product: P (version 0.1 is planned, due 2027-06-30)"],
    ),
    "another hour": (
        "meets: [{id: weekly-call, every: 7d, time: '14:00', tz: Africa/Dakar}]",
        "meets:\n  - {id: weekly-call, every: 14d, time: '15:00', tz: Africa/Dakar, except: [{date: 2026-08-11, why: Break}]}",
        [
            "the weekly call meets every 14 days at 15:00 (was every 7 days at 14:00)",
            "the weekly call does not take place on 2026-08-11: Break",
        ],
    ),
    "a new series": (
        "status: active",
        "status: active\nmeets: [{id: monthly-call, every: monthly, month_rule: first-thu, time: '11:00'}]",
        ["new meetings: the monthly call, on the first Thursday of the month at 11:00"],
    ),
    "charter, partners, purpose": (
        "charter: {status: draft}\npartners: [consent]\npurpose: Specify",
        "charter: {status: approved, starts: 2026-01-01, ends: 2026-12-31}\npartners: [identity]\npurpose: Specify more",
        [
            "new purpose: 'Specify more'",
            "charter: approved, 2026-01-01 to 2026-12-31 (was draft)",
            "works with Identity now, no longer with Consent",
        ],
    ),
    "lifecycle": (
        "lifecycle: {stage: learning, since: 2025-01-01, activator: jonas}",
        "lifecycle: {stage: scaling, since: 2026-04-01, activator: amina, milestones: {pathway-created: 2026-01-01}}",
        [
            "moved to the stage 'scaling' on 2026-04-01 (was learning)",
            "Amina Diallo is the activator now (was Jonas Berg)",
            "reached the milestone 'pathway created' on 2026-01-01",
        ],
    ),
    "a stay of somebody": (
        (
            "members: [{member: amina, role: lead, since: 2025-01-01, mentor: jonas, steps: [{step: a, date: 2025-01-01}, {step: b, date: 2025-02-01}]}]"
        ),
        (
            "members: [{member: amina, role: lead, since: 2025-02-01, until: 2026-01-01, steps: [{step: b, date: 2025-03-01}]}]"
        ),
        [
            "Amina Diallo left (Lead until 2026-01-01)",
            "Amina Diallo: the step 'a' no longer counts",
            "Amina Diallo reached 'b' on 2025-03-01 (was 2025-02-01)",
            "Amina Diallo as Lead: since 2025-02-01 (was 2025-01-01)",
            "Amina Diallo is no longer mentored by Jonas Berg",
        ],
    ),
    "another last day": (
        "members: [{member: amina, role: lead, until: 2026-01-01}]",
        "members: [{member: amina, role: lead, until: 2026-02-01}]",
        ["Amina Diallo as Lead: until 2026-02-01 (was 2026-01-01)"],
    ),
    "a first day that is not known any more": (
        "members: [{member: amina, role: lead, since: 2026-01-01}]",
        "members: [{member: amina, role: lead}]",
        ["Amina Diallo as Lead: first day removed (was 2026-01-01)"],
    ),
    "one role of two taken out": (
        "members: [{member: amina, role: lead}, {member: amina, role: contributor}]",
        "members: [{member: amina, role: lead}]",
        ["Amina Diallo is no longer Contributor"],
    ),
    "since alone": (
        "status: active\nsince: 2025-01-01",
        "status: active\nsince: 2025-02-01",
        ["active since 2025-02-01 (was 2025-01-01)"],
    ),
    "forming begins": (
        "status: dormant",
        "status: active",
        ["is active now (was dormant)"],
    ),
    "a charter ends": (
        "charter: {status: draft}\nkind: team",
        "kind: committee",
        ["is a committee now (was team)", "no longer has a charter"],
    ),
    "a partner goes": (
        "partners: [consent, identity]",
        "partners: [identity]",
        ["no longer works with Consent"],
    ),
    "a new charter": (
        "kind: team",
        "kind: team\ncharter: {status: draft, ends: 2027-01-01, path: charter.md}",
        ["charter: draft, until 2027-01-01, charter.md"],
    ),
    "versions": (
        (
            "products:\n"
            "  - name: P\n"
            "    url: https://a.example\n"
            "    versions: [{version: '1', status: released, authors: [amina]}, {version: '2', status: planned, due: 2026-01-01}, {version: '3', status: planned}]"
        ),
        (
            "products:\n"
            "  - name: P\n"
            "    url: https://b.example\n"
            "    versions: [{version: '1', status: retired, date: 2025-01-01, authors: [amina, jonas]}, {version: '2', status: planned}]"
        ),
        [
            "url of P: https://b.example (was https://a.example)",
            "version 3 of P is no longer listed (was planned)",
            "version 1 of P is retired (released on 2025-01-01)",
            "authors of version 1 of P: Amina Diallo and Jonas Berg (was Amina Diallo)",
            "version 2 of P is no longer due on 2026-01-01",
        ],
    ),
    "a version is dated": (
        "products: [{name: P, versions: [{version: '1', status: released}]}]",
        "products: [{name: P, versions: [{version: '1', status: released, date: 2025-01-01, authors: [amina]}]}]",
        ["version 1 of P came out on 2025-01-01", "version 1 of P credits Amina Diallo"],
    ),
    "lifecycle in detail": (
        "lifecycle: {stage: learning, partner: jonas, commitment: {time: 10%}, risks: [{id: no-time, status: open}]}",
        (
            "lifecycle: {stage: learning, commitment: {time: 20%}, risks: [{id: no-time, status: handled}, {id: not-delegating, status: accepted, action: Hand over}]}"
        ),
        [
            "Jonas Berg is no longer the community-building partner",
            "the risk 'no time' is handled now (was open)",
            "new risk: not delegating (accepted), Hand over",
            "lifecycle commitment time: 20% (was 10%)",
        ],
    ),
    "a lifecycle begins": (
        "kind: team",
        "kind: team\nlifecycle: {stage: starting, since: 2026-01-01, activator: amina, partner: jonas}",
        [
            "lifecycle: stage 'starting' since 2026-01-01, with Amina Diallo as activator and Jonas Berg as community-building partner"
        ],
    ),
    "pathway": (
        "pathway: [{id: a, name: Says hello, level: casual}, {id: b, name: Reviews, level: active}]",
        "pathway: [{id: b, name: Reviews, level: core}, {id: c, name: Owns, level: core}]",
        [
            "level of the step 'Reviews': core (was active)",
            "no longer on the pathway: 'Says hello'",
            "new step on the pathway: 'Owns'",
        ],
    ),
    "a series moves": (
        "meets: [{id: call, every: 7d, tz: Africa/Dakar}]",
        (
            "meets: [{id: call, name: Weekly call, every: 7d, except: [{date: 2026-12-24, why: Holiday, moved_to: 2026-12-23}], alternate: [{time: '17:00'}]}]"
        ),
        [
            "the Weekly call no longer meets in Africa/Dakar time",
            "the call is called Weekly call now",
            "the Weekly call of 2026-12-24 moves to 2026-12-23: Holiday",
            "the Weekly call also meets at 17:00 by turns",
        ],
    ),
}
MEMBERS = {
    "alumni": (
        "status: active\naffiliations: [{org: norland}]\nconsents: {listing: 2025-01-01}\nverified: 2025-01-01",
        "verified: 2026-11-15\nstatus: alumni\nleft: 2026-11-15\naffiliations: [{org: savane, since: 2026-01-01}]\n"
        "consents: {listing: declined, photo: declined}",
        [
            "became alumni (was active), last day 2026-11-15",
            "withdrew the consent to be listed (given on 2025-01-01)",
            "does not consent to photos",
            "moved from Norland to Savane Tech (since 2026-01-01)",
            "record confirmed on 2026-11-15",
        ],
    ),
    "back from alumni": (
        "status: alumni\nleft: 2026-03-31",
        "status: active",
        ["is active now (was alumni until 2026-03-31)"],
    ),
    "removed: nothing of what is gone is repeated": (
        "status: active\nname: Ann Lee\nlanguages: [fr, wo]\nlinks: {github: ann}\nverified: 2026-01-01",
        "status: removed",
        ["was removed (was active)", "erased: name, languages, links and verified"],
    ),
    "fields without a sentence of their own": (
        "timezone: Europe/Paris\nlanguages: [fr]\nlinks: {github: a}\nregion: unknown",
        "timezone: Africa/Dakar\nlanguages: [fr, wo]\nlinks: {github: b}\nregion: africa\ncountry: SN",
        [
            "github handle: b (was a)",
            "time zone: Africa/Dakar (was Europe/Paris)",
            "languages: fr and wo (was fr)",
            "region: Africa (was unknown)",
            "country: Senegal",
        ],
    ),
    "a long list": (
        "other_skills: [a, b, c, d]",
        "other_skills: [a, b, c, e]",
        ["other skills: also e, no longer d"],
    ),
    "community roles": (
        "roles: [{role: ambassador, since: 2026-01-01}]",
        "roles:\n  - {role: ambassador, since: 2026-01-01, until: 2026-06-30}\n"
        "  - {role: champion, since: 2026-07-01, time: 5%}",
        ["Ambassador until 2026-06-30", "became Champion on 2026-07-01, 5% of working time"],
    ),
    "skills": (
        "skills:\n  - {skill: git, level: 3, date: 2026-01-01, state: proposed}\n"
        "  - {skill: openapi, level: 2, date: 2026-01-01, state: confirmed}",
        "skills:\n  - {skill: git, level: 4, date: 2026-11-01, state: confirmed, want: offer}\n"
        "  - {skill: openapi, level: 2, date: 2026-11-01, state: confirmed}\n  - {skill: maps, level: 1}",
        [
            "new skill: 'maps' (level 1)",
            "'Working with git': confirmed (was proposed), level 4 (was 3), evaluated on 2026-11-01",
            "offers 'Working with git'",
            "evaluated 'Writing OpenAPI' again on 2026-11-01",
        ],
    ),
    "availability": (
        "availability: {hours_per_month: 24}",
        "availability: {hours_per_month: 8, mentoring: false}",
        ["can give 8 hours a month (was 24)", "cannot mentor at the moment"],
    ),
    "a name": ("name: Ann Lee", "name: Ann Lee-Moss", ["is now called Ann Lee-Moss (was Ann Lee)"]),
    "an address is not repeated": (
        "name: Ann",
        "name: Ann\nother_skills: [write to ann@example.org]",
        ["other skills: write to (an address)"],
    ),
    "joined and left": (
        "joined: unknown\nleft: 2025-01-01\nstatus: alumni",
        "joined: 2025-01-01\nleft: 2026-01-01\nstatus: alumni",
        ["last day 2026-01-01 (was 2025-01-01)", "joined on 2025-01-01 (was unknown)"],
    ),
    "pause": (
        "status: active",
        "status: paused",
        ["takes a break (was active)"],
    ),
    "consents": (
        "consents: {listing: declined, photo: 2025-01-01, statistics: 2025-01-01}",
        "consents: {listing: 2026-01-01, spotlight: 2026-01-01, statistics: 2026-01-01}",
        [
            "consented to be listed on 2026-01-01 (had declined)",
            "the consent to photos is no longer recorded (was 2025-01-01)",
            "renewed the consent to be counted in statistics on 2026-01-01 (was 2025-01-01)",
            "consented to a spotlight on 2026-01-01",
        ],
    ),
    "organisations": (
        "affiliations: [{org: norland}, {org: savane}]",
        "affiliations: [{org: norland, until: 2026-01-01}, {org: savane, since: 2025-01-01}]",
        ["with Norland until 2026-01-01", "with Savane Tech since 2025-01-01"],
    ),
    "another organisation": (
        "status: active",
        "status: active\naffiliations: [{org: savane, since: 2026-01-01}]",
        ["now with Savane Tech (since 2026-01-01)"],
    ),
    "no organisation": (
        "status: active\naffiliations: [{org: savane}]",
        "status: active",
        ["no longer with Savane Tech"],
    ),
    "roles": (
        (
            "roles: [{role: ambassador, since: 2026-01-01, until: 2026-06-30, time: 5%}, {role: lead, since: 2026-01-01}]"
        ),
        (
            "roles: [{role: ambassador, since: 2026-02-01, time: 10%}, {role: champion, since: 2025-01-01, until: 2025-06-30}]"
        ),
        [
            "is no longer listed as Lead",
            "Ambassador since 2026-02-01 (was 2026-01-01)",
            "is Ambassador again",
            "10% of working time as Ambassador (was 5%)",
            "was Champion from 2025-01-01 to 2025-06-30",
        ],
    ),
    "agreement": (
        "status: active",
        "status: active\ncode_of_conduct: 2026-01-01",
        ["agreed to the code of conduct on 2026-01-01"],
    ),
    "words on skills": (
        (
            "skills: [{skill: git, level: 3, want: offer, evidence: a, endorsed: [{by: amina, level: 3}, {by: jonas, level: 3}]}, {skill: maps, level: 1}]"
        ),
        "skills: [{skill: git, level: 3, want: rest, evidence: b, endorsed: [{by: jonas, level: 4}]}]",
        [
            "lets 'Working with git' rest (was offered)",
            "evidence of 'Working with git': b (was a)",
            "'Working with git' is no longer endorsed by Amina Diallo",
            "Jonas Berg endorses 'Working with git' at level 4 (was 3)",
            "no longer lists 'maps'",
        ],
    ),
}
MEETINGS = {
    "moved": (
        "date: 2026-11-26\nstart: '14:00'",
        "date: 2026-12-03\nstart: '15:00'",
        ["moved to 2026-12-03 at 15:00 (was 2026-11-26 at 14:00)"],
    ),
    "cancelled": (
        "status: planned\ndate: 2026-11-26",
        "status: cancelled\ndate: 2026-11-26",
        ["was cancelled (was planned for 2026-11-26)"],
    ),
    "held on another day": (
        "status: planned\ndate: 2026-11-26",
        "status: held\ndate: 2026-11-27\nattended: 12",
        ["was held on 2026-11-27 (planned for 2026-11-26), attended by 12 members"],
    ),
    "attendance completed": (
        "attended: [amina, jonas]",
        "attended: [amina, rosa, fatou]",
        ["also attended by Rosa Quispe and Fatou Ndiaye, no longer by Jonas Berg"],
    ),
    "agenda": (
        "agenda: [{title: A, minutes: 5}, {title: B, minutes: 5, by: amina}]",
        "agenda: [{title: B, minutes: 10, by: rosa}, {title: C, minutes: 1, by: jonas}]",
        [
            "new on the agenda: 'C' (Jonas Berg, 1 minute)",
            "no longer on the agenda: 'A'",
            "'B' takes 10 minutes (was 5)",
            "'B' by Rosa Quispe instead of Amina Diallo",
        ],
    ),
    "planned again": (
        "status: cancelled\ndate: 2026-01-01",
        "status: planned\ndate: 2026-01-01",
        ["is planned for 2026-01-01 (was cancelled)"],
    ),
    "held after all": (
        "status: cancelled\ndate: 2026-01-01",
        "status: held\ndate: 2026-01-01",
        ["was held on 2026-01-01 (was cancelled)"],
    ),
    "names for a number": (
        "attended: 12\nguests: 1",
        "attended: [amina]\nguests: 3",
        ["attended by Amina Diallo (was 12)", "3 guests came as well (was 1)"],
    ),
    "a number for names": (
        "attended: [amina, jonas]",
        "attended: 2",
        ["attended by 2 members (was Amina Diallo and Jonas Berg)"],
    ),
    "who runs it": (
        "facilitator: amina",
        "facilitator: jonas\nnotes_by: rosa",
        ["Jonas Berg facilitates (was Amina Diallo)", "Rosa Quispe takes notes"],
    ),
    "what was said": (
        "agenda: [{title: A, minutes: 5, by: amina, summary: x}, {title: B, kind: update}]",
        "agenda: [{title: A, minutes: 5, summary: y}, {title: B, kind: break}]",
        ["'A' no longer by Amina Diallo", "on 'A', now: y", "kind of 'B': break (was update)"],
    ),
    "much was said": (
        "agenda: [{title: A}, {title: B}, {title: C}, {title: D}]",
        "agenda: [{title: A, summary: x}, {title: B, summary: x}, {title: C, summary: x}, {title: D, summary: x}]",
        ["notes on 4 agenda items: 'A', 'B', 'C' and 'D'"],
    ),
    "promises": (
        (
            "actions: [{what: A, who: amina, due: 2026-01-01}, {what: B, who: jonas}, {what: C, who: rosa, done: 2026-01-01}]"
        ),
        "actions: [{what: A, who: rosa, due: 2026-02-01}, {what: C, who: rosa, done: 2026-01-02}]",
        [
            "the action 'B' is no longer listed",
            "'A' is up to Rosa Quispe (was Amina Diallo)",
            "'A' is due 2026-02-01 (was 2026-01-01)",
            "'C' was done on 2026-01-02 (was 2026-01-01)",
        ],
    ),
}
COMMUNITY = {
    "who can read": (
        "privacy: {visibility: private, overlay: ../private}",
        "privacy: {visibility: public}",
        [
            "the repository is declared public now: everybody can read it (was private)",
            "sensitive fields are no longer kept in an overlay (was ../private)",
        ],
    ),
    "words, approvals and the one address": (
        "contact: {address: a@b.example, owner: amina}\nreview: [{paths: members/*, by: self}]\n"
        "organisations: {savane: {name: Savane Tech, kind: company}}\nregions: [africa]",
        "contact: {address: c@b.example, owner: jonas}\nreview: [{paths: members/*, by: amina}]\n"
        "organisations: {norland: {name: Norland, kind: partner, country: EE}}\nregions: [africa, cis]",
        [
            "the organisation Savane Tech is no longer listed",
            "new organisation: Norland, partner, Estonia",
            "changes of members/* are approved by Amina Diallo now (was the person themselves)",
            "contact address: c@b.example (was a@b.example)",
            "Jonas Berg reads the contact address (was Amina Diallo)",
            "regions: africa and cis (was africa)",
        ],
    ),
    "a waiver that holds longer": (
        "waivers: [{code: MEM201, record: members/ann, reason: Busy, until: 2026-06-30}]",
        "waivers: [{code: MEM201, record: members/ann, reason: Busy, until: 2027-06-30}]",
        ["the waiver of MEM201 on members/ann holds until 2027-06-30 (was 2026-06-30)"],
    ),
    "words": (
        "roles: {lead: {name: Lead, scope: group, does: [a]}}\nseries: {meet: {name: Meet, every: 92d}}",
        (
            "roles: {lead: {name: Chair, scope: group, does: [b]}}\n"
            "series: {meet: {name: Meet, every: 92d}, call: {name: Call, every: quarterly}}"
        ),
        [
            "the role Lead is called Chair now",
            "the role Lead, does: b (was a)",
            "new meeting series: Call, every quarter",
        ],
    ),
    "guards": (
        (
            "review: [{paths: groups/*, by: leads}]\n"
            "waivers: [{code: MEM201, record: '*', reason: a, until: 2026-01-01}]\n"
            "keys: k"
        ),
        "review: [{paths: '*', by: manager}]\nwaivers: [{code: MEM201, record: '*', reason: b, until: 2026-01-01}]",
        [
            "no rule any more for who approves changes of groups/*",
            "changes of anything else are approved by a community manager",
            "reason of the waiver of MEM201 on all records: b (was a)",
            "signatures are no longer checked (was k)",
        ],
    ),
    "channels": (
        (
            "channels: [{id: chat, purpose: Talk, reviewed: 2026-01-01}, {id: forum, purpose: Think, reviewed: 2026-01-01}, {id: old-list, purpose: Mail}]"
        ),
        (
            "channels: [{id: chat, purpose: Quick talk, reviewed: 2026-09-01}, {id: forum, purpose: Think, reviewed: 2026-09-01}, {id: news, purpose: Items}]"
        ),
        [
            "the channel old list is no longer listed",
            "purpose of the channel chat: Quick talk (was Talk)",
            "new channel: news (Items)",
            "channels checked on 2026-09-01: chat and forum",
        ],
    ),
    "settings": (
        "today: 2026-01-01\npolicy: {inactive_after: 180}",
        (
            "keys: signers\n"
            "policy: {inactive_after: 90, group_min_active: 4}\n"
            "sensitivities: [{starts: 2026-12-20, ends: 2027-01-05, note: Holidays}]"
        ),
        [
            "time for caution: 2026-12-20 to 2027-01-05, Holidays",
            "policy: inactive after 90 days (was 180)",
            "policy: group min active: 4",
            "the day is no longer frozen (was 2026-01-01)",
            "signatures are checked against signers",
        ],
    ),
    "a new door": (
        "name: A",
        "name: A\nprivacy: {visibility: private, min_cell: 5}",
        [
            "the repository is declared private now: only those with access read it; the smallest count that is shown is 5"
        ],
    ),
}
SKILLS = {
    "about": (
        "name: A\nabout: Short\nlevels: {3: Well}",
        "name: B\nabout: Long\nlevels: {3: Very well}",
        ["is now called B (was A)", "wording of level 3: Very well (was Well)", "about: Long (was Short)"],
    ),
    "aliases": (
        "aliases: [a, b]\nabout: x\nstatus: active",
        (
            "aliases: [b, a]\n"
            "about: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n"
            "status: retired"
        ),
        [
            "is retired now (was active)",
            "aliases in another order",
            "about: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy (was x)",
        ],
    ),
}
REQUESTS = {
    "routed": (
        "kind: join",
        "kind: join\nowner: jonas\nrouted: 2026-09-03",
        ["routed to Jonas Berg on 2026-09-03"],
    ),
    "passed on to somebody else": (
        "owner: jonas\nrouted: 2026-09-03",
        "owner: amina\nrouted: 2026-09-08",
        ["routed to Amina Diallo on 2026-09-08 (was Jonas Berg)"],
    ),
    "the day alone": (
        "owner: jonas\nrouted: 2026-09-03",
        "owner: jonas\nrouted: 2026-09-04",
        [
            "routed on 2026-09-04 (was 2026-09-03)",
        ],
    ),
    "answered": (
        "kind: join",
        "kind: join\nacknowledged: 2026-09-02\nfirst_response: 2026-09-05",
        ["its arrival was confirmed on 2026-09-02", "answered for the first time on 2026-09-05"],
    ),
    "an onboarding begins": (
        "kind: join",
        "kind: join\nonboarding: {call: 2026-09-18, registered: 2026-09-18}\nmember: rosa",
        ["onboarding call on 2026-09-18, record of the member made on 2026-09-18", "became the member Rosa Quispe"],
    ),
    "and goes on": (
        "onboarding: {call: 2026-09-17}",
        "onboarding: {call: 2026-09-18, mailed: 2026-09-25, followed_up: 2026-10-02}",
        ["onboarding call on 2026-09-18 (was 2026-09-17)", "personal mail on 2026-09-25", "follow-up on 2026-10-02"],
    ),
    "experts": (
        "experts: [{member: jonas, asked: 2026-09-02}]",
        "experts: [{member: jonas, asked: 2026-09-02, answered: 2026-09-04}, {member: amina, asked: 2026-09-03},"
        " {member: rosa, asked: 2026-09-03, answered: 2026-09-05}]",
        [
            "Jonas Berg answered on 2026-09-04",
            "Amina Diallo was asked on 2026-09-03",
            "Rosa Quispe was asked on 2026-09-03 and answered on 2026-09-05",
        ],
    ),
    "joined": (
        "kind: join",
        "kind: join\noutcome: joined\nmember: rosa\nclosed: 2026-10-05",
        ["closed on 2026-10-05: joined as Rosa Quispe"],
    ),
    "joined, and the member was known": (
        "kind: join\nmember: rosa",
        "kind: join\nmember: rosa\noutcome: joined\nclosed: 2026-10-05",
        ["closed on 2026-10-05: joined as Rosa Quispe"],
    ),
    "declined": (
        "kind: join",
        "kind: join\noutcome: declined\nreason: We buy no hours\nclosed: 2026-05-19",
        ["closed on 2026-05-19: declined", "reason added"],
    ),
    "referred": (
        "kind: feedback",
        "kind: feedback\noutcome: referred\nreferred_to: Web team\nclosed: 2026-03-17",
        ["closed on 2026-03-17: referred to Web team"],
    ),
    "no reply": ("kind: join", "kind: join\noutcome: no-reply\nclosed: 2026-03-09", ["closed on 2026-03-09: no reply"]),
    "open again": ("kind: join\noutcome: no-reply\nclosed: 2026-03-09", "kind: join", ["open again (was no reply)"]),
    "another day of closing": ("closed: 2026-03-09", "closed: 2026-03-10", ["closed on 2026-03-10 (was 2026-03-09)"]),
}
NEEDS = {
    "filled": (
        "status: open",
        "status: filled\nfilled_by: [rosa, jonas]",
        ["filled by Rosa Quispe and Jonas Berg (was open)"],
    ),
    "one of two seats": (
        "status: open\nfilled_by: [rosa]",
        "status: open\nfilled_by: [rosa, jonas]",
        ["also taken by Jonas Berg"],
    ),
    "closed": (
        "status: open",
        "status: closed\nresult: Nine languages",
        ["closed (was open)", "result: Nine languages"],
    ),
    "published and asked": (
        "status: open",
        "published: [{channel: newsletter, date: 2026-08-22}, {channel: forum, date: 2026-09-14, url: https://f.example}]\n"
        "outreach: [{date: 2026-08-23, by: amina, to: 'university list, Lima', result: contacted},"
        " {date: 2026-09-14, by: jonas, member: rosa, result: declined}]\nstatus: open",
        [
            "published in newsletter on 2026-08-22",
            "published in forum on 2026-09-14, https://f.example",
            "Amina Diallo asked university list, Lima on 2026-08-23: contacted",
            "Jonas Berg asked Rosa Quispe on 2026-09-14: declined",
        ],
    ),
    "what came of it": (
        "outreach: [{date: 2026-08-23, by: amina, to: List, result: contacted}]",
        "outreach: [{date: 2026-08-23, by: amina, to: List, result: joined}]",
        ["List: joined (was contacted)"],
    ),
    "what came of one of two on a day": (
        "outreach: [{date: 2026-08-23, by: amina, to: List, result: contacted}, {date: 2026-08-23, by: amina, to: B,"
        " result: silent}]",
        "outreach: [{date: 2026-08-23, by: amina, to: List, result: joined}, {date: 2026-08-23, by: amina, to: B,"
        " result: silent}]",
        ["the outreach of 2026-08-23: joined (was contacted)"],
    ),
}
CONSENT = "consent: {given: 2026-10-01, channels: [linkedin], text_seen: true}\n"
OUT = "status: published\npublished: [{channel: linkedin, date: 2026-10-06, url: https://l.example/1}]\n"
SPOTLIGHTS = {
    "answered": (
        "status: invited",
        "status: answered\nanswers: {who: I design APIs., help: Testers.}",
        ["answers to who and help", "answered (was invited)"],
    ),
    "approved": (
        "status: answered",
        f"status: approved\napproved_by: jonas\n{CONSENT}",
        ["consent to the text for linkedin given on 2026-10-01", "approved by Jonas Berg"],
    ),
    "the text was not seen": (
        "status: answered",
        "status: answered\nconsent: {given: 2026-10-01, channels: [linkedin, newsletter]}",
        ["consent to the text for linkedin and newsletter given on 2026-10-01, the text not seen"],
    ),
    "published": ("status: approved", OUT, ["published on linkedin (2026-10-06)"]),
    "in a second channel": (
        OUT,
        OUT.replace("]", ", {channel: newsletter, date: 2026-10-09, url: https://n.example}]"),
        ["published on newsletter (2026-10-09)"],
    ),
    "withdrawn": (
        OUT + CONSENT + "answers: {who: I., how: By chance.}",
        OUT.replace("published\n", "withdrawn\n", 1).replace("/1}", "/1, taken_down: 2026-11-04}")
        + CONSENT.replace("}", ", withdrawn: 2026-11-03}"),
        [
            "the answers to who and how were taken out",
            "the consent to the text was withdrawn on 2026-11-03",
            "withdrawn (was published)",
            "the post on linkedin was taken down on 2026-11-04",
        ],
    ),
    "one answer gone": (
        "answers: {who: I work., how: By chance.}",
        "answers: {who: I work.}",
        ["the answer to how was taken out"],
    ),
    "moved, and an answer put better": (
        "planned: 2026-10-06\nanswers: {who: I work.}",
        "planned: 2026-10-13\nanswers: {who: I design.}",
        ["planned for 2026-10-13 (was 2026-10-06)", "the answer to who: I design. (was I work.)"],
    ),
    "approved by another": (
        "approved_by: jonas",
        "approved_by: amina",
        ["approved by Amina Diallo (was Jonas Berg)"],
    ),
}
ACTIVITIES = {
    "a word later": (
        "kind: contribution\ntext: a",
        "kind: contribution\ntext: a\nused_in: Payments 2.0",
        ["used in: Payments 2.0"],
    ),
}
OTHERS = {
    "a kind that is not read yet": (
        "text: a\nstatus: draft",
        "text: b\nx: [c]",
        ["text: b (was a)", "status removed (was draft)", "x: c"],
    ),
    "odd": (
        "a: {b: c}\nlong: z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z ",
        "a: [d, [e]]\nlong: short\ntext: {x: }",
        ["a: d and e (was b c)", "long changed: short", "text: x none"],
    ),
}
KINDS = {
    "groups": GROUPS,
    "members": MEMBERS,
    "meetings": MEETINGS,
    "": COMMUNITY,
    "skills": SKILLS,
    "requests": REQUESTS,
    "needs": NEEDS,
    "activities": ACTIVITIES,
    "spotlights": SPOTLIGHTS,
    "decisions": OTHERS,
}


@pytest.mark.parametrize(
    ("folder", "case"), [pytest.param(f, c, id=f"{f}: {n}") for f, found in KINDS.items() for n, c in found.items()]
)
def test_changes_read_as_a_person_would_write_them(folder: str, case: tuple[str, str, list[str]]) -> None:
    before, after, expected = case
    assert tell(folder, before, after) == expected


WHOLE = {
    "groups": (
        "kind: working-group\nstatus: forming\nsince: 2026-08-24\n"
        "members: [{member: rosa, role: lead}, {member: rosa, role: contributor}, {member: amina, role: lead, until: 2026-01-01}]",
        "new group: working group, forming since 2026-08-24, with Rosa Quispe (Lead and Contributor)",
        "group removed (was forming)",
    ),
    "members": (
        "name: Ann\nstatus: onboarding\nregion: americas\naffiliations: [{org: savane}]\njoined: 2026-11-03",
        "new member: onboarding, Americas, Savane Tech, joined on 2026-11-03",
        "member removed (was onboarding)",
    ),
    "meetings": (
        "status: held\ndate: 2026-09-10\nmode: online\nattended: [amina, jonas, rosa, fatou]",
        "new meeting: held on 2026-09-10, online, attended by Amina Diallo, Jonas Berg and 2 more",
        "meeting removed (was held)",
    ),
    "skills": ("category: technical", "new skill: technical", "skill removed"),
    "requests": (
        "kind: join\nreceived: 2026-09-02\nsource: ticket\nsummary: Ann Lee wants to help\nowner: jonas",
        "new request: join, by ticket, received on 2026-09-02, routed to Jonas Berg",
        "request removed",
    ),
    "needs": (
        "title: Two reviewers\ntype: role\ngroup: payments\nstatus: open\nopened: 2026-08-20",
        "new need: role of Payments Working Group, open since 2026-08-20",
        "need removed (was open)",
    ),
    "spotlights": (
        "member: amina\nplanned: 2026-10-06\nstatus: invited",
        "new spotlight: of Amina Diallo, invited, planned for 2026-10-06",
        "spotlight removed (was invited)",
    ),
    "decisions": ("text: a", "new record", "record removed"),
}


@pytest.mark.parametrize("folder", WHOLE)
def test_a_record_that_is_new_or_gone_tells_its_essentials(folder: str) -> None:
    yaml, added, removed = WHOLE[folder]
    whole = plain_text(values(yaml))
    assert sentence(folder, Change((), "added", None, whole), Called(), whole) == added
    assert sentence(folder, Change((), "removed", whole), Called(), whole) == removed


@pytest.mark.parametrize(
    ("folder", "yaml", "expected"),
    [
        (
            "requests",
            "kind: feedback\nsource: email\noutcome: referred\nreferred_to: Web team",
            "new request: feedback, by email, closed: referred to Web team",
        ),
        ("spotlights", f"group: identity\n{OUT}", "new spotlight: of Identity, published on linkedin (2026-10-06)"),
        (
            "activities",
            "kind: thanks\ndate: 2026-09-12\nby: jonas\nmembers: [amina]\ntext: Well done",
            "Amina Diallo was thanked by Jonas Berg on 2026-09-12",
        ),
        (
            "activities",
            "kind: thanks\ndate: 2026-09-12\nby: jonas\nmembers: [amina, rosa, gone]",
            "Amina Diallo, Rosa Quispe and a former member were thanked by Jonas Berg on 2026-09-12",
        ),
        (
            "activities",
            "kind: contribution\ndate: 2026-08-30\nby: jonas\nmembers: [amina]\ngroups: [payments]\ntype: review",
            "review contribution of Amina Diallo to Payments Working Group on 2026-08-30",
        ),
        ("activities", "kind: recognition\nby: jonas\nmembers: [amina]", "Amina Diallo was recognised by Jonas Berg"),
        ("activities", "kind: checkin\nby: jonas\nmembers: [amina]", "Jonas Berg checked in with Amina Diallo"),
        (
            "activities",
            "kind: connect\nby: jonas\nmembers: [amina, rosa]",
            "Jonas Berg connected Amina Diallo and Rosa Quispe",
        ),
        (
            "activities",
            "kind: update\ndate: 2026-11-12\nby: jonas\naudience: members",
            "Jonas Berg told members what became of their work on 2026-11-12",
        ),
        (
            "activities",
            "kind: story\nby: jonas\nmembers: [amina]\naudience: leaders",
            "Jonas Berg wrote a story for leaders",
        ),
        ("activities", "kind: learning\nby: jonas\nmembers: [jonas]", "Jonas Berg learned something"),
        ("activities", "kind: '{odd} kind'\nby: jonas", "odd kind by Jonas Berg"),
        ("activities", "text: a", "new activity"),
    ],
)
def test_new_records_say_what_was_done_and_not_what_was_said(folder: str, yaml: str, expected: str) -> None:
    whole = plain_text(values(yaml))
    assert sentence(folder, Change((), "added", None, whole), Called(), whole) == expected


def test_a_record_that_is_renamed_or_unreadable_says_so() -> None:
    assert sentence("members", Change((), "renamed", "amina-d", "amina-diallo"), Called(), {}) == (
        "renamed from amina-d to amina-diallo"
    )
    assert sentence("members", Change((), "renamed"), Called(), {}) == "renamed"
    assert sentence("groups", Change((), "unreadable"), Called(), {}) == "the file cannot be read"


def test_what_is_not_for_this_reader_is_named_without_its_value() -> None:
    found = [
        Change(("notes",), "changed", is_hidden=True),
        Change(("gender",), "added", is_hidden=True),
        Change(("skills", Item("git"), "level"), "changed", is_hidden=True),
    ]
    assert sentences("members", found, Called(), {}) == ["notes and skills level changed", "gender added"]
    assert sentence("members", found[0], Called(), {}) == "notes changed"
    assert sentence("members", Change((), "added", is_hidden=True), Called(), {}) == "new member"


def test_texts_are_cut_and_stay_on_one_line() -> None:
    assert tell("groups", "purpose: a", f'purpose: "b\\n{"c" * 200}"') == [f"new purpose: 'b {'c' * 117}…'"]
    assert sentence("skills", Change(("about",), "added", None, "a\x1b[2Jb\u202e"), Called(), {}) == (
        r"about: a\u{1b}[2Jb\u{202e}"
    )


TITLES = [
    ("groups", "payments", "name: Payments Working Group", "Payments Working Group"),
    ("groups", "payments", "status: active", "Payments Working Group"),
    ("groups", "maps", "status: active", "groups/maps"),
    ("members", "amina", "name: Amina Diallo", "Amina Diallo"),
    ("members", "gone", "name: Ann Lee", "a former member"),
    ("members", "removed-1", "status: removed", "members/removed-1"),
    ("members", "amina", "name: write to ann@example.org", "write to (an address)"),
    ("meetings", "x", "series: meet\ndate: 2026-09-10", "CommunityMeet 2026-09-10"),
    (
        "meetings",
        "x",
        "series: payments/weekly-call\ndate: 2026-09-10",
        "Payments Working Group, weekly call 2026-09-10",
    ),
    ("meetings", "x", "series: meet\ntitle: Open day\ndate: 2026-09-10", "Open day 2026-09-10"),
    ("meetings", "x", "series: event\nevent: {name: Week}\ndate: 2026-09-10", "Week 2026-09-10"),
    ("meetings", "x", "status: held", "meetings/x"),
    ("needs", "x", "title: Two reviewers", "Two reviewers"),
    ("spotlights", "x", "member: amina", "Spotlight of Amina Diallo"),
    ("spotlights", "x", "group: identity", "Spotlight of Identity"),
    ("spotlights", "x", "text: a", "spotlights/x"),
    ("requests", "2026-09-02-help-481", "summary: Ann wants to help", "requests/2026-09-02-help-481"),
    ("", "community", "name: Meridian", "Community"),
]


@pytest.mark.parametrize(("folder", "id", "yaml", "expected"), TITLES)
def test_a_record_is_headed_by_its_name(folder: str, id: str, yaml: str, expected: str) -> None:
    assert title(folder, id, Called(), values(yaml)) == expected


@cache
def sample(ref: str) -> str:
    return (SAMPLE / f"{ref}.yaml").read_text("utf-8")


class OfSample:
    """Names as the sample has them."""

    def name(self, target: str, id: str) -> str:
        if target in ("roles", "organisations", "series"):
            return str(values(sample("community"))[target].get(id, {}).get("name", id))
        path = SAMPLE / target / f"{id}.yaml"
        return str(values(sample(f"{target}/{id}")).get("name", id)) if path.exists() else id


def story(ref: str, *edits: tuple[str, str]) -> Story:
    """A record of the sample after some edits of its text, told."""
    folder, _, id = ref.rpartition("/")
    edited = sample(ref)
    for old, new in edits:
        assert edited.count(old) == 1, old
        edited = edited.replace(old, new)
    before, after = values(sample(ref)), values(edited)
    found = list(changes(model_of(folder), before, after))
    return Story(ref, title(folder, id, OfSample(), after), sentences(folder, found, OfSample(), after))


def shown(*stories: Story) -> str:
    return text(stories, [], [], str)


def test_a_group_releases_a_version_and_two_people_join() -> None:
    told_ = story(
        "groups/payments",
        (
            '      - version: "2.1"\n        status: in-development\n        due: 2027-03-31\n',
            '      - version: "2.1"\n        status: released\n        date: 2026-11-18\n        authors:\n'
            "          - amina-diallo\n          - chidi-eze\n"
            '      - version: "2.2"\n        status: in-development\n        due: 2027-09-30\n',
        ),
        (
            "partners:\n  - identity\n",
            "  - member: rosa-quispe\n    role: contributor\n    since: 2026-11-17\n"
            "  - member: tane-parata\n    role: contributor\n    since: 2026-11-17\npartners:\n  - identity\n",
        ),
        ("verified: 2026-09-15", "verified: 2026-11-18"),
    )
    assert shown(told_) == (
        """Payments Working Group (groups/payments)
  Rosa Quispe and Tāne Parata joined as Contributor on 2026-11-17
  version 2.1 of Payments specification was released on 2026-11-18, by Amina Diallo and Chidi Eze (was due 2027-03-31)
  version 2.2 of Payments specification is in development, due 2027-09-30
  record confirmed on 2026-11-18
"""
    )


def test_a_member_becomes_alumni_and_leaves_the_groups() -> None:
    entry = "  - member: rafael-dizon\n    role: contributor\n    since: "
    told_ = [
        story(
            "members/rafael-dizon",
            ("status: active", "status: alumni"),
            ("joined: 2026-03-17\n", "joined: 2026-03-17\nleft: 2026-11-15\n"),
            ("verified: 2026-09-16", "verified: 2026-11-15"),
        ),
        story("groups/payments", (f"{entry}2026-04-15\n", f"{entry}2026-04-15\n    until: 2026-11-15\n")),
        story("groups/messaging", (f"{entry}2026-03-17\n", f"{entry}2026-03-17\n    until: 2026-11-15\n")),
    ]
    assert shown(*told_) == (
        """Messaging Working Group (groups/messaging)
  Rafael Dizon left (Contributor until 2026-11-15)

Payments Working Group (groups/payments)
  Rafael Dizon left (Contributor until 2026-11-15)

Rafael Dizon (members/rafael-dizon)
  became alumni (was active), last day 2026-11-15
  record confirmed on 2026-11-15
"""
    )


def test_a_meeting_is_closed() -> None:
    people = "liis-tamm jonas-berg amina-diallo grace-wanjiru thandiwe-nkosi joseph-mugisha kofi-mensah hana-mori"
    came = "".join(f"  - {id}\n" for id in people.split())
    told_ = story(
        "meetings/2026-11-26-communitymeet",
        ("status: planned", "status: held"),
        (
            "notes_by: joseph-mugisha\n",
            "notes_by: joseph-mugisha\nnotes: https://docs.meridian.example/notes/2026-11-26\n",
        ),
        ("    group: identity\n", "    group: identity\n    summary: A parent can act for a child since Tuesday\n"),
        ("    group: payments\n", "    group: payments\n    summary: 2.1 goes to two markets first\n"),
        ("    by: mei-lin-tan\n", "    by: kofi-mensah\n"),
        (
            "actions:\n",
            f"attended:\n{came}guests: 9\nregrets:\n  - workflow\nactions:\n",
        ),
        (
            "    due: 2026-11-24\n",
            "    due: 2026-11-24\n    done: 2026-11-23\n"
            "  - what: Send the newcomers the course book\n    who: denise-baptiste\n    due: 2026-12-10\n"
            "  - what: Ask the workflow group whether they go on\n    who: liis-tamm\n    due: 2026-12-04\n",
        ),
    )
    assert shown(told_) == (
        """CommunityMeet 2026-11-26 (meetings/2026-11-26-communitymeet)
  was held on 2026-11-26, attended by Liis Tamm, Jonas Berg and 6 more, with 9 guests
  Workflow Working Group sent regrets
  'Registries update' by Kofi Mensah instead of Mei Lin Tan
  on 'Identity update': A parent can act for a child since Tuesday
  on 'Payments update': 2.1 goes to two markets first
  done: 'Book the interpreters' on 2026-11-23
  2 new actions: 'Send the newcomers the course book' (Denise Baptiste, due 2026-12-10) and \
'Ask the workflow group whether they go on' (Liis Tamm, due 2026-12-04)
  notes: https://docs.meridian.example/notes/2026-11-26
"""
    )


def test_skills_are_endorsed_and_a_consent_is_withdrawn() -> None:
    told_ = story(
        "members/amina-diallo",
        ("  spotlight: 2026-02-01", "  spotlight: declined"),
        (
            "        date: 2026-09-04\n        level: 5\n",
            "        date: 2026-09-04\n        level: 5\n"
            "      - by: linh-pham\n        date: 2026-11-12\n        level: 4\n",
        ),
        (
            "  - skill: git\n    level: 4\n    date: 2026-08-30\n    state: confirmed\n",
            "  - skill: git\n    level: 4\n    date: 2026-08-30\n    state: confirmed\n    endorsed:\n"
            "      - by: chidi-eze\n        date: 2026-11-12\n        level: 4\n"
            "      - by: jonas-berg\n        date: 2026-11-14\n        level: 5\n",
        ),
        (
            "  - skill: technical-writing\n    level: 3\n    date: 2026-08-30",
            "  - skill: technical-writing\n    level: 4\n    date: 2026-11-12",
        ),
        (
            "    level: 2\n    date: 2026-08-30\n    state: confirmed\n    want: learn",
            "    level: 3\n    date: 2026-11-12\n    state: confirmed",
        ),
        ("verified: 2026-08-30", "verified: 2026-11-12"),
    )
    assert shown(told_) == (
        """Amina Diallo (members/amina-diallo)
  withdrew the consent to a spotlight (given on 2026-02-01)
  Linh Phạm endorsed 'Writing OpenAPI descriptions' at level 4 on 2026-11-12
  Chidi Eze (level 4, 2026-11-12) and Jonas Berg (level 5, 2026-11-14) endorsed 'Working with git'
  'Technical writing': level 4 (was 3), evaluated on 2026-11-12
  'Test automation': level 3 (was 2), evaluated on 2026-11-12
  no longer wants to learn 'Test automation'
  record confirmed on 2026-11-12
"""
    )


def test_the_community_gets_a_role_and_a_waiver_and_its_repository_becomes_private() -> None:
    told_ = story(
        "community",
        (
            "  contributor:\n    name: Contributor\n",
            "  interpreter:\n    name: Interpreter\n    scope: group\n    acts_as:\n      - expert\n"
            "  contributor:\n    name: Contributor\n",
        ),
        (
            "    until: 2027-06-30\n",
            "    until: 2027-06-30\n  - code: GRP102\n    record: groups/scheduler\n"
            "    reason: Dormant; nobody is sent there\n    until: 2027-03-31\n",
        ),
        ("  visibility: public", "  visibility: private"),
        ("  overlay: ../../meridian-private\n", ""),
        ("today: 2026-11-20", "today: 2026-12-01"),
        ("  first_response_within: 7", "  first_response_within: 5"),
    )
    assert shown(told_) == (
        """Community
  the repository is declared private now: only those with access read it (was public)
  sensitive fields are no longer kept in an overlay (was ../../meridian-private)
  new role: Interpreter, held in groups, acts as expert
  waives GRP102 on groups/scheduler until 2027-03-31: Dormant; nobody is sent there
  policy: first response within 5 days (was 7)
  the day is frozen at 2026-12-01 (was 2026-11-20)
"""
    )


TEXTS = st.one_of(
    st.sampled_from(["a", "b", "active", "removed", "alumni", "held", "declined", "2026-01-01", "", "\n", "x" * 300]),
    st.text(max_size=6),
)
LEAVES = st.one_of(st.none(), TEXTS, st.builds(Plain, TEXTS))
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)
WHOLES = [
    Change((), "added", None, {"status": "active", "members": [None]}),
    Change((), "removed", {}),
    Change((), "renamed", "a", "b"),
    Change((), "unreadable"),
    Change(("notes",), "changed", is_hidden=True),
    Change((), "added", is_hidden=True),
]


@cache
def trees(model: type[Part] | None) -> st.SearchStrategy[Values]:
    """Values that a model would take, with anything in between."""

    def value(field: Any) -> st.SearchStrategy[Any]:
        shape = field.shape
        inner: Any = TEXTS
        if shape.part:
            inner = st.deferred(lambda: trees(shape.part))
        elif shape.words:
            inner = st.one_of(TEXTS, st.sampled_from(shape.words))
        keys = st.sampled_from(shape.key_words) if shape.key_words else TEXTS
        good = {"one": inner, "list": st.lists(inner, max_size=3), "dict": st.dictionaries(keys, inner, max_size=3)}
        return st.one_of(good[shape.container], good[shape.container], ANYTHING)

    known = {name: value(field) for name, field in fields(model).items()} if model else {}
    return st.fixed_dictionaries({}, optional={**known, "x-own": ANYTHING})


class Echo:
    """Names that say what was asked."""

    def name(self, target: str, id: str) -> str:
        return f"{target} {id}"


def each(texts: Sequence[str]) -> Iterator[str]:
    for found in texts:
        assert found
        assert " ".join(found.split()) == found
        assert visible(found) == found
        yield found


@settings(deadline=None)
@given(st.data())
def test_every_change_of_anything_is_told_on_one_line(data: st.DataObject) -> None:
    folder = data.draw(st.sampled_from(sorted(KINDS)))
    before, after = data.draw(trees(model_of(folder))), data.draw(trees(model_of(folder)))
    found = list(changes(model_of(folder), before, after)) + data.draw(st.lists(st.sampled_from(WHOLES), max_size=2))
    stories = list(told(folder, found, Echo(), after))
    assert {id(change) for one in stories for change in one.covers} == {id(change) for change in found}
    together = list(each([one.text for one in stories]))
    assert together == sentences(folder, found, Echo(), after)
    alone = list(each([sentence(folder, change, Echo(), after) for change in found]))
    assert len(alone) == len(found)
    assert list(each([title(folder, "x", Echo(), after)]))


MANY = 200_000
NAMED = {"name": "P", "status": "held"}


@pytest.mark.parametrize(
    ("folder", "field"),
    [("groups", "partners"), ("members", "other_skills"), ("meetings", "attended")],
)
def test_lists_that_are_exchanged_as_a_whole_are_told_in_time(folder: str, field: str) -> None:
    old, new = ([f"{start}{at}" for at in range(MANY)] for start in "ab")
    (said,) = sentences(folder, [Change((field,), "changed", old, new)], Called(), NAMED)
    assert said.count(f"{MANY - 5} more") == 2


def test_list_with_items_that_are_no_texts_is_told_by_what_came_and_went() -> None:
    assert came_and_went(["a", {"b": ["c"]}, ["d"]], [["d"], {"b": ["e"]}, "a"]) == (
        [{"b": ["e"]}],
        [{"b": ["c"]}],
    )


def test_promises_and_affiliations_without_end_are_told() -> None:
    promises = [Change(("actions", Item(f"a{at}"), "who"), "changed", "amina", "jonas") for at in range(20_000)]
    assert len(sentences("meetings", promises, Called(), NAMED)) == 20_000
    moved = [Change(("affiliations", Item(f"o{at}"), "until"), "added", None, "2026-01-01") for at in range(20_000)]
    assert len(sentences("members", moved, Called(), NAMED)) == 20_000


WORDS = st.sampled_from(["notes", "role", "member", "since", "org", "SECRET", "2026-01-01"])
TREES = st.recursive(WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))


@settings(max_examples=300)
@given(
    folder_field=st.sampled_from(
        [
            ("members", "roles"),
            ("members", "affiliations"),
            ("groups", "members"),
            ("groups", "partners"),
            ("", "roles"),
        ]
    ),
    old=TREES,
    new=TREES,
)
def test_no_sentence_repeats_a_container_as_python_writes_it(
    folder_field: tuple[str, str], old: object, new: object
) -> None:
    folder, field = folder_field
    found = list(changes(model_of(folder), {field: old}, {field: new}))
    said = " ".join(sentences(folder, found, Called(), {field: new}))
    assert [mark for mark in ("{'", "['", "Item(") if mark in said] == []
