"""Needs: what the samples of NED101 and NED201 cannot show."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.checks import rules
from cmtool.finding import Due
from tests.registries import registry_from

TODAY = date(2026, 11, 20)
COMMUNITY = """\
schema: 1
name: Needs
contact: {address: community@meridian.example, owner: ada-stone}
regions: []
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  lead: {name: Lead, scope: group, acts_as: [lead]}
privacy: {visibility: public}
"""
SOUND = {
    "community": COMMUNITY,
    "members/ada-stone": "{name: Ada Stone, status: active, roles: [{role: manager, since: 2026-01-01}]}",
    "members/ben-okoro": "{name: Ben Okoro, status: active}",
    "groups/maps": "{name: Maps, kind: team, status: active, purpose: Draw, members: [{member: ben-okoro, role: lead}]}",
}
NEED = "title: Rivers\ntype: task\ngroup: maps\nstatus: open\nopened: 2026-11-01\n"
SEEN = "published: [{channel: chat, date: 2026-11-02}]\n"


def told(code: str, need: str, community: str = COMMUNITY) -> list[tuple[str, str, str, Due | None]]:
    registry = registry_from(SOUND | {"community": community, "needs/rivers": need})
    found = rules()[code].check(registry, TODAY)
    return [(finding.field_name, finding.message, finding.hint, finding.due) for finding in found]


def test_an_open_need_is_to_be_seen_within_the_term() -> None:
    assert told("NED201", NEED) == [
        (
            "opened",
            "open since 2026-11-01, neither published nor anybody asked",
            "whom to ask: cmtool find --need rivers; the text: cmtool draft outreach rivers",
            Due(date(2026, 12, 1), ("ben-okoro",), "cmtool need publish rivers CHANNEL"),
        )
    ]
    (quick,) = told("NED201", NEED, COMMUNITY + "policy: {need_seen_within: 7}\n")
    assert quick[-1] == Due(date(2026, 11, 8), ("ben-okoro",), "cmtool need publish rivers CHANNEL")
    assert told("NED201", NEED, COMMUNITY + "policy: {need_seen_within: null}\n") == []


@pytest.mark.parametrize(
    "more",
    [SEEN, "outreach: [{date: 2026-11-02, by: ben-okoro, to: a school, result: silent}]\n"],
)
def test_a_post_or_a_question_is_enough(more: str) -> None:
    assert told("NED201", NEED + more) == []


@pytest.mark.parametrize("status", ["draft", "filled", "closed"])
def test_only_an_open_need_waits(status: str) -> None:
    assert told("NED201", NEED.replace("open\n", f"{status}\n") + "closes: 2026-11-05\n") == []


def test_the_day_after_the_last_one_it_is_to_be_settled() -> None:
    hint = "cmtool need fill rivers MEMBER, or a later 'closes': cmtool set needs/rivers closes=DAY"
    assert told("NED201", NEED + SEEN + "closes: 2026-11-20\n") == [
        (
            "closes",
            "its last day is 2026-11-20, and it is open",
            hint,
            Due(date(2026, 11, 21), ("ben-okoro",), "cmtool need close rivers"),
        )
    ]
    ((_, message, _, due),) = told(
        "NED201", NEED + SEEN + "closes: 2026-11-19\n", COMMUNITY + "policy: {need_seen_within: null}\n"
    )
    assert (message, due and due.date) == ("its last day was 2026-11-19, and it is open", TODAY)


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ("closes: 2026-11-10\nstarts: 2026-11-11\nends: 2026-12-31\n", ["ends"]),
        ("closes: 2026-11-10\n", ["closes"]),
    ],
)
def test_a_challenge_runs_to_its_end(more: str, fields: list[str]) -> None:
    found = told("NED201", NEED.replace("task", "challenge") + SEEN + more)
    assert [field for field, *_ in found] == fields


@pytest.mark.parametrize(
    ("more", "messages"),
    [
        ("", ["challenge without 'starts' and 'ends'"]),
        ("ends: 2026-12-31\n", ["challenge without 'starts'"]),
        ("starts: 2026-12-01\nends: 2026-12-31\n", []),
    ],
)
def test_a_challenge_has_its_days(more: str, messages: list[str]) -> None:
    found = told("NED101", NEED.replace("task", "challenge") + more)
    assert [message for _, message, *_ in found] == messages


def test_a_filled_need_says_by_whom() -> None:
    filled = NEED.replace("open\n", "filled\n")
    assert [(field, hint) for field, _, hint, _ in told("NED101", filled)] == [
        ("status", "cmtool need fill rivers MEMBER")
    ]
    assert told("NED101", filled + "filled_by: [ben-okoro]\n") == []


def test_outreach_names_a_member_or_a_place() -> None:
    item = "date: 2026-11-02, by: ben-okoro, result: silent"
    assert told("NED101", NEED + f"outreach: [{{{item}, to: a school}}, {{{item}, member: ada-stone}}]\n") == []
    assert told("NED101", NEED + f"outreach: [{{{item}}}, {{{item}, to: a school, member: ada-stone}}]\n") == [
        (
            "outreach[0]",
            "outreach says neither 'member' nor 'to'",
            "name the member, or with 'to' a place outside",
            None,
        ),
        ("outreach[1]", "outreach says both 'member' and 'to'", "name the member, or with 'to' a place outside", None),
    ]


# -- GRP104: what is left open in a group that does not work

ASLEEP = "{name: Maps, kind: team, status: dormant, purpose: Draw, members: []}"
AWAKE = "{name: Seeds, kind: team, status: forming, purpose: Sow, members: []}"
JOIN = "kind: join\nreceived: 2026-11-01\nsource: form\nsummary: Wants to help\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"needs/rivers": NEED}, ["needs/rivers group: open need of groups/maps, which is dormant"]),
        ({"needs/rivers": NEED.replace("open\n", "draft\n")}, []),
        (
            {"requests/form": JOIN + "interests: [maps]\n"},
            ["requests/form interests[0]: open request to groups/maps, which is dormant"],
        ),
        ({"requests/form": JOIN + "interests: [maps, seeds]\n"}, []),
        ({"requests/form": JOIN}, []),
        ({"requests/form": JOIN + "interests: [maps]\noutcome: no-reply\nclosed: 2026-11-05\n"}, []),
    ],
)
def test_a_sleeping_group_has_nothing_open(files: dict[str, str], expected: list[str]) -> None:
    registry = registry_from(SOUND | {"groups/maps": ASLEEP, "groups/seeds": AWAKE} | files)
    found = rules()["GRP104"].check(registry, TODAY)
    assert [f"{finding.record} {finding.field_name}: {finding.message}" for finding in found] == expected
