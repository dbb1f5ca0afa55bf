"""`rename`: a record gets another id, and every reference follows."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cmtool.document.writer import write
from cmtool.edits.rename import renamed
from cmtool.errors import CmtoolError
from cmtool.model.edit import Drop, Insert, Put, RenameKey
from cmtool.model.folders import BEARING_NAMES
from cmtool.model.kinds import KINDS
from cmtool.model.references import mentions
from cmtool.model.registry import Registry
from tests.conftest import SAMPLE
from tests.edits.verbs import COMMUNITY, FEW, TODAY, all_values, assembled, made, new_errors, sample, small

REFS = sorted(record.ref for folder in KINDS for record in sample().records[folder].values())


def test_a_person_is_renamed_wherever_somebody_names_them() -> None:
    change = renamed(sample(), "members/amina-diallo", "amina-sow")
    assert (change.verb, change.subject) == ("rename", "members/amina-diallo: renamed to amina-sow")
    assert change.moved == {"members/amina-diallo": "members/amina-sow"}
    assert change.edits["members/amina-diallo"] == [Insert(("formerly",), "amina-diallo")]
    assert change.edits["groups/architecture"] == [Put(("members", 3, "member"), "amina-sow")]
    after = made(sample(), change)
    assert new_errors(sample(), after) == set()
    assert after.members["amina-sow"].formerly == ["amina-diallo"]


def test_the_folder_may_stand_before_the_new_id_and_no_other_one() -> None:
    change = renamed(sample(), "members/amina-diallo", "members/amina-sow")
    assert change.moved == {"members/amina-diallo": "members/amina-sow"}
    with pytest.raises(CmtoolError) as caught:
        renamed(sample(), "members/amina-diallo", "groups/amina-sow")
    assert str(caught.value) == "'groups/amina-sow' is no id of a member: write it without 'groups/'"


def test_no_new_id_is_a_phone_number() -> None:
    with pytest.raises(CmtoolError) as caught:
        renamed(sample(), "members/amina-diallo", "tel-4915112345678")
    assert str(caught.value) == "an id cannot hold a phone number: phone numbers stand nowhere in a registry"


@pytest.mark.parametrize("id", [id for id in sample().members if id != "removed-0001"])
def test_the_old_id_of_a_person_stands_nowhere_any_more(id: str) -> None:
    """Searched in the text of all files, by a way that knows no model."""
    texts = {path: path.read_text("utf-8") for path in SAMPLE.rglob("*.yaml")}
    word = re.compile(rf"(?<![a-z0-9-]){id}(?![a-z0-9-])")
    count = sum(len(word.findall(text)) for text in texts.values())
    change = renamed(sample(), f"members/{id}", "somebody-new")
    after = made(sample(), change)
    left = [ref for ref, own in all_values(after).items() if word.search(write({**own, "formerly": []}))]
    assert left == []
    assert count == sum(len(edits) for edits in change.edits.values()) - 1  # one of them is `formerly`


def _as_before(registry: Registry) -> dict[str, object]:
    return {ref: {**own, "formerly": None} for ref, own in all_values(registry).items()}


@FEW
@given(st.sampled_from(REFS))
@example("groups/payments")
@example("skills/facilitation")
@example("members/tomas-novy")
@example("members/liis-tamm")
def test_there_and_back_again_nothing_has_changed(ref: str) -> None:
    folder, _, id = ref.partition("/")
    there = made(sample(), renamed(sample(), ref, "another-name"))
    assert new_errors(sample(), there) == set()
    assert not [m for record in there.all_records() for m in mentions(record) if (m.target, m.id) == (folder, id)]
    back = made(there, renamed(there, f"{folder}/another-name", id))
    assert back.records[folder][id].formerly[-1:] == ([] if folder in BEARING_NAMES else ["another-name"])
    assert _as_before(back) == _as_before(sample())


SMALL = {
    "community": f"""{COMMUNITY.replace("{name: Lead,", "{baseline: {git: 3}, name: Lead,")}
keys: keys/allowed_signers
review:
- {{paths: members/mei-lin-tan.yaml, by: mei-lin-tan}}
- {{paths: members/liis-*, by: manager}}
- {{paths: "*", by: manager}}
waivers:
- {{code: MEM201, record: members/mei-lin-tan, reason: "mei-lin-tan", until: 2027-01-01}}
""",
    "members/mei-lin-tan": """\
