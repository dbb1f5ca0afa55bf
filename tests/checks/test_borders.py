"""Borders of rules that their samples cannot show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from cmtool.checks import rules
from cmtool.document.reader import read
from cmtool.model.member import OverlayMember
from cmtool.model.registry import Registry
from cmtool.store.schema import to_record
from tests.registries import registry_from

TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: Borders
contact: {address: community@meridian.example, owner: ada-stone}
regions: [north]
organisations: {}
roles:
  lead: {name: Lead, scope: group, acts_as: [lead], baseline: {drawing: 3}}
pathway: [{id: hello, name: Says hello, level: casual}, {id: draws, name: Draws, level: active}]
privacy: {visibility: public}
"""


def registry(files: Mapping[str, str]) -> Registry:
    texts = {"community": COMMUNITY} | files
    return registry_from(texts)


def told(code: str, where: Registry) -> list[str]:
    found = list(rules()[code].check(where, TODAY))
    return [f"{finding.record} {finding.field_name}: {finding.message}" for finding in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë Marin", "zoe MARIN"),
        ("Diallo, Amina", "Amina Diallo"),
        ("Mei-Lin Tan", "Tan Mei Lin"),
        ("Tadhg O’Brien", "Tadhg O'Brien"),
        ("Jürgen Groß", "Jurgen GROSS"),
        ("J. R. Stone", "Stone J R"),
        ("Nguyễn Văn An", "Nguyen Van An"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    found = registry(
        {"members/aa": f'{{name: "{one}", status: active}}', "members/bb": f'{{name: "{other}", status: active}}'}
    )
    assert told("MEM203", found) == ["members/bb name: probably the same person as members/aa"]


@pytest.mark.parametrize(
    ("one", "other"), [("Ada Stone", "Ada Stones"), ("李明", "李鸣"), ("Ann Lee", "Anne Lee"), ("‐", "–")]
)
def test_different_names(one: str, other: str) -> None:
    found = registry(
        {"members/aa": f"{{name: {one}, status: active}}", "members/bb": f"{{name: {other}, status: active}}"}
    )
    assert told("MEM203", found) == []


def test_many_unknown_members_are_listed_in_part() -> None:
    found = registry({f"members/m{number:02}": f"{{name: N{number}, status: active}}" for number in range(23)})
    (finding,) = rules()["MEM204"].check(found, TODAY)
    assert finding.message == "23 members with unknown 'joined' or 'region': figures leave them out and say so"
    listed = ", ".join(f"m{number:02}" for number in range(20))
    assert finding.hint == f"{listed} and 3 more; cmtool set MEMBER region=... where somebody knows"


def test_group_without_own_pathway_takes_the_communitys() -> None:
    steps = (
        "steps: [{step: draws, date: 2026-03-01}, {step: hello, date: 2026-04-01}, {step: owns-area, date: 2026-05-01}]"
    )
    group = f"""
name: Maps
kind: team
status: active
purpose: Draw maps
members: [{{member: ada-stone, role: lead, {steps}}}]
"""
    assert told("GRP105", registry({"groups/maps": group})) == [
        "groups/maps members[0].steps[2].step: the pathway has no step 'owns-area'",
        "groups/maps members[0].steps[0].date: step 'draws' on 2026-03-01 is before 'hello' on 2026-04-01",
    ]


def test_group_without_any_date_is_asked_for_its_update() -> None:
    community = COMMUNITY + "series: {meet: {name: Meet, needs: [contribution]}}\n"
    meeting = "{series: meet, status: held, date: 2026-01-06, mode: online, facilitator: ada-stone, attended: 4}"
    group = "{name: Maps, kind: working-group, status: active, purpose: Draw maps, members: []}"
    found = registry({"community": community, "groups/maps": group, "meetings/meet": meeting})
    assert told("MTG108", found) == ["meetings/meet agenda: 'maps' gave no update and sent no regrets"]


def test_unknown_days_of_joining_and_leaving_pass() -> None:
    files = {
        "members/ben-okoro": "{name: Ben Okoro, status: alumni, joined: unknown, left: unknown}",
        "members/cleo-marsh": "{name: Cleo Marsh, status: active}",
        "meetings/talk": """
{series: event, status: held, date: 2020-01-06, mode: online, facilitator: ben-okoro, attended: [ben-okoro, cleo-marsh]}
""",
    }
    assert told("MTG110", registry(files)) == []


def test_evaluations_of_the_overlay_are_judged_like_those_of_the_member() -> None:
    files = {
        "members/ada-stone": "{name: Ada Stone, status: active}",
        "skills/drawing": "{name: Drawing, category: technical, about: To draw}",
        "groups/maps": """
{name: Maps, kind: team, status: active, purpose: Draw maps, members: [{member: ada-stone, role: lead}]}
""",
    }
    public = registry(files)
    text = b"""
skills:
  - {skill: drawing, level: 2, date: 2026-10-01, state: confirmed}
  - {skill: drawing, level: 9, date: 2026-10-01, state: confirmed}
"""
    reading = read("overlay/members/ada-stone.yaml", text, record="members/ada-stone", private=True)
    record, _ = to_record(OverlayMember, "ada-stone", reading.value or {}, reading.source)
    assert isinstance(record, OverlayMember)
    both = Registry(public.community, public.records, overlay={"ada-stone": record})
    assert told("SKL101", both) == [
        "members/ada-stone skills[1].skill: skill 'drawing' is listed twice",
        "members/ada-stone skills[1].level: level 9 is not one of 1 to 5",
    ]
    assert told("SKL201", both) == ["members/ada-stone skills[0].level: below the baseline of role 'lead' in 'drawing'"]
    assert {f.source.private for code in ("SKL101", "SKL201") for f in rules()[code].check(both, TODAY)} == {True}


def group(members: str, pathway: str = "[]") -> str:
    return f"{{name: Maps, kind: team, status: active, purpose: Draw, pathway: {pathway}, members: [{members}]}}"


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (["2026-01-01..2026-12-31", "2026-02-01..2026-02-02", "2026-03-01..2026-03-02"], {1: 0, 2: 0}),
        (["2026-02-01..2026-02-02", "2026-03-01..2026-03-02", "2026-01-01..2026-12-31"], {2: 0}),
        (["2026-01-01..2026-01-31", "2026-02-01..2026-02-02", "2026-02-02..2026-12-31"], {2: 1}),
        (["2026-03-01..2026-01-01", "2026-02-01..2026-02-02"], {}),
        (["2026-01-01..2026-01-31", "2026-01-01..2026-01-31"], {1: 0}),
    ],
)
def test_overlapping_entries_are_told_at_the_later_one(times: list[str], expected: dict[int, int]) -> None:
    parts = (time.split("..") for time in times)
    entries = ", ".join(f"{{member: ada-stone, role: lead, since: {since}, until: {until}}}" for since, until in parts)
    message = "'ada-stone' is listed twice as 'lead' at the same time, also in members"
    assert told("GRP103", registry({"groups/maps": group(entries)})) == [
        f"groups/maps members[{later}].member: {message}[{earlier}]" for later, earlier in expected.items()
    ]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("aa 2026-01-01, bb 2026-01-01, cc 2026-01-01", None),
        ("cc 2026-03-01, bb 2026-02-01, aa 2026-01-01", None),
        ("bb 2026-02-02, bb 2026-02-01, aa 2026-02-01", None),
        ("cc 2026-02-01, bb 2026-02-01, aa 2026-03-01", "steps[0].date: step 'cc' on 2026-02-01 is before 'aa'"),
        ("aa 2026-03-01, bb 2026-02-01, cc 2026-02-01", "steps[1].date: step 'bb' on 2026-02-01 is before 'aa'"),
    ],
)
def test_first_step_that_comes_too_early(steps: str, expected: str | None) -> None:
    pathway = f"[{', '.join(f'{{id: {id}, name: x, level: casual}}' for id in ('aa', 'bb', 'cc'))}]"
    reached = ", ".join(f"{{step: {id}, date: {day}}}" for id, day in (step.split() for step in steps.split(", ")))
    entry = f"{{member: ada-stone, role: lead, steps: [{reached}]}}"
    found = told("GRP105", registry({"groups/maps": group(entry, pathway)}))
    assert found == ([f"groups/maps members[0].{expected} on 2026-03-01"] if expected else [])


