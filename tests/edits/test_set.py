"""`set`: assignments as exact edits of a record of the sample, or a clear word on why not."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.catalogue.countries import countries
from cmtool.document.reader import read
from cmtool.edits._assigned import Subject, edits_of
from cmtool.edits.set import changed
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Drop, Edit, Insert, Put, applied
from cmtool.model.member import Member
from cmtool.model.plain import Plain
from cmtool.model.registry import Registry
from cmtool.model.values import Values
from cmtool.source import Source
from cmtool.store.entries import Entry
from cmtool.store.load import assemble
from cmtool.store.schema import to_record
from tests.edits.verbs import TODAY, sample

AMINA = "members/amina-diallo"
PAYMENTS = "groups/payments"
MEET = "meetings/2026-09-10-communitymeet"


def values_of(registry: Registry, ref: str) -> Values:
    record = registry.get(ref)
    assert record is not None
    values = read(ref, record.source.text.encode()).value
    assert values is not None
    return values


def edits(ref: str, *words: str) -> list[Edit]:
    change = changed(sample(), ref, words, TODAY)
    assert set(change.edits) <= {ref}
    return list(change.edits.get(ref, ()))


def refusal(ref: str, *words: str, registry: Registry | None = None) -> str:
    with pytest.raises(CmtoolError) as refused:
        changed(registry or sample(), ref, words, TODAY)
    return str(refused.value)


@pytest.mark.parametrize(
    ("ref", "word", "expected"),
    [
        # a field
        (AMINA, "country=NO", Put(("country",), "NO")),
        (AMINA, "joined=today", Put(("joined",), Plain("2026-11-20"))),
        (AMINA, "left=unknown", Put(("left",), "unknown")),
        (AMINA, "name=Amina 'Ami' Diallo # 🌍 = \"x\"", Put(("name",), "Amina 'Ami' Diallo # 🌍 = \"x\"")),
        (PAYMENTS, "purpose=One\n\n  two: # three", Put(("purpose",), "One\n\n  two: # three")),
        (PAYMENTS, "purpose=" + "long " * 9_000 + "end", Put(("purpose",), "long " * 9_000 + "end")),
        # below a field; what is not there begins
        (AMINA, "availability.hours_per_month=5", Put(("availability", "hours_per_month"), Plain("5"))),
        (AMINA, "consents.photo=declined", Put(("consents", "photo"), "declined")),
        (AMINA, "links.gitlab=amina", Put(("links", "gitlab"), "amina")),
        ("groups/identity", "scope={region: africa}", Put(("scope",), {"region": "africa"})),
        ("community", "policy.first_response_within=5", Put(("policy", "first_response_within"), Plain("5"))),
        ("community", "policy.verify_every=null", Put(("policy", "verify_every"), None)),
        (
            "community",
            "organisations.acme={name: Acme, kind: company}",
            Put(("organisations", "acme"), {"name": "Acme", "kind": "company"}),
        ),
        ("community", "roles.lead.baseline.git=3", Put(("roles", "lead", "baseline", "git"), Plain("3"))),
        # items: by what identifies them, by all of it, or by position
        (PAYMENTS, "members[grace-wanjiru].role=lead", Put(("members", 3, "role"), "lead")),
        (
            PAYMENTS,
            "members[amina-diallo,commit-lead].until=today",
            Put(("members", 1, "until"), Plain("2026-11-20")),
        ),
        (PAYMENTS, "members[3].role=lead", Put(("members", 3, "role"), "lead")),
        (AMINA, "skills[git].endorsed+={by: jonas-berg, date: today, level: 4}", Insert(
            ("skills", 2, "endorsed"), {"by": "jonas-berg", "date": Plain("2026-11-20"), "level": Plain("4")}
        )),
        (AMINA, "skills[openapi].endorsed[jonas-berg].level=5", Put(("skills", 0, "endorsed", 0, "level"), Plain("5"))),
        (
            PAYMENTS,
            "products[Payments specification].versions+={version: 3.10, status: planned}",
            Insert(("products", 0, "versions"), {"version": "3.10", "status": "planned"}),
        ),
        ("community", "sensitivities[2026-12-20].note=Feasts", Put(("sensitivities", 0, "note"), "Feasts")),
        (AMINA, "languages[wo]=ff", Put(("languages", 1), "ff")),
        # lists
        (AMINA, "languages=fr,wo", Put(("languages",), ["fr", "wo"])),
        (AMINA, "languages=[fr, no]", Put(("languages",), ["fr", "no"])),
        (AMINA, "languages+=pt-BR", Insert(("languages",), "pt-BR")),
        (AMINA, "languages-=wo", Drop(("languages", 1))),
        (MEET, "attended=12", Put(("attended",), Plain("12"))),
        ("community", "rituals.opening+=Hello, world", Insert(("rituals", "opening"), "Hello, world")),
        ("community", "regions+=antarctica", Insert(("regions",), "antarctica")),
        (AMINA, "skills-=git", Drop(("skills", 2))),
        (PAYMENTS, "members-={member: amina-diallo, role: commit-lead}", Drop(("members", 1))),
        (PAYMENTS, "members[grace-wanjiru]=", Drop(("members", 3))),
        # gone
        (AMINA, "region=", Drop(("region",))),
        (PAYMENTS, "charter.ends=", Drop(("charter", "ends"))),
        # keys of the community's own
        (AMINA, "x-team=blue", Put(("x-team",), "blue")),
        (PAYMENTS, "members[grace-wanjiru].x-seat={row: 5}", Put(("members", 3, "x-seat"), {"row": Plain("5")})),
    ],
)  # fmt: skip
def test_an_assignment_is_one_edit(ref: str, word: str, expected: Edit) -> None:
    assert edits(ref, word) == [expected]


@pytest.mark.parametrize(
    ("ref", "words", "key", "expected"),
    [
        (AMINA, ["languages-=fr,wo,en"], "languages", None),
        (AMINA, ["languages=fr", "languages-=fr"], "languages", None),
        (AMINA, ["languages=fr", "languages-=fr", "languages+=wo"], "languages", ["wo"]),
        (AMINA, ["availability={mentoring: true}", "availability.mentoring="], "availability", None),
        (AMINA, ["links={github: amina-d}", "links.github="], "links", None),
        (AMINA, ["x-team={size: 5}", "x-team.size="], "x-team", None),
        (AMINA, ["affiliations=[{org: norland}]", "affiliations[norland]="], "affiliations", None),
        ("community", ["waivers-=members/tomas-novy"], "waivers", None),
        # what a record needs stays, empty
        (PAYMENTS, ["members=[{member: jonas-berg, role: lead}]", "members-=jonas-berg"], "members", []),
        (PAYMENTS, ["members=[{member: jonas-berg, role: lead}]", "members[jonas-berg]="], "members", []),
        ("community", ["regions=africa", "regions-=africa"], "regions", []),
    ],
)  # fmt: skip
def test_nothing_stays_empty_that_may_be_missing(ref: str, words: list[str], key: str, expected: Any) -> None:
    after = applied(values_of(sample(), ref), edits(ref, *words))
    assert after.get(key) == expected


def test_edits_are_made_in_the_order_of_the_words() -> None:
    words = ("languages-=fr", "languages-=en", "languages+=de,wo", "languages[wo]=sw")
    found = edits(AMINA, *words)
    assert found == [
        Drop(("languages", 0)),
        Drop(("languages", 1)),
        Insert(("languages",), "de"),
        Put(("languages", 0), "sw"),
    ]
    assert applied(values_of(sample(), AMINA), found)["languages"] == ["sw", "de"]


def test_words_may_need_each_other() -> None:
    assert edits(MEET, "event.url=https://conf.example", "event.name=Conference") == [
        Put(("event", "url"), "https://conf.example"),
        Put(("event", "name"), "Conference"),
    ]
    assert refusal(MEET, "event.url=https://conf.example") == "'event.name' is needed: name"


@pytest.mark.parametrize(
    "words",
    [
        ("country=SN",),
        ("languages=fr,wo,en",),
        ("languages+=fr",),
        ("languages+=fr,fr",),
        ("affiliations+={since: 2024-01-01, org: savane-tech}",),
        ("left=",),
        ("consents.photo=",),
        ("skills[openapi].level=4",),
        ("languages+=de", "languages-=de"),
        (),
    ],
)
def test_what_is_so_already_is_no_edit(words: tuple[str, ...]) -> None:
    assert changed(sample(), AMINA, words, TODAY) == ChangeSet("set", "members/amina-diallo: nothing changed")


@pytest.mark.parametrize(
    ("ref", "words", "subject"),
    [
        (AMINA, ("country=ML", "languages+=de"), "members/amina-diallo: country, languages changed"),
        (AMINA, ("status=paused",), "members/amina-diallo: status paused"),
        (AMINA, ("status=paused", "country=ML"), "members/amina-diallo: status paused; country changed"),
        (AMINA, ("x-secret-plan=1", "country=ML"), "members/amina-diallo: own keys, country changed"),
        (
            PAYMENTS,
            ("members[grace-wanjiru].role=lead", "status=dormant"),
            "groups/payments: status dormant; members, since changed",
        ),
        ("community", ("organisations.acme={name: Acme, kind: ngo}",), "community: organisations changed"),
    ],
)
def test_a_subject_names_fields_and_no_values(ref: str, words: tuple[str, ...], subject: str) -> None:
    assert changed(sample(), ref, words, TODAY).subject == subject


@pytest.mark.parametrize(
    ("ref", "word", "told"),
    [
        # the way
        (AMINA, "contry=SN", "no field 'contry' here; did you mean 'country'?"),
        (AMINA, "id=amina", "no field 'id' here: the id is the name of the file, which cmtool rename changes"),
        (AMINA, "email=ann@meridian.example", "no field 'email' here: mail addresses and phone numbers stand nowhere in a registry, the shared mailbox knows them"),
        (AMINA, "availability.size=5", "no field 'size' here; fields: hours_per_month, mentoring"),
        (AMINA, "country.code=SN", "'country.code': nothing stands below a single value"),
        (AMINA, "country[SN]=NO", "'country[SN]': there is no list to find an item in"),
        (AMINA, "skills.level=5", "'skills.level': an item of the list is named in brackets, as list[item].level"),
        (AMINA, "skills[opnapi].level=5", "'skills[opnapi].level': no item 'opnapi'; did you mean 'openapi'?"),
        (AMINA, "languages-=de", "'languages': no item 'de'; there: fr, wo, en"),
        ("groups/identity", "products[x].url=", "'products[x].url': no item 'x'; there: Identity specification"),
        (PAYMENTS, "members[amina-diallo].role=lead", "'members[amina-diallo].role': 'amina-diallo' stands for several; write one of: [amina-diallo,triage-lead], [amina-diallo,commit-lead]"),
        (PAYMENTS, "members-=amina-diallo", "'members': 'amina-diallo' stands for several; write one of: [amina-diallo,triage-lead], [amina-diallo,commit-lead]"),
        (PAYMENTS, "members-={role: lead}", "'members': no item has these fields"),
        (PAYMENTS, "members-={member: amina-diallo}", "'members': several items have these fields"),
        (AMINA, "country+=NO", "'country' is no list: write country=value"),
        (AMINA, "links+={gitlab: a}", "'links' is no list: write links.KEY=value"),
        (AMINA, "links=amina-d", "'links' takes keys in braces: links='{KEY: ..}'"),
        ("community", "series=weekly", "'series' takes keys in braces: series='{KEY: {name: ..}}'"),
        (AMINA, "languages+=", "'languages+=': the value is missing"),
        # the value
        (AMINA, "joined=yesterday", "'joined': expected a date, as 2026-03-01, or unknown; found 'yesterday'"),
        (AMINA, "joined=1.3.2026", "'joined': expected a date, as 2026-03-01, or unknown; found '1.3.2026'; write 2026-03-01"),
        (AMINA, "joined=2026-02-30", "'joined': expected a day that exists, as 2026-03-01; found '2026-02-30'"),
        (AMINA, "verified=1.3.2026", "'verified': expected a date, as 2026-03-01; found '1.3.2026'; write 2026-03-01"),
        (AMINA, "availability.mentoring=yes", "'availability.mentoring': expected true or false; found 'yes'"),
        (AMINA, "availability.hours_per_month=few", "'availability.hours_per_month': expected a whole number, as 5; found 'few'"),
        (PAYMENTS, "meets[fortnightly-call].time=2pm", "'meets[0].time': expected a time of day, as \"14:30\"; found '2pm'"),
        (AMINA, "name=Amina\nDiallo", "'name': expected text on one line, without spaces around it; found a text of 2 lines"),
        (AMINA, "name= Amina", "'name': expected text on one line, without spaces around it; found ' Amina'"),
        (AMINA, "name=" + "n" * 2001, "'name': expected at most 2000 characters; found '" + "n" * 57 + "...'"),
        (AMINA, "links.mail=ann@meridian.example", "'links.mail': expected a handle alone, as amina-d (no address, no @); found a text of 20 characters"),
        (AMINA, "status=pausd", "'status': 'pausd' is not one of: onboarding, active, paused, alumni, removed; did you mean 'paused'?"),
        (AMINA, "consents.photos=today", "'consents.photos': 'photos' is not one of: listing, spotlight, statistics, photo; did you mean 'photo'?"),
        (AMINA, "name=", "'name' is needed: as the person wants it shown"),
        (AMINA, "skills+={skill: git, levl: 3}", "'skills[6].levl': unknown field 'levl'; did you mean 'level'?"),
        (AMINA, "skills+={skill: git, level: 3, date: today}", "'skills[6].state' is needed: `proposed` by a lead, `confirmed` by the person"),
        (AMINA, "skills+=git", "'skills' takes fields in braces: skills+='{skill: .., level: .., date: .., state: ..}'"),
        (AMINA, "skills={skill: git}", "'skills' takes fields in braces: skills='[{skill: .., level: .., date: .., state: ..}]'"),
        (PAYMENTS, "scope=africa", "'scope' takes fields in braces: scope='{region: .., country: ..}'"),
        ("community", "organisations.acme=Acme", "'organisations.acme' takes fields in braces: organisations.acme='{name: .., kind: ..}'"),
        ("community", "schema=2", "'schema': expected 1; found '2'"),
        # references
        (AMINA, "country=Senegal", "'country': unknown country 'Senegal'; did you mean 'SN'?"),
        (AMINA, "country=UK", "'country': unknown country 'UK'; did you mean 'GB' (United Kingdom)?"),
        (AMINA, "country=XX", "'country': unknown country 'XX'; write its ISO 3166-1 code, as SN"),
        (AMINA, "languages+=english", "'languages': unknown language 'english'; write its BCP 47 tag, as en, pt-BR or zh-Hant"),
        (AMINA, "timezone=Dakar", "'timezone': unknown time zone 'Dakar'; did you mean 'Africa/Dakar'?"),
        (AMINA, "region=afrika", "'region': unknown region 'afrika'; did you mean 'africa'?"),
        (AMINA, "region=moon", "'region': unknown region 'moon'; known: africa, americas, arab-states, asia-pacific, cis, europe, unknown"),
        (AMINA, "roles+={role: lead, since: today}", "'roles': unknown role 'lead'; known: community-manager, sponsor, champion, librarian, ambassador"),
        (AMINA, "affiliations+={org: savane-teck}", "'affiliations': unknown organisation 'savane-teck'; did you mean 'savane-tech'?"),
        (AMINA, "skills+={skill: opnapi, level: 3, date: today, state: proposed}", "'skills': unknown skill 'opnapi'; did you mean 'openapi'?"),
        (PAYMENTS, "members+={member: amina-dialo, role: lead}", "'members': unknown member 'amina-dialo'; did you mean 'amina-diallo'?"),
        (MEET, "attended+=amina-dialo", "'attended': unknown member 'amina-dialo'; did you mean 'amina-diallo'?"),
        (MEET, "groups=paymens,identity", "'groups': unknown group 'paymens'; did you mean 'payments'?"),
        (MEET, "series=comunitymeet", "'series': unknown series 'comunitymeet'; did you mean 'communitymeet'?"),
        ("skills/git", "category=tecnical", "'category': unknown skill category 'tecnical'; did you mean 'technical'?"),
        ("community", "review[members/*].by=amina-dialo", "'review[members/*].by': unknown reviewer 'amina-dialo'; did you mean 'amina-diallo'?"),
        ("community", "roles.lead.baseline.gitt=3", "'roles.lead.baseline.gitt': unknown skill 'gitt'; did you mean 'git'?"),
        # what nobody may read
        (AMINA, "gender=woman", "'gender' does not belong in a public registry: write it into members/amina-diallo.yaml of the overlay (privacy.overlay)"),
        (AMINA, "notes=had a hard year", "'notes' does not belong in a public registry: write it into members/amina-diallo.yaml of the overlay (privacy.overlay)"),
        # the record
        ("members/amina-dialo", "country=SN", "no record 'members/amina-dialo'; did you mean 'members/amina-diallo'?"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_what_to_write(ref: str, word: str, told: str) -> None:
    assert refusal(ref, word) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["name=Foo", "name=Bar"], "'name' is given twice: which of them?"),
        (["country=SN", "joined=today", "country=SN"], "'country' is given twice: which of them?"),
        (["skills[git].level=3", "skills[git].level=4"], "'skills[git].level' is given twice: which of them?"),
        (["languages=fr,fr"], "'languages': 'fr' stands there twice"),
        (["other_skills=[radio drama, film, radio drama]"], "'other_skills': 'radio drama' stands there twice"),
    ],
)
def test_what_is_given_twice_is_refused(words: list[str], told: str) -> None:
    assert refusal(AMINA, *words) == told


def test_what_runs_is_not_begun_again() -> None:
    told = (
        "'affiliations': 'savane-tech' is there already, at the same time: change that entry, "
        "as affiliations[ORG].since=value"
    )
    assert refusal(AMINA, "affiliations+={org: savane-tech, since: 2026-01-01}") == told
    before = "{org: savane-tech, since: 2020-01-01, until: 2021-12-31}"
    assert len(edits(AMINA, f"affiliations+={before}")) == 1


def test_the_name_of_a_field_is_told_cut() -> None:
    long = "f" * 5000
    assert refusal(AMINA, f"{long}=1").startswith(f"no field '{'f' * 57}...' here; fields: name,")
    assert refusal(AMINA, f"skills[{long}].level=1").startswith(
        f"'skills[{'f' * 50}...': no item '{'f' * 57}...'; there:"
    )
    assert refusal(AMINA, f"skills.{long}=1").endswith("is named in brackets, as list[item].field")
    assert refusal(AMINA, f"{long}").startswith(f"'{'f' * 40}' is not an assignment")


def test_who_leaves_is_retired_and_not_only_called_alumni() -> None:
    remedy = f"cmtool retire {AMINA} does it all, instead of status=alumni"
    told = f"{AMINA} leaves with a last day, and ends what they are in groups/architecture, groups/payments: {remedy}"
    assert refusal(AMINA, "status=alumni", "left=today") == told
    assert refusal("members/liis-tamm", "status=alumni", registry=alone()) == (
        "members/liis-tamm leaves with a last day, and ends what they are: "
        "cmtool retire members/liis-tamm does it all, instead of status=alumni"
    )
    change = changed(alone(), "members/liis-tamm", ["status=alumni", "left=today"], TODAY)
    assert change.subject == "members/liis-tamm: status alumni; left changed"


def alone() -> Registry:
    """Somebody who is in no group any more."""
    return small(**{"groups/maps.yaml": GROUP.replace("since: 2026-01-01}", "since: 2025-01-01, until: 2025-06-30}")})


def test_a_mail_address_is_left_to_validation_and_repeated_nowhere() -> None:
    change = changed(sample(), AMINA, ["name=ann@meridian.example"], TODAY)
    assert change.subject == "members/amina-diallo: name changed"
    told = "'this field': no item that holds an address; there: openapi, payments-regulation, git, technical-writing, facilitation, test-automation"
    assert refusal(AMINA, "skills[ann@meridian.example].level=5") == told


def test_what_stands_there_is_not_written_over_by_what_stands_below() -> None:
    told = "'x-a.b': something else stands there; look with cmtool show"
    assert refusal(AMINA, "x-a=1", "x-a.b=2") == told
    told = "'attended' holds one value now, no list: write attended=[..]"
    assert refusal(MEET, "attended=12", "attended+=amina-diallo") == told


COMMUNITY = (
    "schema: 1\nname: Small\ncontact: {address: community@meridian.example, owner: liis-tamm}\nregions: [north]\n"
    "organisations: {}\nroles: {}\nprivacy: {visibility: private}\n"
)
GROUP = (
    "name: Maps\nkind: team\nstatus: active\npurpose: Draw\nmembers:\n"
    "  - {member: liis-tamm, role: lead, since: 2024-01-01, until: 2025-01-01}\n"
    "  - {member: liis-tamm, role: lead, since: 2026-01-01}\n"
)


def small(**files: str) -> Registry:
    texts = {
        "community.yaml": COMMUNITY,
        "groups/maps.yaml": GROUP,
        "members/liis-tamm.yaml": "name: Liis Tamm\nstatus: active\ngender: woman\n",
        **files,
    }
    return assemble([Entry(path, "file", text.encode()) for path, text in texts.items()]).registry


def test_a_private_registry_holds_private_fields_and_no_message_repeats_them() -> None:
    ref = "members/liis-tamm"
    change = changed(small(), ref, ["notes=Had a hard year", "gender="], TODAY)
    assert change.edits == {ref: [Put(("notes",), "Had a hard year"), Drop(("gender",))]}
    assert change.subject == "members/liis-tamm: notes, gender changed"
    assert (
        refusal(ref, "gender=wombat", registry=small())
        == "'gender': the value is not one of: woman, man, another, undisclosed"
    )


def test_entries_that_nothing_else_tells_apart_are_named_by_position() -> None:
    told = "'members[liis-tamm].until': 'liis-tamm' stands for several; write one of: [0], [1]"
    assert refusal("groups/maps", "members[liis-tamm].until=today", registry=small()) == told
    change = changed(small(), "groups/maps", ["members[1].until=today"], TODAY)
    assert change.edits == {"groups/maps": [Put(("members", 1, "until"), Plain("2026-11-20"))]}


def test_nobody_is_unknown_whose_file_cannot_be_read() -> None:
    registry = small(**{"members/jonas-berg.yaml": "name: [\n"})
    change = changed(registry, "community", ["contact.owner=jonas-berg"], TODAY)
    assert change.edits == {"community": [Put(("contact", "owner"), "jonas-berg")]}


def test_the_new_id_of_a_renamed_record_is_told() -> None:
    registry = small(**{"members/jonas-berg.yaml": "name: Jonas Berg\nstatus: active\nformerly: [jberg]\n"})
    told = "'contact.owner': unknown member 'jberg'; it was renamed: write 'jonas-berg'"
    assert refusal("community", "contact.owner=jberg", registry=registry) == told


LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn")), min_size=1, max_size=80
)
DAYS = st.dates(date(2000, 1, 1), TODAY).map(str)
WORDS = st.one_of(
    LINES.map(str.strip).filter(bool).map(lambda line: f"name={line}"),
    LINES.map(str.strip).filter(lambda line: line and line[0] not in "[{").map(lambda line: f"other_skills+={line}"),
    st.sampled_from(sorted(countries())).map(lambda code: f"country={code}"),
    DAYS.map(lambda day: f"joined={day}"),
    DAYS.map(lambda day: f"consents.photo={day}"),
    st.integers(0, 10**6).map(lambda hours: f"availability.hours_per_month={hours}"),
    st.sampled_from(["true", "false"]).map(lambda flag: f"availability.mentoring={flag}"),
    st.lists(st.sampled_from(["fr", "no", "wo", "pt-BR"]), unique=True).map(
        lambda tags: f"languages=[{', '.join(tags)}]"
    ),
    st.builds("skills+={{skill: git, level: {}, date: {}, state: confirmed}}".format, st.integers(1, 5), DAYS),
    st.sampled_from(
        ["region=", "languages=", "skills[openapi]=", "x-own=a: b # c", "affiliations[savane-tech].until=today"]
    ),
)


@given(st.lists(WORDS, max_size=6, unique_by=lambda word: word.partition("=")[0]))
def test_well_typed_assignments_leave_a_good_record(words: list[str]) -> None:
    before: Any = values_of(sample(), AMINA)
    kept = deepcopy(before)
    after = applied(before, changed(sample(), AMINA, words, TODAY).edits.get(AMINA, ()))
    record, findings = to_record(Member, "amina-diallo", after, Source("", "x-"))
    assert record is not None and not findings
    assert before == kept
    again = [word for word in words if "+=" not in word and not word.startswith("skills[")]
    assert edits_of(Subject(sample(), Member, "amina-diallo", TODAY), after, again) == ([], after)


def test_a_new_status_of_a_group_begins_today_unless_somebody_says_another_day() -> None:
    """Its calendar ends where its sleep begins: the first day of the status before would wipe it out."""
    since = [edit for edit in edits(PAYMENTS, "status=dormant") if edit.field == ("since",)]
    assert since == [Put(("since",), TODAY)]
    assert Put(("since",), Plain("2026-11-01")) in edits(PAYMENTS, "status=dormant", "since=2026-11-01")
    assert [edit.field for edit in edits(PAYMENTS, "status=active", "intent=helping")] == [("intent",)]
    change = changed(sample(), PAYMENTS, ["status=dormant"], TODAY)
    assert change.notes == (
        "groups/payments has this status since 2026-11-20; from another day: cmtool set groups/payments since=DAY",
    )
