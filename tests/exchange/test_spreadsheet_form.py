"""Answers of a form: whole questions as headers, a map file, and consent that is only ever said word by word."""

from __future__ import annotations

import pytest

from cmtool.errors import CmtoolError
from tests.conftest import DATA
from tests.exchange.sheets import after, changed, new, plan, told

FORM = (DATA / "exchange" / "spreadsheet" / "form.csv").read_text("utf-8")
MAP = (DATA / "exchange" / "spreadsheet" / "map.yaml").read_text("utf-8")
LISTING = """
kind: members
columns:
  - header: May we list you?
    field: consents.listing
    values: {"Yes": today, "No": declined, Maybe: null}
defaults: {status: onboarding}
"""


def test_a_form_by_its_map_file() -> None:
    found = plan(FORM, MAP)
    assert told(found) == []
    assert new(found) == {
        "members/ikaika-kealoha": {
            "name": "Ikaika Kealoha",
            "status": "onboarding",
            "joined": "2026-10-02",
            "country": "US",
            "languages": ["en"],
            "affiliations": [{"org": "kiwa-labs"}],
            "code_of_conduct": "2026-10-02",
            "consents": {"listing": "2026-10-02"},
        },
        "members/nomvula-dube": {
            "name": "Nomvula Dube",
            "status": "onboarding",
            "joined": "2026-10-03",
            "country": "ZW",
            "languages": ["en", "fr"],
            "affiliations": [{"org": "independent"}],
            "code_of_conduct": "2026-10-05",
            "consents": {"listing": "2026-10-05"},
        },
    }
    assert found.notes == [
        "column H: 3 mail addresses or phone numbers not imported; none ever is",
        "rows 3 and 4 are one and were joined",
    ]


def test_answers_given_once_move_nothing_when_they_come_again() -> None:
    registry = after(plan(FORM, MAP))
    assert changed(plan(FORM, MAP, registry)) == {}
    later = FORM.replace("2026/10/0", "2026/11/0")
    assert changed(plan(later, MAP, registry)) == {}


def test_consent_is_taken_answer_by_answer() -> None:
    sheet = "Name;May we list you?\nAnn Vale;Yes\nBo Reed;no\nCy Marsh;Maybe\n"
    found = plan(sheet, LISTING)
    assert [values.get("consents") for values in new(found).values()] == [
        {"listing": "2026-11-20"},
        {"listing": "declined"},
        None,
    ]


def test_an_answer_that_the_map_does_not_know_is_no_consent() -> None:
    found = plan("Name;May we list you?\nAnn Vale;Yes!\n", LISTING)
    assert told(found) == ["2 May we list you?: 'Yes!' is no answer of the map file; expected 'yes' or 'no' or 'maybe'"]
    assert new(found) == {}


def test_the_name_of_a_column_is_no_consent() -> None:
    with pytest.raises(CmtoolError) as error:
        plan("Name;Consent to listing\nAnn Vale;yes\n")
    assert str(error.value) == (
        "unknown column 'Consent to listing' (B): an agreement is never told by a column's name; "
        "say in a map file what each answer means"
    )


def test_the_exported_column_takes_a_day_or_declined_and_no_yes() -> None:
    sheet = "name,status,consents.listing\nAnn Vale,active,{}\n"
    assert new(plan(sheet.format("declined")))["members/ann-vale"]["consents"] == {"listing": "declined"}
    assert new(plan(sheet.format("2026-03-01")))["members/ann-vale"]["consents"] == {"listing": "2026-03-01"}
    assert told(plan(sheet.format("yes"))) == [
        "2 consents.listing: 'yes' is no day; say in a map file what the answer means: 'values: {Yes: today, No: declined}'"
    ]


def test_the_day_of_a_timestamp_that_is_not_there_is_not_today() -> None:
    map_ = LISTING.replace("today", "timestamp")
    assert told(plan("Name;May we list you?\nAnn Vale;Yes\n", map_)) == [
        "2 May we list you?: the map file takes the day of the row's timestamp, and the row has none"
    ]


