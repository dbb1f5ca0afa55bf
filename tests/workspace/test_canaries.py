"""The strongest privacy test: every personal field holds a token of its own; an output holds only those it may.

Members: `open` consented to listing, `shut` did not, `none` says nothing, `gone` is an alumna who did not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Run = Callable[..., Outcome]

CONSENTS = {
    "open": "{listing: 2026-01-02, spotlight: 2026-01-03}",
    "shut": "{listing: declined, spotlight: 2026-01-03, statistics: 2026-01-04}",
    "none": "{}",
    "gone": "{listing: declined}",
}
STATUS = {"gone": "alumni\nleft: 2026-10-01"}


def token(who: str, field: str) -> str:
    return f"Zq{who}{field}"


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
consents: {CONSENTS[who]}
skills: [{{skill: openapi, level: 4, date: 2026-08-30, state: confirmed, evidence: {token(who, "evidence")}}}]
other_skills: [{token(who, "otherskill")}]
verified: 2026-08-30
"""


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


OVERLAY = {who: f"gender: woman\nnotes: {token(who, 'notes')}\n" for who in CONSENTS}

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


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / "registry" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "registry" / path).write_text(text)
    (tmp_path / "overlay/members").mkdir(parents=True)
    for who, text in OVERLAY.items():
        (tmp_path / f"overlay/members/zq{who}-id.yaml").write_text(text)
    return tmp_path / "registry"


def found(text: str) -> set[str]:
    """The tokens in a text, in any case; a region is a number about the community, no token of a person.

    A calendar is folded: a line goes on after a space.
    """
    text = re.sub(r"\r?\n ", "", text) if text.startswith("BEGIN:VCALENDAR") else text
    return {t for t in re.findall(r"zq[a-z]+(?:-id)?", text.lower()) if not t.endswith("region")}


PUBLIC = {"zqopenname"}
PUBLIC_JSON = PUBLIC | {"zqopen-id"}
ALL_NAMES = {"zqopenname", "zqshutname", "zqnonename"}
ALL_IDS = {"zqopen-id", "zqshut-id", "zqnone-id"}
SPOTLIGHT = {"zqopenname", "zqopenlinkedin"}
AGENDA = ALL_NAMES | {"zqgonename", "zqjoin", "zqshutaction", "zqgoneaction"}

CALENDAR = {"zqjoin"}
"""The calendar names nobody but who will be shown, with `--private`, and tells where to join."""

MAY_HOLD = {
    ("report", "overview"): PUBLIC,
    ("report", "overview", "--format", "html"): PUBLIC,
    ("report", "overview", "--format", "json"): PUBLIC_JSON,
    ("report", "overview", "--private"): ALL_NAMES,
    ("report", "overview", "--private", "--format", "html"): ALL_NAMES,
    ("report", "overview", "--private", "--format", "json"): ALL_NAMES | ALL_IDS,
    **{("report", "calendar", "--format", form): CALENDAR for form in ("md", "html", "json", "csv", "ics")},
    **{
        ("report", "calendar", "--private", "--format", form): CALENDAR | {"zqopenname", "zqshutname"}
        for form in ("md", "html", "json", "csv")
    },
    ("report", "calendar", "--private", "--format", "ics"): CALENDAR,
    ("draft", "spotlight", "zqopen-id"): SPOTLIGHT,
    ("draft", "spotlight", "zqshut-id"): {"zqshutname", "zqshutlinkedin"},
    ("draft", "spotlight", "2026-12-01-open"): SPOTLIGHT | {"zqopenanswer", "zqopenquote"},
    ("draft", "spotlight", "2026-12-01-shut"): {
        "zqshutname",
        "zqshutlinkedin",
        "zqshutanswer",
        "zqshutquote",
        "zqshut-id",
    },
    ("agenda", "2026-12-01-meet"): AGENDA,
    ("agenda", "2026-12-01-meet", "--format", "html"): AGENDA,
    ("agenda", "2026-12-01-meet", "--format", "json"): AGENDA | ALL_IDS | {"zqgone-id"},
}


@pytest.mark.parametrize("command", MAY_HOLD, ids=" ".join)
def test_output_holds_only_what_its_reader_may_know(command: tuple[str, ...], cmtool: Run, root: Path) -> None:
    outcome = cmtool(*command, "--registry", str(root), "--today", "2026-11-20")
    assert outcome.code == 0
    assert found(outcome.out) == MAY_HOLD[command]
    assert found(outcome.err) == set()


def test_registry_of_canaries_has_no_other_errors(cmtool: Run, root: Path) -> None:
    """The tokens reach the outputs because the records are read, not because they are broken."""
    outcome = cmtool("validate", "--registry", str(root), "--today", "2026-11-20", "--format", "concise")
    codes = [line.split()[1] for line in outcome.out.splitlines() if " error " in line]
    assert sorted(set(codes)) == ["PRV103", "PRV105"]


def test_public_build_holds_only_what_everybody_may_know(cmtool: Run, root: Path, tmp_path: Path) -> None:
    outcome = cmtool("build", "--keep-going", "--registry", str(root), "--today", "2026-11-20")
    assert found(outcome.out + outcome.err) == set()
    for path in (tmp_path / "build").rglob("*"):
        if path.is_file() and "drafts" not in path.parts and path.name != ".cmtool-build":
            may = CALENDAR if path.stem == "calendar" or path.suffix == ".ics" else PUBLIC_JSON
            assert found(path.read_text("utf-8")) <= may, path
    texts = {path.parent.name: path.read_text("utf-8") for path in (tmp_path / "build/drafts").rglob("draft.txt")}
    assert {ref: found(text) for ref, text in texts.items()} == {
        "2026-12-01-open": {"zqopenname", "zqopenanswer", "zqopenquote"},
        "2026-12-01-shut": {"zqshutname", "zqshutanswer", "zqshutquote"},
    }


def test_hostile_template_sees_no_more_than_ours(cmtool: Run, root: Path) -> None:
    (root / "templates/reports").mkdir(parents=True)
    dump = """
{% macro dump(x) %}
{% if x is mapping %}{% for k, v in x|dictsort %}{{ k }}{{ dump(v) }}{% endfor %}
{% elif x is iterable and x is not string %}{% for v in x %}{{ dump(v) }}{% endfor %}
{% else %} {{ x }} {% endif %}
{% endmacro %}
"""
    names = [
        *("report", "today", "audience", "community", "numbers", "sections", "people"),
        *("members_by_region", "members_by_organisation", "next_meetings"),
    ]
    everything = dump + "".join(f"{{{{ dump({name}) }}}}" for name in names)
    (root / "templates/reports/overview.md.j2").write_text(everything)
    outcome = cmtool("report", "overview", "--registry", str(root), "--today", "2026-11-20")
    assert outcome.code == 0
    assert found(outcome.out) == PUBLIC_JSON
