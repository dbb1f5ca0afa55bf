"""A community in which every personal field holds a token of its own: an output shows what it took from where.

Members: `open` consented to everything, `shut` to a spotlight and not to listing, `none` says nothing, `nope` is listed
and declined spotlights, `rest` is paused, `gone` is an alumna who is not listed, of `wipe` only a tombstone is left.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

CONSENTS = {
    "open": "{listing: 2026-01-02, spotlight: 2026-01-03}",
    "shut": "{listing: declined, spotlight: 2026-01-03, statistics: 2026-01-04}",
    "none": "{}",
    "gone": "{listing: declined}",
}
LATER = {"nope": "{listing: 2026-01-02, spotlight: declined}", "rest": "{}"}
STATUS = {"gone": "alumni\nleft: 2026-10-01", "rest": "paused"}


def token(who: str, field: str) -> str:
    return f"Zq{who}{field}"


def found(text: str) -> set[str]:
    """The tokens in a text, in any case; a region is a number about the community, no token of a person.

    A calendar is folded: a line goes on after a space.
    """
    text = re.sub(r"\r?\n ", "", text) if text.startswith("BEGIN:VCALENDAR") else text
    return {t for t in re.findall(r"zq[a-z]+(?:-id)?", text.lower()) if not t.endswith("region")}


def member(who: str) -> str:
    return f"""name: {token(who, "name")}
status: {STATUS.get(who, "active")}
joined: 2026-02-03
region: zq{who}region
country: SN
timezone: Africa/Dakar
languages: [fr]
affiliations: [{{org: mill, since: 2024-01-01}}]
roles: {"[]" if who == "gone" else "[{role: ambassador, since: 2026-01-01}, {role: manager, since: 2026-01-01}]"}
links: {{github: {token(who, "github")}, linkedin: {token(who, "linkedin")}}}
availability: {{hours_per_month: 6, mentoring: true}}
consents: {(CONSENTS | LATER)[who]}
skills: [{{skill: openapi, level: 4, date: 2026-08-30, state: confirmed, evidence: {token(who, "evidence")}}}]
other_skills: [{token(who, "otherskill")}]
verified: 2026-08-30
"""


TOMBSTONE = "status: removed\n"


def spotlight(who: str) -> str:
    """Answers with a consent that covers their channel; one of them names somebody who may not be named."""
    return f"""member: zq{who}-id
planned: 2026-12-01
status: answered
channels: [linkedin]
answers: {{who: {token(who, "answer")}, how: Asked by {token("none", "name")}}}
quote: {token(who, "quote")}
consent: {{given: 2026-11-01, channels: [linkedin], text_seen: true}}
"""


OVERLAY = {who: f"gender: woman\nnotes: {token(who, 'notes')}\n" for who in (*CONSENTS, *LATER)}

COMMUNITY = """schema: 1
name: Canaries
contact: {address: canaries@meridian.example, owner: zqopen-id}
regions: [zqopenregion, zqshutregion, zqnoneregion, zqgoneregion]
organisations: {mill: {name: The Mill, kind: company}}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager], description: Looks after it, does: [Care]}
  ambassador: {name: Ambassador, scope: community, acts_as: [ambassador], description: Speaks, does: [Speak]}
  lead: {name: Lead, scope: group, acts_as: [lead, triage], description: Leads, does: [Lead]}
series: {meet: {name: Meet, every: 92d, needs: [contribution]}}
privacy: {visibility: public, overlay: ../overlay}
"""

GROUP = """name: Birds
kind: working-group
status: active
purpose: Sing
members:
  - {member: zqopen-id, role: lead, since: 2026-02-04, mentor: zqshut-id}
  - {member: zqshut-id, role: lead, since: 2026-02-04}
  - {member: zqnone-id, role: lead, since: 2026-02-04}
  - {member: zqgone-id, role: lead, since: 2026-02-04, until: 2026-10-01}
products:
  - name: Song
    versions: [{version: "1.0", status: released, date: 2026-03-01, authors: [zqopen-id, zqshut-id, zqgone-id]}]
