"""`add`: new records with an id, the fields in their order, and the questions that are left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.document.reader import read
from cmtool.document.writer import write
from cmtool.edits.add import added
from cmtool.edits.add import given as values_given
from cmtool.edits.missing import Question, missing
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, as_read
from cmtool.model.kinds import KINDS
from cmtool.model.plain import Plain
from cmtool.model.registry import Registry
from cmtool.store.entries import Entry
from cmtool.store.load import assemble
from cmtool.store.schema import to_record
from tests.edits.verbs import TODAY, made, new_errors, sample

COMMUNITY = (
    "schema: 1\nname: Small\ncontact: {address: community@meridian.example, owner: liis-tamm}\nregions: [north]\n"
    "organisations: {}\nroles: {}\nprivacy: {visibility: private}\n"
)


def small(**files: str) -> Registry:
    texts = {
        "community.yaml": COMMUNITY,
        "members/liis-tamm.yaml": "name: Liis Tämm\nstatus: active\nformerly: [liis-kask]\n",
        **files,
    }
    return assemble([Entry(path, "file", text.encode()) for path, text in texts.items()]).registry


def refusal(kind: str, id: str | None, *words: str, registry: Registry | None = None) -> str:
    with pytest.raises(CmtoolError) as refused:
        added(registry or sample(), kind, id, words, TODAY)
    return str(refused.value)


def test_a_member_is_onboarding_until_they_agreed_to_the_code_of_conduct() -> None:
    assert added(sample(), "member", None, ["name=Zoë O'Hara"], TODAY) == ChangeSet(
        "add", "members/zoe-ohara: added", new={"members/zoe-ohara": {"name": "Zoë O'Hara", "status": "onboarding"}}
    )
    agreed = added(sample(), "members", "zoe", ["code_of_conduct=today", "name=Zoë"], TODAY)
    assert agreed.new == {"members/zoe": {"name": "Zoë", "status": "active", "code_of_conduct": Plain("2026-11-20")}}
    alumni = added(sample(), "member", None, ["name=Zoë Hara", "status=alumni", "left=unknown"], TODAY)
    assert alumni.new == {"members/zoe-hara": {"name": "Zoë Hara", "status": "alumni", "left": "unknown"}}


def test_where_there_is_no_code_of_conduct_a_member_is_active() -> None:
    change = added(small(), "member", None, ["name=Jonas Berg"], TODAY)
    assert change.new == {"members/jonas-berg": {"name": "Jonas Berg", "status": "active"}}


def test_fields_stand_in_their_order_at_every_depth() -> None:
    words = [
        "x-seat=4",
        "skills+={state: proposed, date: today, level: 2, skill: git}",
        "consents={spotlight: today, listing: today}",
        "links.github=jb",
        "affiliations=[{since: 2026-01-01, org: norland}]",
        "languages=de,en",
        "country=DE",
        "name=Jo Berg",
        "joined=2026-11-01",
    ]
    change = added(sample(), "member", None, words, TODAY)
    day = Plain("2026-11-20")
    assert write(change.new["members/jo-berg"]) == write(
        {
            "name": "Jo Berg",
            "status": "onboarding",
            "joined": Plain("2026-11-01"),
            "country": "DE",
            "languages": ["de", "en"],
            "affiliations": [{"org": "norland", "since": Plain("2026-01-01")}],
            "links": {"github": "jb"},
            "consents": {"spotlight": day, "listing": day},
            "skills": [{"skill": "git", "level": Plain("2"), "date": day, "state": "proposed"}],
            "x-seat": "4",
        }
    )


def test_a_group_begins_with_who_leads_it() -> None:
    words = ["purpose=Try, and see", "name=New Things", "kind=team", "lead=jonas-berg,members/amina-diallo"]
    assert added(sample(), "group", None, words, TODAY).new == {
        "groups/new-things": {
            "name": "New Things", "kind": "team", "status": "forming", "purpose": "Try, and see", "members": [
                {"member": "jonas-berg", "role": "lead", "since": Plain("2026-11-20")},
                {"member": "amina-diallo", "role": "lead", "since": Plain("2026-11-20")},
            ]
        }
    }  # fmt: skip
    own = [*words[:3], "members=[{member: jonas-berg, role: commit-lead}]"]
    assert added(sample(), "group", None, own, TODAY).new["groups/new-things"]["members"] == [
        {"member": "jonas-berg", "role": "commit-lead"}
    ]


def test_a_group_that_rests_needs_no_lead() -> None:
    words = ["purpose=Try, and see", "name=New Things", "kind=team", "status=dormant"]
    assert added(sample(), "group", None, words, TODAY).new["groups/new-things"]["members"] == []


def test_who_leads_a_working_group_acts_as_triage_as_well() -> None:
    words = ["name=Maps", "kind=working-group", "status=active", "purpose=Draw"]
    change = added(sample(), "group", None, [*words, "lead=amina-diallo,jonas-berg"], TODAY)
    held = [(entry["member"], entry["role"]) for entry in change.new["groups/maps"]["members"]]
    assert held == [("amina-diallo", "triage-lead"), ("jonas-berg", "lead")]
    assert new_errors(sample(), made(sample(), change)) == set()


def test_where_no_role_does_both_there_are_two() -> None:
    community = COMMUNITY.replace(
        "roles: {}",
        "roles: {head: {name: Head, scope: group, acts_as: [lead]}, host: {name: Host, scope: group, acts_as: [triage]}}",
    )
    words = ["name=Maps", "kind=working-group", "purpose=Draw", "lead=liis-tamm"]
    change = added(small(**{"community.yaml": community}), "group", None, words, TODAY)
    assert [entry["role"] for entry in change.new["groups/maps"]["members"]] == ["head", "host"]


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("lead=amina-dialo", "no record 'members/amina-dialo'; did you mean 'members/amina-diallo'?"),
        ("lead=arun-pillai", "members/arun-pillai cannot be the lead: the status is 'alumni'; if they are back: cmtool set members/arun-pillai status=active left="),
        ("lead=jonas-berg,jonas-berg", "'lead' is given twice: name several leads as lead=ID,ID"),
        ("lead=", "a group needs more: lead=.. (Who leads it: a member)"),
    ],
)  # fmt: skip
def test_who_cannot_lead(lead: str, told: str) -> None:
    assert refusal("group", None, "name=Maps", "kind=team", "purpose=Draw", lead) == told


def test_no_role_leads() -> None:
    words = ("name=Maps", "kind=team", "purpose=Draw", "lead=liis-tamm")
    told = "no role leads a group: give one of community.yaml `acts_as: [lead]`"
    assert refusal("group", None, *words, registry=small()) == told


@pytest.mark.parametrize(
    ("words", "id", "status"),
    [
        (["series=communitymeet", "date=2027-05-20"], "2027-05-20-communitymeet", "planned"),
        (["series=payments/fortnightly-call", "date=2026-11-20"], "2026-11-20-payments", "planned"),
        # 2026-11-03-payments is there: the second meeting of that day is told apart by its series
        (
            ["series=payments/fortnightly-call", "date=2026-11-03", "status=held"],
            "2026-11-03-payments-fortnightly-call",
            "held",
        ),
        (["series=event", "date=2027-05-20", "title=Autumn Days"], "2027-05-20-autumn-days", "planned"),
        (["series=event", "date=2027-05-20", "event={name: Big Conf}"], "2027-05-20-big-conf", "planned"),
    ],
)
def test_a_meeting_is_named_by_its_day_and_series(words: list[str], id: str, status: str) -> None:
    change = added(sample(), "meeting", None, [*words, "mode=online"], TODAY)
    assert [(ref, values["status"]) for ref, values in change.new.items()] == [(f"meetings/{id}", status)]


def test_a_meeting_that_lies_behind_does_not_go_without_its_status() -> None:
    told = "a meeting needs more: status=.. (Where it stands: planned, held, cancelled)"
    assert refusal("meeting", None, "series=communitymeet", "date=2026-01-20", "mode=online") == told


@pytest.mark.parametrize(
    ("kind", "id", "words", "told"),
    [
        ("membr", None, [], "no kind 'membr'; did you mean 'member'?; kinds: members, groups, meetings, skills, requests, needs, activities, spotlights"),
        ("community", None, [], "no kind 'community'; kinds: members, groups, meetings, skills, requests, needs, activities, spotlights"),
        ("member", None, ["country=DE"], "a member needs more: name=.. (As the person wants it shown)"),
        ("member", None, ["name=Jo Berg", "left=x"], "'left': expected a date, as 2026-03-01, or unknown; found 'x'"),
        ("member", None, ["name=Jo Berg", "contry=DE"], "no field 'contry' here; did you mean 'country'?"),
        ("member", None, ["name=Jo Berg", "country=UK"], "'country': unknown country 'UK'; did you mean 'GB' (United Kingdom)?"),
        ("member", None, ["name=徐俊杰"], "no id can be made of what is given: choose one, as cmtool add member ID field=value .."),
        ("meeting", None, ["series=event", "date=2027-05-20", "mode=online"], "no id can be made of what is given: choose one, as cmtool add meeting ID field=value .."),
        ("member", "Jo Berg", ["name=Jo Berg"], "id 'Jo Berg' cannot be: use 2 to 64 lower-case letters (a-z), digits and single hyphens, as jo-berg"),
        ("member", "../x", ["name=Jo Berg"], "id '../x' cannot be: use 2 to 64 lower-case letters (a-z), digits and single hyphens"),
        ("member", "jo@meridian.example", ["name=Jo Berg"], "id that holds an address cannot be: use 2 to 64 lower-case letters (a-z), digits and single hyphens"),
        ("member", "nul", ["name=Jo Berg"], "'nul' cannot be a file name on Windows: choose another id, as 'nul-1'"),
        ("member", None, ["name=Amina Diallo"], "members/amina-diallo is there already: change it with 'cmtool set members/amina-diallo field=value', or give another id: cmtool add member ID ..."),
        ("member", "groups/foo", ["name=Jo"], "'groups/foo' is no id of a member: write it without 'groups/'"),
        ("member", "tel-4915112345678", ["name=Jo"], "an id cannot hold a phone number: phone numbers stand nowhere in a registry"),
        ("member", "jo-49-151-12345678", ["name=Jo"], "an id cannot hold a phone number: phone numbers stand nowhere in a registry"),
        ("skill", "tel-49-151-12345678", ["name=Git", "category=technical", "about=Git"], "an id cannot hold a phone number: phone numbers stand nowhere in a registry"),
        ("member", "j" * 5000, ["name=Jo"], "id '" + "j" * 57 + "...' cannot be: use 2 to 64 lower-case letters (a-z), digits and single hyphens, as " + "j" * 64),
        ("member", "jo", ["name=Jo", "gender=man"], "'gender' does not belong in a public registry: write it into members/jo.yaml of the overlay (privacy.overlay)"),
        ("group", None, ["name=Maps"], "a group needs more: kind=.. (What it is: working-group, workstream, committee, core-team, team); purpose=.. (One sentence); lead=.. (Who leads it: a member)"),
    ],
)  # fmt: skip
def test_what_cannot_be_added(kind: str, id: str | None, words: list[str], told: str) -> None:
    assert refusal(kind, id, *words) == told


def test_an_id_is_not_given_again_while_somebody_had_it() -> None:
    told = "'liis-kask' was the id of members/liis-tamm, and still leads there: choose another one"
    assert refusal("member", None, "name=Liis Kask", registry=small()) == told
    broken = small(**{"members/jonas-berg.yaml": "name: [\n"})
    assert refusal("member", None, "name=Jonas Berg", registry=broken).startswith("members/jonas-berg is there already")


def test_who_has_the_name_of_another_is_told_of() -> None:
    change = added(small(), "member", "liis-t", ["name=LIIS  TAMM"], TODAY)
    same = "is this the same person? Then take the new record back, and change that one"
    assert change.notes == (f"members/liis-tamm has the same name: {same}",)
    assert added(small(), "member", None, ["name=Liis Tammsaare"], TODAY).notes == ()


def test_an_id_may_be_given_with_its_folder() -> None:
    for id in ("members/xu-junjie", "member/xu-junjie"):
        assert list(added(small(), "member", id, ["name=徐俊杰"], TODAY).new) == ["members/xu-junjie"]


@pytest.mark.parametrize("id", ["iso-27001-2022", "rfc-9110-2022", "level-20261120", "telephony-1"])
def test_numbers_that_are_no_phone_numbers_may_stand_in_an_id(id: str) -> None:
    words = ["name=Git", "category=technical", "about=Git"]
    assert list(added(sample(), "skill", id, words, TODAY).new) == [f"skills/{id}"]


def test_questions_name_the_field() -> None:
    asked = [question.prompt for kind in ("group", "meeting", "skill") for question in questions(kind)]
    assert asked == [
        "Name",
        "Kind, what it is",
        "Purpose, one sentence",
        "Who leads it, a member",
        "Since, first day of this status",
        "Address of the web page",
        "Series, a community series, <group>/<series>, or event",
        "Status, where it stands",
        "Date, day",
        "Mode, how people meet",
        "Title, where the name of the series does not say it",
        "Start, time of day",
        "Address of the web page",
        "Facilitator, who leads through it; a held meeting needs one",
        "Name",
        "Category",
        "About, what it means to have it",
    ]


def questions(kind: str, *words: str) -> list[Question]:
    return missing(sample(), kind, values_given(sample(), kind, words, TODAY))


def test_a_member_is_asked_for_name_first_and_what_a_manager_knows() -> None:
    found = questions("member")
    assert [(q.field, q.prompt, q.is_required, q.default, len(q.choices)) for q in found] == [
        ("name", "Name, as the person wants it shown", True, "", 0),
        ("joined", "Day of joining, or unknown", False, "today", 0),
        ("region", "Region, or unknown", False, "", 7),
        ("country", "Country, as its ISO 3166 code", False, "", 250),
        ("code_of_conduct", "Day on which the person agreed to the code of conduct", False, "", 0),
        ("consents.listing", "Day on which the person agreed that the name is published, or declined", False, "", 0),
    ]
    assert list(found[2].choices) == ["africa", "americas", "arab-states", "asia-pacific", "cis", "europe", "unknown"]
    assert found[3].choices["SN"] == "Senegal"


def test_what_is_told_is_not_asked() -> None:
    words = (
        "name=Jo",
        "joined=unknown",
        "region=africa",
        "country=SN",
        "code_of_conduct=today",
        "consents.listing=today",
    )
    assert questions("member", *words) == []
    assert [q.field for q in questions("member", *words[:-1], "consents.photo=today")] == ["consents.listing"]
    assert "name" not in [q.field for q in questions("member", "status=removed")]
    fields = [q.field for q in missing(small(), "member", {})]
    assert (
        fields == ["status", "name", "joined", "region", "country", "consents.listing"]
        or "code_of_conduct" not in fields
    )


def test_words_are_offered_with_their_names() -> None:
    by_field = {q.field: q for q in questions("meeting", "date=2027-05-20")}
    assert list(by_field) == ["series", "mode", "title", "start", "url", "facilitator"]
    assert list(by_field["mode"].choices) == ["online", "in-person", "hybrid"] and by_field["mode"].default == "online"
    assert list(by_field["series"].choices.items())[:4] == [
        ("communitymeet", "CommunityMeet"),
        ("core-team", "Core team"),
        ("onboarding", "Onboarding call"),
        ("event", ""),
    ]
    assert by_field["series"].choices["payments/fortnightly-call"] == "Payments Working Group"
    people = by_field["facilitator"].choices
    assert people["amina-diallo"] == "Amina Diallo" and "removed-0001" not in people
    assert [(q.field, q.default) for q in questions("group")] == [
        ("name", ""), ("kind", "working-group"), ("purpose", ""), ("lead", ""), ("since", "today"), ("url", "")
    ]  # fmt: skip
    assert [q.field for q in questions("skill")] == ["name", "category", "about"]


def test_an_answer_is_judged_like_an_assignment() -> None:
    """A prompt asks again with the error; what is not answered yet is none."""
    with pytest.raises(CmtoolError) as refused:
        values_given(sample(), "group", ["name=Maps", "kind=teem"], TODAY)
    assert str(refused.value).endswith(
        "is not one of: working-group, workstream, committee, core-team, team; did you mean 'team'?"
    )
    assert values_given(sample(), "group", ["name=Maps", "kind=team"], TODAY) == {
        "name": "Maps", "kind": "team", "status": "forming", "members": []
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["member", "group", "meeting", "skill"])
def test_every_default_and_choice_is_a_good_answer(kind: str) -> None:
    texts = {"name": "Jo", "purpose": "Draw", "about": "Drawing", "date": "today", "series": "communitymeet"}
    for question in questions(kind):
        answers = [*list(question.choices)[:20], *([question.default] if question.default else [])]
        for answer in answers or [texts.get(question.field)]:
            if answer is not None:
                values_given(sample(), kind, [f"{question.field}={answer}"], TODAY)


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn")), min_size=1, max_size=80
)


@given(NAMES.map(str.strip).filter(bool), NAMES)
def test_a_new_record_reads_back_as_it_was_meant(name: str, purpose: str) -> None:
    words = [f"name={name}", f"purpose={purpose}", "kind=team", "status=dormant", "partners=payments,ux"]
    (values,) = added(sample(), "group", "of-ours", words, TODAY).new.values()
    reading = read("groups/of-ours.yaml", write(values).encode())
    assert reading.value == as_read(values) and list(reading.value) == list(values)
    record, findings = to_record(KINDS["groups"], "of-ours", reading.value, reading.source)
    assert record is not None and findings == []
    assert (values["name"], values["purpose"]) == (name, purpose)
