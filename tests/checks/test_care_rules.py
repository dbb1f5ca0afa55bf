"""Rules about care at their borders: what an activity needs, when members hear of their work, who waits for thanks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from cmtool.checks import check, private_codes
from cmtool.store.entries import Entry
from cmtool.store.load import assemble
from tests.conftest import Outcome

TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: Care
contact: {address: community@meridian.example, owner: liis-tamm}
regions: [north]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  lead: {name: Lead, scope: group, acts_as: [lead, triage]}
privacy: {visibility: public}
policy: {POLICY}
"""
BASE = {
    "members/liis-tamm": "{name: Liis, status: active, roles: [{role: manager, since: 2025-01-01}]}",
    "members/amina-diallo": "{name: Amina, status: active, joined: 2025-03-04}",
    "groups/maps": "{name: Maps, kind: team, status: active, purpose: x, members: [{member: amina-diallo, role: lead}]}",
}
Told = tuple[str, str, str]


def found(code: str, activities: Mapping[str, str], day: date = TODAY, policy: str = "thanks_every: 90") -> list[Told]:
    """Where a rule finds something, what it says, and when it is due; activities by id, by Liis if not said."""
    texts = {"community": COMMUNITY.replace("POLICY", policy), **BASE}
    for id, text in activities.items():
        by = "" if "by:" in text else "by: liis-tamm, "
        texts[f"activities/{id}"] = text if text.startswith("kind: [") else f"{{{by}text: x, {text}}}"
    loaded = assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in texts.items())
    mine = [f for f in check(loaded.registry, day) if f.code == code]
    return [(f"{f.record}:{f.field_name}", f.message, str(f.due.date) if f.due else "") for f in mine]


WORK = "kind: contribution, date: 2026-08-30"
THANKS = "kind: thanks, date: 2026-09-12"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (WORK, ["contribution without members", "contribution without type"]),
        (f"{WORK}, members: [amina-diallo]", ["contribution without type"]),
        (f"{WORK}, groups: [maps], type: review", ["contribution without members"]),
        (f"{WORK}, members: [liis-tamm], type: review", []),
        (THANKS, ["thanks addressed to nobody"]),
        (f"{THANKS}, groups: [maps]", []),
        (f"{THANKS}, members: [amina-diallo]", []),
        (f"{THANKS}, members: [amina-diallo, liis-tamm]", ["'liis-tamm' thanks themselves"]),
        ("kind: update, date: 2026-09-12", []),
        ("kind: recognition, date: 2026-09-12", []),
    ],
)
def test_what_a_contribution_and_thanks_need(text: str, messages: list[str]) -> None:
    assert [message for _, message, _ in found("ACT101", {"aa": text})] == messages


DONE = {"aa": f"{WORK}, members: [amina-diallo], type: review"}


def test_nobody_is_told_of_anything_before_somebody_contributed() -> None:
    assert found("ACT202", {}) == []
    assert found("ACT202", {"aa": "kind: learning, date: 2025-01-01"}) == []


def test_the_time_counts_from_the_first_contribution_then_from_what_was_told() -> None:
    assert found("ACT202", DONE) == [
        ("community:policy.update_every", "next update to members is due by 2026-11-30", "2026-11-30"),
        ("community:policy", "next story to leaders is due by 2026-11-30", "2026-11-30"),
    ]
    assert found("ACT202", DONE, date(2026, 12, 1)) == [
        ("community:policy.update_every", "no update to members yet", "2026-11-30"),
        ("community:policy", "no story to leaders yet", "2026-11-30"),
    ]
    told = {"bb": "kind: update, date: 2026-09-01", "cc": "kind: story, date: 2026-10-01, audience: leaders"}
    assert [due for _, _, due in found("ACT202", DONE | told)] == ["2026-12-02", "2027-01-01"]
    assert found("ACT202", DONE | told, date(2026, 12, 3))[0][1] == "no update to members since 2026-09-01"


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("kind: update, date: 2026-11-01", [True, False]),
        ("kind: update, date: 2026-11-01, audience: members", [True, False]),
        ("kind: update, date: 2026-11-01, audience: leaders", [False, False]),
        ("kind: update, date: 2026-11-21", [False, False]),
        ("kind: story, date: 2026-11-01", [False, True]),
        ("kind: story, date: 2026-11-01, audience: leaders", [False, True]),
        ("kind: story, date: 2026-11-01, audience: members", [False, False]),
    ],
)
def test_an_update_is_for_members_and_a_story_for_leaders(text: str, is_told: list[bool]) -> None:
    assert [due != "2026-11-30" for _, _, due in found("ACT202", DONE | {"bb": text})] == is_told


def test_thanks_are_due_a_term_after_the_last_ones() -> None:
    story = {"aa": "kind: story, date: 2026-06-01"}
    assert found("ACT203", {}) == []
    assert found("ACT203", story) == [
        ("members/amina-diallo:status", "key person 'amina-diallo' not thanked yet", "2026-08-30")
    ]
    last = {"bb": f"{THANKS}, members: [amina-diallo]", "cc": "kind: thanks, date: 2026-11-21, members: [amina-diallo]"}
    assert found("ACT203", story | last) == [
        ("members/amina-diallo:status", "key person 'amina-diallo' not thanked since 2026-09-12", "2026-12-11")
    ]


def test_a_cadence_that_is_off_asks_for_nothing() -> None:
    assert found("ACT202", DONE, policy="update_every: null") == []
    assert found("ACT203", DONE, policy="thanks_every: null") == []


def test_an_activity_that_cannot_be_read_may_be_the_thanks() -> None:
    assert found("ACT202", DONE | {"bb": "kind: ["}) == []
    assert found("ACT203", DONE | {"bb": "kind: ["}) == []


def test_who_waits_for_thanks_is_nobody_elses_business() -> None:
    assert "ACT203" in private_codes() and "ACT202" not in private_codes()


def test_who_settles_it_and_how(cmtool: Callable[..., Outcome], registry_of: Callable[..., Path]) -> None:
    """The managers, but none of them is asked to thank themselves."""
    story = "kind: story\ndate: 2026-06-01\nby: bo-lindqvist\ntext: How a bed grew\naudience: leaders\n"
    group = "name: Beds\nkind: team\nstatus: active\npurpose: x\nmembers:\n  - {member: ada-moreau, role: gardener}\n"
    root = registry_of({"activities/aa.yaml": story, "groups/beds.yaml": group})
    out = cmtool("--registry", str(root), "--today", "2026-11-20", "due").out
    assert (
        "2026-08-30  ACT203  members/ada-moreau\n"
        "  key person 'ada-moreau' not thanked yet\n"
        '  cmtool note thanks ada-moreau --text ".."\n'
        "2026-08-30  ACT203  members/bo-lindqvist  ada-moreau\n"
        "  key person 'bo-lindqvist' not thanked yet\n"
        '  cmtool note thanks bo-lindqvist --text ".."\n'
    ) in out