def test_what_was_declined_is_not_given_back_by_a_sheet() -> None:
    registry = after(plan("id,consents.listing\namina-diallo,declined\n"))
    found = plan("id,May we list you?\namina-diallo,Yes\n", LISTING, registry)
    assert changed(found) == {}
    assert found.notes == [
        "row 2: members/amina-diallo declined consents.listing; left so, a sheet may be older",
    ]


def test_declining_is_always_heard() -> None:
    found = plan("id,May we list you?\namina-diallo,No\n", LISTING)
    assert changed(found) == {"members/amina-diallo": ["consents.listing: 2025-03-04 -> declined"]}


def test_the_later_answer_counts_wherever_it_stands() -> None:
    map_ = LISTING.replace("columns:", "columns:\n  - {header: When, field: timestamp}").replace("today", "timestamp")
    rows = ["2026-10-05,Ann Vale,KE,No\n", "2026-10-02,Ann Vale,KE,Yes\n", "2026-10-03,Ann Vale,KE,Yes\n"]
    head = "When,Name,Country,May we list you?\n"
    for order in (rows, rows[::-1]):
        found = plan(head + "".join(order), map_)
        assert new(found)["members/ann-vale"]["consents"] == {"listing": "declined"}
    given = new(plan(head + "".join(rows[1:]), map_))
    assert given["members/ann-vale"]["consents"] == {"listing": "2026-10-02"}


def test_without_times_two_answers_that_differ_are_a_problem() -> None:
    found = plan("Name,Country,May we list you?\nAnn Vale,KE,Yes\nAnn Vale,KE,No\n", LISTING)
    assert told(found)[0] == "2: rows 2 and 3 speak of the same and differ in consents.listing: keep one"


def test_a_question_about_mail_is_no_column_of_addresses() -> None:
    with pytest.raises(CmtoolError) as error:
        plan('Name,"Do you agree that we write to you by e-mail now and then?"\nAnn Vale,yes\n')
    assert "an agreement is never told by a column's name" in str(error.value)


@pytest.mark.parametrize(
    ("map_", "message"),
    [
        ("kind: members\ncolums: {}\n", "map.yaml: unknown key 'colums' in the map; did you mean 'columns'?; expected kind, columns, dates, defaults"),
        ("columns: {Nmae: name}\n", "the map names column 'Nmae', and the sheet has none; did you mean 'Name'?"),
        ("kind: members\ncolumns: {Name: nam}\n", "column 'Name': members have no field 'nam'; did you mean 'name'?"),
        ("kind: members\ncolumns: {Name: notes}\n", "column 'Name': 'notes' is private and never comes in by a sheet"),
        ("kind: people\n", "no kind 'people' to import; kinds: members, groups, meetings, skills, requests, needs, activities, spotlights, memberships, member-skills"),
        ("dates: dayfirst\n", "map.yaml: dates: expected day-first, month-first, iso; did you mean 'day-first'?"),
        ("kind: members\ndefaults: {status: actve}\n", "default 'status': 'actve' is not one of: onboarding, active, paused, alumni, removed; did you mean 'active'?"),
        ("kind: members\ndefaults: {consents.listing: 2026-01-01}\n", "default 'consents.listing': is given by the person alone"),
        ("columns: [{field: name}]\n", "map.yaml: a column needs its 'header', or with 'column' its letter (A, B, ...)"),
        ("- a\n", "map.yaml:1: the file holds a list where fields were expected; write fields, one a line, with a space after the colon: 'name: ...'"),
    ],
)  # fmt: skip
def test_a_map_that_is_wrong_says_where(map_: str, message: str) -> None:
    with pytest.raises(CmtoolError) as error:
        plan("Name;status\nAnn Vale;active\n", map_)
    assert str(error.value) == message
