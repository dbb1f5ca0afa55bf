"""The community as a whole: what the samples of CFG101-106 cannot show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from cmtool.checks import rules
from cmtool.checks.waivers import apply
from cmtool.store.entries import Entry
from cmtool.store.load import assemble

TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: Community
contact: {address: community@meridian.example, owner: ada-stone}
regions: [north]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  host: {name: Host, scope: group, acts_as: [manager]}
channels: [{id: chat, purpose: Talk, gathering: true}]
privacy: {visibility: public}
"""
ADA = "{name: Ada Stone, status: active, roles: [{role: manager, since: 2026-09-01}]}"
TEAM = (
    "{name: Core, kind: core-team, status: active, purpose: Keep it going, members: [{member: ben-okoro, role: host}]}"
)
BEN = "{name: Ben Okoro, status: active}"


def told(code: str, files: Mapping[str, str | None]) -> list[tuple[str, str, str]]:
    texts = {"community": COMMUNITY, "members/ada-stone": ADA} | files
    loaded = assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in texts.items() if text is not None)
    return [(f.field_name, f.message, f.hint) for f in rules()[code].check(loaded.registry, TODAY)]


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"members/ada-stone": BEN.replace("Ben", "Ada"), "members/ben-okoro": BEN, "groups/core": TEAM},
        {"members/ada-stone": "name: ["},
        {"members/ada-stone": None, "groups/core": "name: ["},
        {"community": "name: ["},
    ],
)
def test_somebody_manages_or_may(files: Mapping[str, str | None]) -> None:
    assert told("CFG101", files) == []


@pytest.mark.parametrize(
    "ada",
    [
        ADA.replace("active", "paused"),
        ADA.replace("2026-09-01", "2027-01-01"),
        ADA.replace("2026-09-01", "2026-09-01, until: 2026-11-19"),
    ],
)
def test_nobody_manages_today(ada: str) -> None:
    assert told("CFG101", {"members/ada-stone": ada}) == [
        (
            "roles.manager",
            "nobody active holds a role that acts as manager",
            "an active member takes one of these roles: manager, host",
        )
    ]


def test_no_role_acts_as_manager() -> None:
    assert told("CFG101", {"community": COMMUNITY.replace("manager]", "ambassador]")}) == [
        (
            "roles",
            "nobody active holds a role that acts as manager",
            "add 'acts_as: [manager]' to a role, and give the role to an active member",
        )
    ]


@pytest.mark.parametrize(
    ("ada", "count"), [(ADA, 0), ("name: [", 0), (None, 0), (ADA.replace("active", "onboarding"), 1)]
)
def test_contact_owner_who_is_known_is_active(ada: str | None, count: int) -> None:
    assert len(told("CFG102", {"members/ada-stone": ada})) == count


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        ("[]", [("channels", "no channel is marked as the gathering place")]),
        ("[{id: chat, purpose: Talk}]", [("channels", "no channel is marked as the gathering place")]),
        (
            "[{id: chat, purpose: Talk, gathering: true}, {id: mail, purpose: News}, "
            "{id: wiki, purpose: Text, gathering: true}]",
            [("channels[2].gathering", "more than one channel is marked as the gathering place: 'wiki' beside 'chat'")],
        ),
    ],
)
def test_one_channel_is_the_gathering_place(channels: str, expected: list[tuple[str, str]]) -> None:
    community = COMMUNITY.replace("[{id: chat, purpose: Talk, gathering: true}]", channels)
    assert [found[:2] for found in told("CFG103", {"community": community})] == expected


def test_role_that_nobody_holds_needs_no_description() -> None:
    assert told("CFG104", {}) == [
        (
            "roles.manager",
            "role 'manager' is used but has no description and no duties",
            "add `description` and `does` to the role",
        )
    ]


def test_skills_in_members_need_a_purpose() -> None:
    ada = ADA[:-1] + ", skills: [{skill: aa, level: 1, date: 2026-01-01, state: confirmed}]}"
    assert told("CFG105", {}) == []
    assert len(told("CFG105", {"members/ada-stone": ada})) == 1
    assert told("CFG105", {"members/ada-stone": ada, "community": COMMUNITY + "skills_purpose: Find help\n"}) == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("MEM210", "no rule 'MEM210'; did you mean 'MEM201'?"),
        ("MEM999", "no rule 'MEM999'"),
        ("PRV199", "no rule 'PRV199'; did you mean 'PRV101'?"),
        ("MEM204", "waiver for MEM204 on 'community': nothing needs it any more"),
    ],
)
def test_waiver_of_a_code_that_no_rule_has(code: str, expected: str) -> None:
    waiver = f"waivers: [{{code: {code}, record: community, reason: Why, until: 2027-01-01}}]\n"
    registry = assemble([Entry("community.yaml", "file", (COMMUNITY + waiver).encode())]).registry
    standing, (finding,) = apply([], registry, TODAY)
    assert (standing, finding.message) == ([], expected)


def test_hint_lists_the_rules_that_were_probably_meant() -> None:
    waiver = "waivers: [{code: SKL999, record: community, reason: Why, until: 2027-01-01}]\n"
    registry = assemble([Entry("community.yaml", "file", (COMMUNITY + waiver).encode())]).registry
    _, (finding,) = apply([], registry, TODAY)
    assert (finding.field_name, finding.hint) == (
        "waivers[0].code",
        "write one of SKL101, SKL201, SKL202, or remove it",
    )


@pytest.mark.parametrize(
    ("record", "until", "expected"),
    [
        (
            "members/tomas-nov",
            "2027-01-01",
            ".record: no record 'members/tomas-nov'; did you mean 'members/tomas-novy'?",
        ),
        (
            "members/tomas-nov",
            "2026-01-01",
            ".record: no record 'members/tomas-nov'; did you mean 'members/tomas-novy'?",
        ),
        (
            "member/tomas-novy",
            "2027-01-01",
            ".record: no record 'member/tomas-novy'; did you mean 'members/tomas-novy'?",
        ),
        ("plans/spring", "2027-01-01", ".record: no record 'plans/spring'"),
        ("members/cy-lee", "2027-01-01", ": waiver for MEM204 on 'members/cy-lee': nothing needs it any more"),
        ("members/tomas-novy", "2026-01-01", ": waiver for MEM204 on 'members/tomas-novy' expired on 2026-01-01"),
    ],
)
def test_waiver_of_a_record_that_does_not_exist(record: str, until: str, expected: str) -> None:
    waiver = f"waivers: [{{code: MEM204, record: {record}, reason: Why, until: {until}}}]\n"
    files = {"community": COMMUNITY + waiver, "members/tomas-novy": "status: removed\n", "members/cy-lee": "name: ["}
    registry = assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in files.items()).registry
    _, (finding,) = apply([], registry, TODAY)
    assert f"{finding.field_name}: {finding.message}" == f"waivers[0]{expected}"