def test_long_pathway_is_listed_in_part() -> None:
    pathway = f"[{', '.join(f'{{id: s{n:02}, name: x, level: casual}}' for n in range(14))}]"
    entry = "{member: ada-stone, role: lead, steps: [{step: hello, date: 2026-01-01}]}"
    (finding,) = rules()["GRP105"].check(registry({"groups/maps": group(entry, pathway)}), TODAY)
    assert finding.hint == f"steps of the pathway: {', '.join(f's{n:02}' for n in range(12))} and 2 more"


def test_the_last_day_of_somebody_who_has_left_may_be_today() -> None:
    def left(until: str) -> Registry:
        return registry(
            {
                "members/ada-stone": "{name: Ada Stone, status: alumni, left: 2026-11-20, "
                f"roles: [{{role: lead, since: 2026-01-01, until: {until}}}]}}",
                "groups/drawing": "{name: Drawing, kind: team, status: dormant, purpose: Drawing, "
                f"members: [{{member: ada-stone, role: lead, since: 2026-01-01, until: {until}}}]}}",
            }
        )

    codes = ("GRP103", "MEM101", "REF103")
    assert [told(code, left("2026-11-20")) for code in codes] == [[], [], []]
    assert [len(told(code, left("2026-11-21"))) for code in codes] == [1, 2, 1]
