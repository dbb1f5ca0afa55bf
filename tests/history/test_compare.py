"""What differs between two versions of a record, told item by item. Versions are written as YAML, as people do."""

from __future__ import annotations

import pytest

from cmtool.document.reader import read
from cmtool.history.compare import changes
from cmtool.model.community import Community
from cmtool.model.group import Group
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.model.record import Record
from tests.history.lines import told


def between(model: type[Record] | None, before: str, after: str) -> list[str]:
    """The changes between two texts, in few words."""
    old, new = (read("x.yaml", text.encode()).value for text in (before, after))
    assert old is not None
    assert new is not None
    return [told(change) for change in changes(model, old, new)]


def test_a_value_that_is_new_gone_or_another() -> None:
    assert between(Member, "name: Ada\nstatus: active\n", "name: Ada M\ncountry: SN\n") == [
        "name 'Ada' -> 'Ada M'",
        "status removed 'active'",
        "country added 'SN'",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: NO\njoined: 2025-01-31\n", "name: 'NO'\njoined: \"2025-01-31\"\n"),
        ("name: Ada\nstatus: active\n", "{status: active, name: Ada}\n"),
        ("name: Ada\n", "name: Ada\nleft:\nregion: ~\n"),
        ("name: Ada\n", "name: Ada\nlinks: {}\nskills: []\n"),
        ("links: {github: ada}\n", "links: {github: ada, web: null}\n"),
        ("roles: [{role: lead, since: 2025-01-31}]\n", "roles:\n  - since: '2025-01-31'\n    role: lead\n    until:\n"),
    ],
)
def test_another_spelling_of_the_same_is_no_change(before: str, after: str) -> None:
    assert between(Member, before, after) == []


def test_a_list_of_texts_is_told_as_a_whole() -> None:
    assert between(Member, "languages: [fr, en]\n", "languages: [fr, wo]\n") == [
        "languages ['fr', 'en'] -> ['fr', 'wo']"
    ]
    assert between(Member, "languages: [fr, en]\n", "languages: [en, fr]\n") == [
        "languages ['fr', 'en'] ~> ['en', 'fr']"
    ]
    assert between(Member, "languages: [fr, fr]\n", "languages: [fr]\n") == ["languages ['fr', 'fr'] -> ['fr']"]
    assert between(Member, "name: A\n", "name: A\nlanguages: [fr]\n") == ["languages added ['fr']"]


def test_the_keys_of_a_mapping_are_told_one_by_one() -> None:
    before = "links: {github: ada, linkedin: ada-m}\n"
    assert between(Member, before, "links: {linkedin: ada-moreau, web: ada}\n") == [
        "links.github removed 'ada'",
        "links.linkedin 'ada-m' -> 'ada-moreau'",
        "links.web added 'ada'",
    ]
    assert between(Member, before, "name: A\n") == [
        "links.github removed 'ada'",
        "links.linkedin removed 'ada-m'",
        "name added 'A'",
    ]


def test_parts_inside_parts_are_told_by_their_own_field() -> None:
    before = "lifecycle: {stage: starting, since: 2025-01-31, commitment: {time: 20%}}\n"
    after = (
        "lifecycle: {stage: learning, since: 2025-01-31, commitment: {time: 50%}, milestones: {first: 2025-03-01}}\n"
    )
    assert between(Group, before, after) == [
        "lifecycle.stage 'starting' -> 'learning'",
        "lifecycle.commitment.time '20%' -> '50%'",
        "lifecycle.milestones.first added '2025-03-01'",
    ]


def test_an_entry_of_a_vocabulary_is_told_by_its_id() -> None:
    before = "organisations: {garden: {name: Garden, kind: ngo}, shed: {name: Shed, kind: ngo}}\n"
    after = "organisations: {garden: {name: The Garden, kind: ngo}}\n"
    assert between(Community, before, after) == [
        "organisations.garden.name 'Garden' -> 'The Garden'",
        "organisations.shed removed {'name': 'Shed', 'kind': 'ngo'}",
    ]


def test_an_item_stays_the_same_while_its_fields_change() -> None:
    before = "members: [{member: ada, role: lead}, {member: bo, role: member}]\n"
    after = "members: [{member: ada, role: lead, until: 2025-01-31}, {member: bo, role: lead}, {member: cem, role: member}]\n"
    assert between(Group, before, after) == [
        "members[ada].until added '2025-01-31'",
        "members[bo].role 'member' -> 'lead'",
        "members[cem] added {'member': 'cem', 'role': 'member'}",
    ]


