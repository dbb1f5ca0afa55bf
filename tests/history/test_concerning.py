"""What happened to a person in the records of others: of a change the part that names the person, and nothing else."""

from __future__ import annotations

from cmtool.document.reader import read
from cmtool.history.compare import changes
from cmtool.history.concerning import concerning
from cmtool.history.identity import COMMUNITY, Key, model_of
from cmtool.model.change import Change
from tests.history.lines import told

ADA = Key("members", "ada")
GROUP = Key("groups", "tomatoes")
MEETING = Key("meetings", "2026-11-06")


def of_ada(key: Key, before: str, after: str) -> list[str]:
    """The changes of a record between two texts that concern Ada."""
    old, new = (read("x.yaml", text.encode()).value for text in (before, after))
    assert old is not None
    assert new is not None
    found = changes(model_of(key.folder), old, new)
    return [told(part) for change in found for part in concerning(key, change, {ADA})]


def test_joining_leaving_and_another_role() -> None:
    assert of_ada(GROUP, "members: [{member: bo}]\n", "members: [{member: bo}, {member: ada}]\n") == [
        "members[ada] added {'member': 'ada'}"
    ]
    assert of_ada(GROUP, "members: [{member: ada, role: lead}]\n", "members: [{member: ada, role: triage}]\n") == [
        "members[ada].role 'lead' -> 'triage'"
    ]
    assert of_ada(GROUP, "members: [{member: ada}]\n", "members: []\n") == ["members[ada] removed {'member': 'ada'}"]


def test_what_happens_to_others_does_not_concern_her() -> None:
    before = "name: Tomatoes\nmembers: [{member: ada}, {member: bo}]\n"
    after = "name: Beans\nmembers: [{member: bo, role: lead}, {member: ada}, {member: cem}]\n"
    assert of_ada(GROUP, before, after) == []


def test_a_step_on_her_pathway() -> None:
    after = "members: [{member: ada, steps: [{step: first, date: 2025-01-31}]}]\n"
    assert of_ada(GROUP, "members: [{member: ada}]\n", after) == [
        "members[ada].steps[first] added {'step': 'first', 'date': '2025-01-31'}"
    ]


def test_the_mentor_of_another_is_named_there() -> None:
    before = "members: [{member: bo, mentor: cem}]\n"
    assert of_ada(GROUP, before, "members: [{member: bo, mentor: ada}]\n") == ["members[bo].mentor 'cem' -> 'ada'"]
    mentored = "members: [{member: bo, mentor: ada}]\n"
    assert of_ada(GROUP, mentored, "members: [{member: bo, mentor: ada, role: lead}]\n") == []
    assert of_ada(GROUP, mentored, "members: []\n") == ["members[bo] removed {'member': 'bo', 'mentor': 'ada'}"]


def test_of_a_list_of_names_only_hers_is_told() -> None:
    assert of_ada(MEETING, "attended: [bo]\n", "attended: [bo, cem, ada]\n") == ["attended added ['ada']"]
    assert of_ada(MEETING, "attended: [ada, bo]\n", "attended: [cem]\n") == ["attended removed ['ada']"]
    assert of_ada(MEETING, "attended: [ada, bo]\n", "attended: [ada, cem]\n") == []
    assert of_ada(MEETING, "attended: [ada, bo]\n", "attended: [bo, ada]\n") == []


def test_where_names_give_way_to_a_number_she_is_gone_from_it() -> None:
    assert of_ada(MEETING, "attended: [ada, bo]\n", "attended: 2\n") == ["attended ['ada'] -> '2'"]
    assert of_ada(MEETING, "attended: [bo]\n", "attended: 1\n") == []


def test_credits_tasks_and_slots() -> None:
    before = "products: [{name: Jam, versions: [{version: '1'}]}]\n"
    assert of_ada(GROUP, before, "products: [{name: Jam, versions: [{version: '1', authors: [bo, ada]}]}]\n") == [
        "products[Jam].versions[1].authors added ['ada']"
    ]
    before = "agenda: [{title: Seeds, by: bo}]\nactions: [{what: Water, who: ada}]\n"
    after = "agenda: [{title: Seeds, by: ada}]\nactions: [{what: Water, who: ada, done: 2025-01-31}]\n"
    assert of_ada(MEETING, before, after) == ["agenda[Seeds].by 'bo' -> 'ada'"]


def test_an_endorsement_that_she_gave() -> None:
    before = "skills: [{skill: pruning, level: 2}]\n"
    after = "skills: [{skill: pruning, level: 3, endorsed: [{by: ada, level: 3}, {by: bo}]}]\n"
    assert of_ada(Key("members", "cem"), before, after) == [
        "skills[pruning].endorsed[ada] added {'by': 'ada', 'level': '3'}"
    ]


def test_a_record_that_comes_or_goes_is_told_by_its_parts() -> None:
    values = {"name": "Tomatoes", "members": [{"member": "ada"}, {"member": "bo"}]}
    assert [told(part) for part in concerning(GROUP, Change((), "added", None, values), {ADA})] == [
        "members[ada] added {'member': 'ada'}"
    ]
    assert [told(part) for part in concerning(GROUP, Change((), "removed", values), {ADA})] == [
        "members[ada] removed {'member': 'ada'}"
    ]
    assert list(concerning(GROUP, Change((), "unreadable"), {ADA})) == []


def test_an_id_counts_only_where_it_means_a_person() -> None:
    assert of_ada(GROUP, "partners: [ada]\nname: ada\n", "partners: []\nname: x\n") == []
    assert of_ada(COMMUNITY, "contact: {owner: bo}\n", "contact: {owner: ada}\nregions: [ada]\n") == [
        "contact.owner 'bo' -> 'ada'"
    ]


def test_kinds_that_this_version_does_not_read_concern_nobody() -> None:
    assert of_ada(Key("needs", "triage"), "who: bo\n", "who: ada\n") == []


def test_another_kind_of_the_same_id_is_not_meant() -> None:
    group = {Key("groups", "ada")}
    change = Change(("partners",), "added", None, ["ada", "bees"])
    assert list(concerning(GROUP, change, group)) == [Change(("partners",), "added", None, ["ada"])]
    assert list(concerning(GROUP, change, {ADA})) == []
