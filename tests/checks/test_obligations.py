"""Clock rules: each obligation with its day, who settles it, and how; future ones too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest

from cmtool.checks import check
from cmtool.finding import Finding
from cmtool.store.entries import Entry
from cmtool.store.load import assemble

TODAY = date(2026, 11, 20)

COMMUNITY = """
schema: 1
name: Obligations
contact: {address: community@meridian.example, owner: ada-stone}
regions: [north]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager], description: Keeps it going, does: [Answers mail]}
  lead: {name: Lead, scope: group, acts_as: [lead, triage], description: Leads, does: [Chairs]}
privacy: {visibility: public}
"""
ADA = """
name: Ada Stone
status: active
joined: 2026-01-05
region: north
roles: [{role: manager, since: 2026-01-05}]
"""
BEN = "{name: Ben Okoro, status: active, joined: 2026-09-01, region: north}"
MAPS = """
name: Maps
kind: working-group
status: active
purpose: Draw maps together
members: [{member: ben-okoro, role: lead}]
"""
MEETING = "{series: event, status: held, date: 2026-10-06, mode: online, facilitator: ada-stone, attended: [ada-stone]}"


def obligations(code: str, files: Mapping[str, str]) -> list[Finding]:
    base = {"community": COMMUNITY, "members/ada-stone": ADA, "members/ben-okoro": BEN, "meetings/talk": MEETING}
    texts = base | files
    loaded = assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in texts.items())
    assert loaded.findings == []
    return [finding for finding in check(loaded.registry, TODAY) if finding.code == code and finding.due]


def told(code: str, files: Mapping[str, str]) -> list[tuple[str, str, str, tuple[str, ...], str]]:
    found = [(f.record, f.message, f.due) for f in obligations(code, files)]
    return [(record, message, str(due.date), due.who, due.command) for record, message, due in found if due]


def test_inactive_member_is_the_managers_task() -> None:
    assert told("MEM201", {}) == [
        ("members/ada-stone", "no evidence of activity since 2026-10-06", "2027-04-04", ("ada-stone",), ""),
        ("members/ben-okoro", "no evidence of activity since joining on 2026-09-01", "2027-04-04", ("ada-stone",), ""),
    ]


def test_silence_means_nothing_before_the_first_evidence() -> None:
    assert told("MEM201", {"meetings/talk": MEETING.replace("held", "planned").replace("[ada-stone]", "[]")}) == []
    assert told("GRP201", {"groups/maps": MAPS, "meetings/talk": MEETING.replace("held", "cancelled")}) == []


def test_record_is_confirmed_by_its_member_or_by_the_leads() -> None:
    files = {
        "members/ben-okoro": BEN.replace("}", ", verified: 2026-11-01}"),
        "groups/maps": MAPS + "verified: 2026-10-01\n",
    }
    assert told("MEM202", files) == [
        (
            "members/ben-okoro",
            "not verified since 2026-11-01",
            "2027-11-01",
            ("ben-okoro",),
            "cmtool set members/ben-okoro verified=today",
        ),
        (
            "groups/maps",
            "not verified since 2026-10-01",
            "2027-10-01",
            ("ben-okoro",),
            "cmtool set groups/maps verified=today",
        ),
    ]


def test_silent_group_is_the_task_of_its_leads() -> None:
    message = "marked active, but no meeting or contribution since 2026-10-06: is it still working?"
    assert told("GRP201", {"groups/maps": MAPS}) == [
        ("groups/maps", message, "2027-04-04", ("ben-okoro",), "cmtool show groups/maps")
    ]


def test_group_without_lead_is_the_task_of_the_managers() -> None:
    files = {"groups/maps": MAPS.replace("[{member: ben-okoro, role: lead}]", "[]") + "charter: {ends: 2026-12-31}\n"}
    assert told("GRP202", files) == [
        ("groups/maps", "charter expires on 2026-12-31, not renewed", "2027-01-01", ("ada-stone",), "")
    ]


def test_lead_who_left_is_not_asked() -> None:
    left = BEN.replace("active", "alumni").replace("}", ", left: 2026-10-31}")
    (obligation,) = obligations("GRP201", {"groups/maps": MAPS, "members/ben-okoro": left})
    assert obligation.due and obligation.due.who == ("ada-stone",)


def test_group_counts_as_silent_half_a_year_after_its_charter_or_its_last_meeting() -> None:
    met = MEETING.replace("series: event", "series: maps/call").replace("2026-10-06", "2026-11-03")
    maps = MAPS + "meets: [{id: call, every: 14d, starts: 2026-11-03, time: '14:00'}]\ncharter: {ends: 2026-10-31}\n"
    message = "charter ended on 2026-10-31, and no meeting or contribution after 2026-11-03"
    assert told("GRP209", {"groups/maps": maps, "meetings/maps-call": met}) == [
        ("groups/maps", message, "2027-05-02", ("ben-okoro",), "cmtool show groups/maps")
    ]


def test_version_is_overdue_from_the_day_after() -> None:
    maps = MAPS + 'products: [{name: Atlas, versions: [{version: "2.0", status: planned, due: 2026-12-31}]}]\n'
    assert told("GRP208", {"groups/maps": maps}) == [
        ("groups/maps", "version 2.0 is due on 2026-12-31, not released", "2027-01-01", ("ben-okoro",), "")
    ]


def test_member_is_reminded_once_at_the_oldest_skill_and_of_each_proposal() -> None:
    skill = "{name: Drawing, category: technical, about: To draw}"
    evaluated = """