def test_two_entries_of_one_person_are_told_apart_by_the_role() -> None:
    before = "members: [{member: ada, role: lead}, {member: ada, role: triage}]\n"
    after = "members: [{member: ada, role: triage}, {member: ada, role: lead, until: 2025-01-31}]\n"
    assert between(Group, before, after) == [
        "members[ada].until added '2025-01-31'",
        "members ['ada', 'ada'] ~> ['ada', 'ada']",
    ]
    assert between(Group, before, "members: [{member: ada, role: triage}]\n") == [
        "members[ada] removed {'member': 'ada', 'role': 'lead'}"
    ]


def test_the_same_entry_twice_is_counted() -> None:
    one = "{member: ada, role: lead}"
    assert between(Group, f"members: [{one}, {one}]\n", f"members: [{one}]\n") == [
        "members[ada] removed {'member': 'ada', 'role': 'lead'}"
    ]


def test_an_entry_that_is_as_it_was_is_not_told_though_another_is_called_the_same() -> None:
    ended, open_one = "{member: ada, role: lead, until: 2025-01-31}", "{member: ada, role: lead}"
    assert between(Group, f"members: [{ended}, {open_one}]\n", f"members: [{open_one}]\n") == [
        "members[ada] removed {'member': 'ada', 'role': 'lead', 'until': '2025-01-31'}"
    ]


def test_an_order_is_told_of_those_that_stayed() -> None:
    before = "agenda: [{title: A}, {title: B}, {title: C}]\n"
    assert between(Meeting, before, "agenda: [{title: C}, {title: D}, {title: A}]\n") == [
        "agenda[B] removed {'title': 'B'}",
        "agenda[D] added {'title': 'D'}",
        "agenda ['A', 'C'] ~> ['C', 'A']",
    ]
    assert between(Meeting, before, "agenda: [{title: D}, {title: A}, {title: C}]\n") == [
        "agenda[B] removed {'title': 'B'}",
        "agenda[D] added {'title': 'D'}",
    ]


def test_items_of_items() -> None:
    before = "products: [{name: Jam, versions: [{version: '1.0', authors: [ada]}]}]\n"
    after = "products: [{name: Jam, versions: [{version: '1.0', authors: [ada, bo]}, {version: '1.10'}]}]\n"
    assert between(Group, before, after) == [
        "products[Jam].versions[1.0].authors ['ada'] -> ['ada', 'bo']",
        "products[Jam].versions[1.10] added {'version': '1.10'}",
    ]


def test_names_of_those_who_came_and_their_number_are_different_things() -> None:
    assert between(Meeting, "attended: [ada, bo]\n", "attended: 2\n") == ["attended ['ada', 'bo'] -> '2'"]
    assert between(Meeting, "attended: 12\n", "attended: '12'\n") == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("members: nobody\n", "members: []\n", "members 'nobody' -> []"),
        ("members: [ada]\n", "members: [bo]\n", "members[ada] removed 'ada'; members[bo] added 'bo'"),
        ("members: {ada: lead}\n", "members: [{member: ada}]\n", "members {'ada': 'lead'} -> [{'member': 'ada'}]"),
        ("members: [{role: lead}]\n", "members: [{role: triage}]\n", "members[?].role 'lead' -> 'triage'"),
        ("lifecycle: none\n", "lifecycle: {stage: starting}\n", "lifecycle 'none' -> {'stage': 'starting'}"),
        ("charter: [draft]\n", "charter:\n", "charter removed ['draft']"),
    ],
)
def test_what_no_model_would_accept_is_compared_all_the_same(before: str, after: str, expected: str) -> None:
    assert between(Group, before, after) == expected.split("; ")


def test_fields_that_nobody_knows_are_compared_as_a_whole() -> None:
    before, after = "made-up: {a: 1, b: [x]}\n", "made-up: {a: 2, b: [x]}\n"
    expected = ["made-up {'a': '1', 'b': ['x']} -> {'a': '2', 'b': ['x']}"]
    assert between(Member, before, after) == expected
    assert between(None, before, after) == expected
