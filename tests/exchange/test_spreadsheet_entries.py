"""Memberships and member skills: rows that become entries inside of groups and members."""

from __future__ import annotations

from tests.exchange.sheets import after, changed, new, plan, told

HEAD = "member,group,role,since,until\n"


def test_memberships_are_added_and_ended_in_the_files_of_their_groups() -> None:
    sheet = (
        HEAD + "Liis Tamm,Payments Working Group,Contributor,2026-11-01,\nchidi-eze,payments,contributor,,2026-10-31\n"
    )
    found = plan(sheet)
    assert told(found) == []
    assert found.change_set.subject == "import csv: 1 membership added, 1 changed"
    assert changed(found) == {
        "groups/payments": [
            "liis-tamm, contributor: None -> since 2026-11-01",
            "chidi-eze, contributor: until: None -> 2026-10-31",
        ]
    }
    assert [str(edit) for edit in found.change_set.edits["groups/payments"]] == [
        "Insert(field=('members',), value={'member': 'liis-tamm', 'role': 'contributor', 'since': datetime.date(2026, 11, 1)}, before=None)",
        "Put(field=('members', 7, 'until'), value=datetime.date(2026, 10, 31))",
    ]
    assert plan(sheet, registry=after(found)).change_set.edits == {}


def test_a_role_held_again_is_a_new_entry_once_the_first_one_ended() -> None:
    again = HEAD + "fatou-ndiaye,payments,commit-lead,2026-09-01,\n"
    assert told(plan(again)) == []
    assert plan(again).change_set.subject == "import csv: 1 membership added"


def test_another_first_day_of_a_role_that_is_held_is_a_question() -> None:
    found = plan(HEAD + "amina-diallo,payments,triage-lead,2026-09-01,\n")
    assert told(found) == [
        "2: the registry holds this role since 2025-06-01: write that day, or end it first ('until')"
    ]


def test_who_what_and_where_must_be_known() -> None:
    sheet = (
        HEAD
        + "amina-dialo,payments,lead,,\namina-diallo,payment,lead,,\namina-diallo,payments,champion,,\n,payments,lead,,\n"
    )
    assert told(plan(sheet)) == [
        "2 member: unknown member 'amina-dialo'; did you mean 'amina-diallo'?",
        "3 group: unknown group 'payment'; did you mean 'payments'?",
        "4 role: unknown role 'champion'; known: product-owner, lead, triage-lead, commit-lead, technical-expert, mentor, representative, translator, contributor",
        "5 member: is blank",
    ]


def test_a_default_fills_the_role() -> None:
    found = plan("member,group\nliis-tamm,payments\n", defaults={"role": "contributor"})
    assert changed(found) == {"groups/payments": ["liis-tamm, contributor: None -> new"]}


def test_an_entry_twice_is_one_and_one_that_differs_is_a_problem() -> None:
    row = "liis-tamm,payments,contributor,2026-11-01,{}\n"
    same = plan(HEAD + row.format("") + row.format(""))
    assert same.notes[1:] == ["rows 2 and 3 are one and were joined"]
    assert same.change_set.subject == "import csv: 1 membership added"
    other = plan(HEAD + row.format("2026-11-02") + row.format("2026-11-03"))
    assert told(other) == ["3: rows 2 and 3 speak of the same and differ in until: keep one"]


def test_skills_of_members() -> None:
    sheet = "member,skill,level,date,state\namina-diallo,Git,5,2026-11-01,confirmed\nliis-tamm,geodata,1,,\n"
    found = plan(sheet)
    assert (told(found), found.change_set.subject) == ([], "import csv: 1 member skill added, 1 changed")
    assert changed(found) == {
        "members/amina-diallo": ["git: level: 4 -> 5", "git: date: 2026-08-30 -> 2026-11-01"],
        "members/liis-tamm": ["geodata: None -> level 1, date 2026-11-20, state proposed"],
    }
    assert plan(sheet, registry=after(found)).change_set.edits == {}


def test_the_catalogue_of_skills() -> None:
    sheet = 'name,category,about,also known as\nMap making,Technical,"Draw\nmaps",cartography; GIS\nWriting OpenAPI descriptions,technical,,\n'
    found = plan(sheet)
    assert told(found) == []
    assert new(found) == {
        "skills/map-making": {
            "name": "Map making",
            "category": "technical",
            "about": "Draw\nmaps",
            "aliases": ["cartography", "GIS"],
        }
    }
    assert found.unchanged == 1


def test_meetings_and_groups_need_what_their_records_need() -> None:
    assert told(plan("id,series,mode,status,date\n,communitymeet,online,planned,2027-05-01\n")) == [
        "2: needs an id: write one into an 'id' column"
    ]
    groups = plan("name,kind,status,purpose\nMaps,working-group,forming,Draw maps\n")
    assert new(groups) == {
        "groups/maps": {
            "name": "Maps",
            "kind": "working-group",
            "status": "forming",
            "purpose": "Draw maps",
            "members": [],
        }
    }