name: Mei Lin Tan
status: active
roles: [{role: manager, since: 2026-01-01}]
formerly: [mei-tan, tan-mei]
x-note: mei-lin-tan
""",
    "members/liis-tamm": """\
name: Liis Tamm
status: active
skills: [{skill: git, level: 3, date: 2026-01-01, state: confirmed, endorsed: [{by: mei-lin-tan, date: 2026-01-02, level: 3}]}]
""",
    "skills/git": "{name: Git, category: technical, about: Git}",
    "groups/payments": """\
name: Payments
kind: team
status: dormant
purpose: Payments
meets: [{id: call, every: 14d, time: "14:00"}]
members: []
""",
    "groups/identity": "{name: Identity, kind: team, status: dormant, purpose: Identity, members: [], partners: [payments]}",
    "meetings/one": "{series: payments/call, status: planned, date: 2026-12-01, mode: online, groups: [payments]}",
}  # fmt: skip


def test_references_of_every_form_follow() -> None:
    registry = small(SMALL)
    change = renamed(registry, "members/mei-lin-tan", "mei-tan-lin")
    assert change.edits == {
        "community": [
            Put(("contact", "owner"), "mei-tan-lin"),
            Put(("review", 0, "by"), "mei-tan-lin"),
            Put(("waivers", 0, "record"), "members/mei-tan-lin"),
            Put(("review", 0, "paths"), "members/mei-tan-lin.yaml"),
        ],
        "members/liis-tamm": [Put(("skills", 0, "endorsed", 0, "by"), "mei-tan-lin")],
        "members/mei-lin-tan": [Insert(("formerly",), "mei-lin-tan")],
    }
    assert change.notes == ["keys/allowed_signers: a principal 'mei-lin-tan' there becomes 'mei-tan-lin'"]
    assert new_errors(registry, made(registry, change)) == set()


def test_a_group_takes_its_meeting_series_along() -> None:
    change = renamed(small(SMALL), "groups/payments", "payouts")
    assert change.edits == {
        "groups/identity": [Put(("partners", 0), "payouts")],
        "meetings/one": [Put(("series",), "payouts/call"), Put(("groups", 0), "payouts")],
        "groups/payments": [Insert(("formerly",), "payments")],
    }


def test_a_skill_is_the_key_of_a_baseline() -> None:
    change = renamed(small(SMALL), "skills/git", "version-control")
    assert change.edits["community"] == [RenameKey(("roles", "lead", "baseline", "git"), "version-control")]
    assert change.edits["members/liis-tamm"] == [Put(("skills", 0, "skill"), "version-control")]


def test_a_former_id_of_its_own_may_come_back() -> None:
    registry = small(SMALL)
    change = renamed(registry, "members/mei-lin-tan", "mei-tan")
    assert change.edits["members/mei-lin-tan"] == [Put(("formerly", 0), "mei-lin-tan")]
    assert made(registry, change).members["mei-tan"].formerly == ["mei-lin-tan", "tan-mei"]


def test_who_approves_a_change_is_told_when_it_becomes_somebody_else() -> None:
    change = renamed(small(SMALL), "members/liis-tamm", "tamm-liis")
    assert change.notes[0] == (
        "community.yaml: review: 'members/liis-*' decided on members/liis-tamm.yaml, "
        "'*' decides on members/tamm-liis.yaml"
    )


def test_what_no_reader_of_ours_follows_is_told() -> None:
    files = {
        **SMALL,
        "members/broken": "name: [",
        "community": SMALL["community"].replace("privacy: {", "privacy: {overlay: ../private, "),
    }
    registry = assembled(files).registry
    registry.unread_folders = ("requests", "needs")
    assert renamed(registry, "members/mei-lin-tan", "mei-tan-lin").notes == [
        "members/broken cannot be read: it may name 'mei-lin-tan', look there by hand",
        "keys/allowed_signers: a principal 'mei-lin-tan' there becomes 'mei-tan-lin'",
        "the overlay is not here: 'mei-lin-tan' becomes 'mei-tan-lin' there as well, in file names and values",
        "not read by this version, 'mei-lin-tan' may stand there: requests/, needs/",
    ]


def test_the_overlay_follows() -> None:
    skills = "skills: [{skill: git, level: 3, date: 2026-01-01, state: confirmed, endorsed: [{by: mei-lin-tan, date: 2026-01-02, level: 3}]}]"
    registry = small(
        {**SMALL, "members/liis-tamm": "{name: Liis Tamm, status: active}"},
        {"members/mei-lin-tan": "notes: likes tea", "members/liis-tamm": skills},
    )
    change = renamed(registry, "members/mei-lin-tan", "mei-tan-lin")
    assert change.overlay == {"members/liis-tamm": [Put(("skills", 0, "endorsed", 0, "by"), "mei-tan-lin")]}
    assert change.overlay_moved == {"members/mei-lin-tan": "members/mei-tan-lin"}
    after = made(registry, change)
    assert sorted(after.overlay or {}) == ["liis-tamm", "mei-tan-lin"]
    assert new_errors(registry, after, TODAY) == set()


def test_an_id_that_came_back_twice_is_cleared_up() -> None:
    files = {**SMALL, "members/mei-lin-tan": SMALL["members/mei-lin-tan"].replace("tan-mei", "tan-mei, mei-tan")}
    change = renamed(small(files), "members/mei-lin-tan", "mei-tan")
    assert change.edits["members/mei-lin-tan"] == [Drop(("formerly", 2)), Put(("formerly", 0), "mei-lin-tan")]


FORM = "2 to 64 lower-case letters (a-z), digits and single hyphens, and no name that Windows keeps for itself"


@pytest.mark.parametrize(
    ("ref", "new", "told"),
    [
        ("members/liis-tamm", "liis-tamm", "members/liis-tamm is already called 'liis-tamm'; nothing to change"),
        ("members/liis-tamm", "Liis", f"'Liis' cannot be an id: {FORM}"),
        ("members/liis-tamm", "con", f"'con' cannot be an id: {FORM}"),
        ("members/liis-tamm", "liis@meridian.example", f"that holds an address cannot be an id: {FORM}"),
        ("members/liis-tamm", "leads", "'leads' cannot be the id of a member: in `review` the word means something else"),
        ("members/liis-tamm", "mei-lin-tan", "members/mei-lin-tan exists already: choose another id, or cmtool merge the two"),
        ("members/liis-tamm", "tan-mei", "'tan-mei' is a former id of members/mei-lin-tan, which old references mean: choose another id"),
        ("members/lis-tamm", "liis", "no record 'members/lis-tamm'; did you mean 'members/liis-tamm'?"),
        ("community", "liis", "the community has no id: set its `name`"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(ref: str, new: str, told: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        renamed(small(SMALL), ref, new)
    assert str(caught.value) == told


def test_records_that_are_called_after_a_person_are_told() -> None:
    files = {
        "activities/2026/2026-09-12-thanks-ann-vale.yaml": "{kind: thanks, date: 2026-09-12, by: ann-vale, text: x}",
        "spotlights/2026-12-01-ann-valerie.yaml": "{member: ann-vale, planned: 2026-12-01, status: invited, channels: []}",
        "members/ann-vale.yaml": "{name: Ann Vale, status: active}",
    }
    registry = assembled({ref.removesuffix(".yaml"): text for ref, text in files.items()}).registry
    assert renamed(registry, "members/ann-vale", "removed-0002").notes == [
        "'ann-vale' stays in the ids of activities/2026-09-12-thanks-ann-vale: "
        "cmtool rename them too, if nobody may know it"
    ]


@pytest.mark.parametrize("ref", ["spotlights/2026-10-06-amina-diallo", "activities/2026-09-12-thanks-amina"])
def test_an_id_that_may_be_a_name_is_not_kept(ref: str) -> None:
    """Who renames such a record mostly does so because a person wants to be gone from it."""
    after = made(sample(), renamed(sample(), ref, "2026-an-old-one"))
    folder = ref.partition("/")[0]
    assert after.records[folder]["2026-an-old-one"].formerly == []
    assert not any(ref.partition("/")[2] in write(own) for own in all_values(after).values())