"""

MEETING = f"""series: meet
status: planned
date: 2026-12-01
start: "10:00"
mode: online
url: https://meet.meridian.example/Zqjoin
facilitator: zqshut-id
notes_by: zqnone-id
agenda: [{{title: Song, kind: update, minutes: 5, by: zqnone-id, group: birds}}]
actions: [{{what: {token("shut", "action")}, who: zqshut-id, due: 2026-11-30}}]
"""

HELD = f"""series: meet
status: held
date: 2026-11-01
mode: online
facilitator: zqshut-id
agenda: [{{title: Song, kind: contribution, minutes: 5, by: zqgone-id}}]
attended: [zqopen-id, zqshut-id, zqnone-id]
actions: [{{what: {token("gone", "action")}, who: zqgone-id, due: 2026-11-10}}]
"""

FILES = {
    "community.yaml": COMMUNITY,
    "groups/birds.yaml": GROUP,
    "meetings/2026-11-01-meet.yaml": HELD,
    "meetings/2026-12-01-meet.yaml": MEETING,
    "skills/openapi.yaml": "name: OpenAPI\ncategory: technical\nabout: Describe an API\n",
    **{f"members/zq{who}-id.yaml": member(who) for who in CONSENTS},
    **{f"spotlights/2026-12-01-{who}.yaml": spotlight(who) for who in ("open", "shut")},
}
"""The smallest of it."""

MEMBERS = {
    **{path: text for path, text in FILES.items() if not path.startswith("spotlights/")},
    "community.yaml": COMMUNITY.replace("zqgoneregion", "zqgoneregion, zqnoperegion, zqrestregion"),
    **{f"members/zq{who}-id.yaml": member(who) for who in LATER},
    "members/zqwipe-id.yaml": TOMBSTONE,
}
"""The community before anybody asked, gave, was thanked or shown."""

ASKED = """kind: join
received: 2026-11-02
source: ticket
ticket: Zqaskedticket
funnel: zqbrought
summary: Zqaskedsummary
interests: [birds]
skills: [openapi]
region: zqnoneregion
languages: [fr]
need: zqneed
owner: zqshut-id
routed: 2026-11-03
onboarding: {call: 2026-11-05}
"""

QUERY = """kind: query
received: 2026-11-01
source: email
summary: Zqquerysummary
interests: [birds]
owner: zqnone-id
routed: 2026-11-03
experts: [{member: zqnone-id, asked: 2026-11-04}, {member: zqshut-id, asked: 2026-11-04, answered: 2026-11-05}]
answer: Zqqueryanswer
"""

JOINED = """kind: join
received: 2026-01-20
source: form
summary: Zqjoinedsummary
owner: zqopen-id
acknowledged: 2026-01-21
first_response: 2026-01-22
onboarding: {call: 2026-01-25, registered: 2026-02-03, mailed: 2026-02-01, followed_up: 2026-02-08}
member: zqnone-id
outcome: joined
closed: 2026-02-10
"""

LOST = """kind: join
received: 2026-10-01
source: person
summary: Zqlostsummary
owner: zqopen-id
outcome: not-now
reason: Zqlostreason
closed: 2026-10-05
"""

FORGET = """kind: privacy
received: 2026-10-01
source: person
summary: Zqforgetsummary
owner: zqshut-id
outcome: referred
referred_to: Zqforgetplace
closed: 2026-10-05
"""

NEED = """title: Zqneedtitle
type: task
group: birds
status: open
opened: 2026-10-01
closes: 2026-12-05
about: Zqneedabout
skills: {openapi: 3}
persona: Zqneedpersona
published: [{channel: newsletter, date: 2026-10-02, url: https://meridian.example/Zqneedurl}]
outreach:
  - {date: 2026-10-03, by: zqnone-id, to: Zqneedplace, result: contacted}
  - {date: 2026-10-03, by: zqshut-id, member: zqshut-id, result: declined}
"""

FILLED = """title: Zqfilledtitle
type: role
group: birds
status: filled
opened: 2026-10-01
filled_by: [zqshut-id]
result: Zqfilledresult
"""


def activity(kind: str, who: str, more: str = "") -> str:
    return f"""kind: {kind}
date: 2026-11-03
by: zqshut-id
members: [zq{who}-id]
text: Zq{kind}text
{more}"""


PROOF = """status: {status}
member: zqnope-id
planned: 2026-10-05
channels: [linkedin]
answers: {{who: Zqnopeanswer}}
quote: Zqnopequote
consent: {{given: 2026-10-01, channels: [linkedin], text_seen: true, withdrawn: 2026-11-01}}
approved_by: zqopen-id
published: [{{channel: linkedin, date: 2026-10-05, url: "https://social.example/Zqnopepost"}}]
"""

OUT = """status: published
member: zqopen-id
planned: 2026-10-06
channels: [linkedin]
answers: {who: Zqoutanswer}
quote: Zqoutquote
image: {path: pictures/Zqoutpath.png, alt: Zqoutalt, credit: Zqoutcredit}
consent: {given: 2026-10-01, channels: [linkedin], text_seen: true}
approved_by: zqshut-id
published: [{channel: linkedin, date: 2026-10-06, url: "https://social.example/Zqoutpost"}]
"""

OF_GROUP = """status: invited
group: birds
planned: 2027-01-06
channels: [linkedin]
answers: {who: Zqgroupanswer}
quote: Zqgroupquote
"""

NEW = {
    "requests/2026-11-02-zqasked.yaml": ASKED,
    "requests/2026-11-01-zqquery.yaml": QUERY,
    "requests/2026-01-20-zqjoined.yaml": JOINED,
    "requests/2026-10-01-zqlost.yaml": LOST,
    "requests/2026-10-01-zqforget.yaml": FORGET,
    "needs/zqneed.yaml": NEED,
    "needs/zqfilled.yaml": FILLED,
    "activities/2026/2026-11-03-zqthanks.yaml": activity("thanks", "none", "next_step: Zqthanksstep\n"),
    "activities/2026/2026-11-03-zqrecognition.yaml": activity("recognition", "none"),
    "activities/2026/2026-11-03-zqcheckin.yaml": activity("checkin", "none", "needs: Zqcheckinneeds\n"),
    "activities/2026/2026-11-03-zqconnect.yaml": activity("connect", "none"),
    "activities/2026/2026-11-03-zqlearning.yaml": activity("learning", "none", "formal: true\n"),
    "activities/2026/2026-11-03-zqrenewal.yaml": activity("renewal", "rest"),
    "activities/2026/2026-11-03-zqstory.yaml": activity("story", "none", "goal: Zqstorygoal\naudience: leaders\n"),
    "activities/2026/2026-11-03-zqcontribution.yaml": activity(
        "contribution",
        "none",
        "groups: [birds]\ntype: review\nused_in: Zqcontributionuse\nurl: https://meridian.example/Zqcontributionurl\n",
    ),
    **{path: text for path, text in FILES.items() if path.startswith("spotlights/")},
    "spotlights/2026-10-05-zqnope.yaml": PROOF.format(status="withdrawn"),
    "spotlights/2026-10-06-zqout.yaml": OUT,
    "spotlights/2027-01-06-birds.yaml": OF_GROUP,
}
"""Requests, needs, activities and spotlights."""


LEAK = ("leak@mail.example", "+4915112345678")
"""A mail address and a phone number that somebody wrote into every text."""


def leaking(text: str) -> str:
    """The texts of a record with an address and a number in each of them; addresses of pages and paths are no texts."""
    return re.sub(r"\bZq\w+(?<!url)(?<!post)(?<!path)\b", rf"\g<0> {' '.join(LEAK)}", text)


def write(folder: Path, files: Mapping[str, str]) -> None:
    """The files under a folder."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def save(root: Path, message: str) -> None:
    """All that lies there as a commit."""
    who = ("-c", "user.name=Liis Tamm", "-c", "user.email=1+liis-tamm@users.noreply.github.com")
    for command in (("init", "-q", "-b", "main"), ("add", "-A"), (*who, "commit", "-qm", message)):
        subprocess.run(["git", *command], cwd=root, check=True)


def community(folder: Path) -> Path:
    """The registry with its overlay, in two commits: the community, then what was asked, given, thanked and shown."""
    root = folder / "registry"
    write(root, MEMBERS)
    write(folder, {f"overlay/members/zq{who}-id.yaml": text for who, text in OVERLAY.items()})
    save(root, "members")
    write(root, NEW)
    save(root, "requests, needs, activities, spotlights")
    for setting in (("user.name", "Liis Tamm"), ("user.email", "1+liis-tamm@users.noreply.github.com")):
        subprocess.run(["git", "config", *setting], cwd=root, check=True)
    return root


CUT = "--- cut here ---"


def parts(draft: str) -> tuple[set[str], set[str]]:
    """The tokens above the line, for the editor, and below it, in what will be sent."""
    above, _, below = draft.partition(CUT)
    return found(above), found(below)