name: Ben Okoro
status: active
joined: 2026-09-01
region: north
skills:
  - {skill: drawing, level: 3, date: 2026-10-02, state: confirmed}
  - {skill: listening, level: 3, date: 2026-10-01, state: confirmed}
  - {skill: copying, level: 2, date: 2026-11-02, state: proposed}
"""
    files = {
        "members/ben-okoro": evaluated,
        "skills/drawing": skill,
        "skills/listening": skill,
        "skills/copying": skill,
    }
    assert told("SKL202", files) == [
        (
            "members/ben-okoro",
            "skill 'copying' was proposed on 2026-11-02, not confirmed",
            "2026-12-02",
            ("ben-okoro",),
            "cmtool set members/ben-okoro 'skills[copying].state=confirmed'",
        ),
        ("members/ben-okoro", "self-evaluation of 2026-10-01 not renewed", "2027-10-01", ("ben-okoro",), ""),
    ]
    assert [finding.field_name for finding in obligations("SKL202", files)] == ["skills[2].state", "skills[1].date"]


EVERYTHING_DUE = {
    "members/ben-okoro": """
name: Ben Okoro
status: active
joined: 2026-09-01
region: north
verified: 2026-09-01
skills:
  - {skill: drawing, level: 3, date: 2026-10-02, state: confirmed}
  - {skill: copying, level: 2, date: 2026-11-02, state: proposed}
""",
    "skills/drawing": "{name: Drawing, category: technical, about: To draw}",
    "skills/copying": "{name: Copying, category: technical, about: To copy}",
    "groups/maps": MAPS
    + """
since: 2026-10-01
charter: {ends: 2026-10-31}
products: [{name: Atlas, versions: [{version: "2.0", status: planned, due: 2026-12-31}]}]
""",
}


@pytest.mark.parametrize(
    ("cadence", "code"),
    [
        ("inactive_after", "MEM201"),
        ("verify_every", "MEM202"),
        ("group_silent", "GRP201"),
        ("dissolve_after", "GRP209"),
    ],
)
def test_cadence_of_null_is_off(cadence: str, code: str) -> None:
    assert obligations(code, EVERYTHING_DUE) != []
    assert obligations(code, EVERYTHING_DUE | {"community": COMMUNITY + f"policy: {{{cadence}: null}}\n"}) == []


def test_renewal_and_proposals_are_switched_off_apart() -> None:
    def fields(policy: str) -> list[str]:
        files = EVERYTHING_DUE | {"community": COMMUNITY + f"policy: {{{policy}}}\n"}
        return [finding.field_name for finding in obligations("SKL202", files)]

    assert fields("skills_every: null") == ["skills[1].state"]
    assert fields("propose_within: null") == ["skills[0].date"]


@pytest.mark.parametrize("code", ["MEM201", "MEM202", "GRP201", "GRP202", "GRP208", "GRP209", "SKL202"])
def test_term_may_end_after_the_last_day_that_a_record_may_name(code: str) -> None:
    far = {path: re.sub("2026-[0-9-]+", "2999-12-31", text) for path, text in EVERYTHING_DUE.items()}
    assert max(finding.due.date for finding in obligations(code, far) if finding.due) > date(2999, 12, 31)
