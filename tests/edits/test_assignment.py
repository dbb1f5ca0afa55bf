"""Words of the command line as values: what each field takes a word for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.edits._assignment import items_of, parsed, value_of
from cmtool.errors import CmtoolError
from cmtool.model.change import Item
from cmtool.model.community import Community
from cmtool.model.fields import Shape, fields
from cmtool.model.group import Group, MeetingSeries, ProductVersion
from cmtool.model.meeting import Meeting
from cmtool.model.member import Availability, Member
from cmtool.model.plain import Plain
from cmtool.model.policy import Policy
from cmtool.model.record import Part
from cmtool.model.skill import Skill
from tests.edits.verbs import TODAY


def shape(model: type[Part], name: str) -> Shape:
    return fields(model)[name].shape


def value(model: type[Part], word: str) -> Any:
    assignment = parsed(word)
    return value_of(assignment, shape(model, assignment.path[0]), TODAY)


def items(model: type[Part], word: str) -> list[Any]:
    assignment = parsed(word)
    return items_of(assignment, shape(model, assignment.path[0]), TODAY)


@pytest.mark.parametrize(
    ("word", "path", "sign", "text"),
    [
        ("country=SN", ("country",), "=", "SN"),
        ("country=", ("country",), "=", ""),
        ("links.github=amina-d", ("links", "github"), "=", "amina-d"),
        ("members[amina-diallo].role=lead", ("members", Item("amina-diallo"), "role"), "=", "lead"),
        ("members[amina-diallo,lead].until=", ("members", Item("amina-diallo,lead"), "until"), "=", ""),
        ("agenda[Opening = closing].minutes=5", ("agenda", Item("Opening = closing"), "minutes"), "=", "5"),
        ("languages+=fr", ("languages",), "+=", "fr"),
        ("languages-=fr", ("languages",), "-=", "fr"),
        ("x-own-key-=a", ("x-own-key",), "-=", "a"),
        ("purpose=a=b+=c # d", ("purpose",), "=", "a=b+=c # d"),
        ("purpose= first\nsecond ", ("purpose",), "=", " first\nsecond "),
        ("purpose=first\r\nsecond", ("purpose",), "=", "first\nsecond"),
        (" country =SN", ("country",), "=", "SN"),
    ],
)
def test_a_word_is_a_field_a_sign_and_a_text(word: str, path: tuple[str, ...], sign: str, text: str) -> None:
    found = parsed(word)
    assert (found.path, found.sign, found.text) == (path, sign, text)
    assert [isinstance(part, Item) for part in found.path] == [isinstance(part, Item) for part in path]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("country", "'country' is not an assignment; expected field=value, as country=SN"),
        ("notes: she is ill", "'notes' is not an assignment; expected field=value, as country=SN"),
        ("ann@meridian.example", "a text of 20 characters is not an assignment; expected field=value, as country=SN"),
        ("=SN", "the text is not an assignment; expected field=value, as country=SN"),
        ("", "the text is not an assignment; expected field=value, as country=SN"),
        ("a..b=c", "'a..b' is not an assignment; expected field=value, as country=SN"),
        ("a[]=c", "'a[]' is not an assignment; expected field=value, as country=SN"),
        ("a[b=c", "'a[b' is not an assignment; expected field=value, as country=SN"),
        ("name=\udcff", "'name': this is not UTF-8 text"),
        ("\udcff=a", "the field: this is not UTF-8 text"),
        ("name=a\tb", "'name': a tab is not part of a registry file; use spaces instead"),
        (
            "name=a\u200bb",
            "'name': invisible character U+200B (zero width space); remove it; it cannot be seen in a review",
        ),
        (
            "name=a\rb",
            "'name': carriage return without line feed; end lines with a line feed, as git and all editors can",
        ),
    ],
)
def test_what_is_no_assignment_is_refused_without_its_value(word: str, told: str) -> None:
    with pytest.raises(CmtoolError) as refused:
        parsed(word)
    assert str(refused.value) == told


@pytest.mark.parametrize(
    ("model", "word", "expected"),
    [
        # texts are texts, whatever YAML tools would read
        (Member, "country=NO", "NO"),
        (ProductVersion, "version=1.10", "1.10"),
        (Member, "name=null", "null"),
        (Group, "purpose={not: yaml} # no comment", "{not: yaml} # no comment"),
        (Member, "status=active", "active"),
        # days, numbers and flags are bare
        (Member, "joined=2026-03-01", Plain("2026-03-01")),
        (Member, "joined=today", Plain("2026-11-20")),
        (Member, "joined=unknown", "unknown"),
        (Availability, "hours_per_month=5", Plain("5")),
        (Availability, "mentoring=true", Plain("true")),
        (Policy, "verify_every=null", None),
        # a time of day is quoted
        (MeetingSeries, "time=14:30", "14:30"),
        # what does not fit stays as it is, for the schema to say so
        (Member, "joined=yesterday", "yesterday"),
        (Availability, "mentoring=yes", Plain("yes")),
        # lists of words
        (Member, "languages=fr,wo,en", ["fr", "wo", "en"]),
        (Member, "languages= fr , no ", ["fr", "no"]),
        (Member, "languages=[fr, no]", ["fr", "no"]),
        (Member, "languages=[]", []),
        (Meeting, "attended=12", Plain("12")),
        (Meeting, "attended=amina-diallo,jonas-berg", ["amina-diallo", "jonas-berg"]),
        # a sentence is one item of a list of sentences, commas or not
        (Member, "other_skills=radio drama, for outreach", ["radio drama, for outreach"]),
        (Member, "other_skills=[radio drama, film]", ["radio drama", "film"]),
        (Skill, "same_as=https://a.example/1, https://b.example/2", ["https://a.example/1", "https://b.example/2"]),
        # mappings and parts
        (Member, "consents={listing: today, photo: declined}", {"listing": Plain("2026-11-20"), "photo": "declined"}),
        (Member, "links={github: 0815}", {"github": "0815"}),
        (Skill, "levels={3: no}", {"3": "no"}),
        (Group, "charter={ends: 2027-01-31, status: approved}", {"ends": Plain("2027-01-31"), "status": "approved"}),
        (
            Group,
            "products=[{name: Tests, versions: [{version: 1.10, status: planned, due: today}]}]",
            [{"name": "Tests", "versions": [{"version": "1.10", "status": "planned", "due": Plain("2026-11-20")}]}],
        ),
        (
            Group,
            "meets=[{id: call, every: 14d, time: 9:30, minutes: 45}]",
            [{"id": "call", "every": "14d", "time": "9:30", "minutes": Plain("45")}],
        ),
        (Group, "charter={end: 2027-01-31}", {"end": Plain("2027-01-31")}),
        (Community, "organisations={acme: {name: 'No', kind: ngo}}", {"acme": {"name": "No", "kind": "ngo"}}),
    ],
)
def test_the_field_decides_what_a_word_is(model: type[Part], word: str, expected: Any) -> None:
    assert value(model, word) == expected


@pytest.mark.parametrize(
    ("model", "word", "expected"),
    [
        (Member, "languages+=fr", ["fr"]),
        (Member, "languages+=fr, wo", ["fr", "wo"]),
        (Member, "languages-=[fr, wo]", ["fr", "wo"]),
        (Member, "languages+=", []),
        (Member, "other_skills+=radio drama, for outreach", ["radio drama, for outreach"]),
        (Member, "skills-=openapi", ["openapi"]),
        (
            Member,
            "skills+={skill: openapi, level: 3, date: 2026-01-01, state: confirmed}",
            [{"skill": "openapi", "level": Plain("3"), "date": Plain("2026-01-01"), "state": "confirmed"}],
        ),
        (Member, "roles+=[{role: a}, {role: b}]", [{"role": "a"}, {"role": "b"}]),
    ],
)
def test_items_of_a_list(model: type[Part], word: str, expected: list[Any]) -> None:
    assert items(model, word) == expected


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("links={github: x} # y", "'links': expected one value in brackets and nothing after it"),
        ("links={github: x}\nstatus: removed", "'links': expected one value in brackets and nothing after it"),
        (
            "links={github: x",
            "'links': what is in brackets cannot be read: not readable as YAML: a bracket is opened here and never "
            "closed, or a comma is missing",
        ),
        (
            "links={a: &x b}",
            "'links': what is in brackets cannot be read: an anchor ('&') is not part of a registry file",
        ),
    ],
)
def test_brackets_hold_one_value(word: str, told: str) -> None:
    with pytest.raises(CmtoolError) as refused:
        value(Member, word)
    assert str(refused.value) == told


def test_what_stands_in_a_private_field_is_not_told() -> None:
    with pytest.raises(CmtoolError) as refused:
        value_of(parsed("skills={secret"), shape(Member, "skills"), TODAY, hidden=True)
    assert str(refused.value) == "'skills': what is in brackets cannot be read"


def test_keys_of_the_community_s_own_are_texts_or_yaml() -> None:
    assert value_of(parsed("x-team=blue, 5"), None, TODAY) == "blue, 5"
    assert value_of(parsed("x-team={size: 5}"), None, TODAY) == {"size": Plain("5")}


@given(st.text(max_size=60))
def test_any_word_is_an_assignment_or_a_clear_refusal(word: str) -> None:
    for model, field in ((Member, "languages"), (Member, "consents"), (Group, "members"), (Group, "purpose")):
        for sign in ("=", "+=", "-="):
            try:
                assignment = parsed(f"{field}{sign}{word}")
                value_of(assignment, shape(model, field), TODAY)
                items_of(assignment, shape(model, field), TODAY)
            except CmtoolError as error:
                assert str(error).startswith(f"'{field}'")
    try:
        assert parsed(word).sign in ("=", "+=", "-=")
    except CmtoolError as error:
        assert str(error)
