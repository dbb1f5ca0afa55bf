"""Who is meant: by id, account, or name with something else that agrees; two people are never merged by a name."""

from __future__ import annotations

import pytest

from tests.exchange.sheets import after, changed, new, plan, told


@pytest.mark.parametrize(
    "row",
    [
        "id,country\namina-diallo,ML\n",
        "GitHub,country\nAMINA-D,ML\n",
        "LinkedIn,country\nhttps://www.linkedin.com/in/amina-diallo-example/,ML\n",
        'name,joined,country\n"DIALLO, Amina",2025-03-04,ML\n',
        "name,organisation,country\nAmina Diallo,Savane Tech,ML\n",
        "name,time zone,country\namina diallo,africa/dakar,ML\n",
    ],
)
def test_a_known_person_by_id_account_or_name_with_something_that_agrees(row: str) -> None:
    found = plan(row)
    assert told(found) == []
    assert changed(found)["members/amina-diallo"][-1] == "country: SN -> ML"
    assert new(found) == {}


def test_a_name_alone_is_a_question() -> None:
    found = plan("name,country,status\nAmina Diallo,KE,active\n")
    assert told(found) == ["2: is this members/amina-diallo? write the id, or a new one, into an 'id' column"]
    assert (changed(found), new(found)) == ({}, {})


def test_a_name_with_another_account_is_a_question_even_if_the_country_agrees() -> None:
    found = plan("name,country,github,status\nAmina Diallo,SN,another-amina,active\n")
    assert told(found) == ["2: is this members/amina-diallo? write the id, or a new one, into an 'id' column"]


def test_a_new_id_is_a_new_person_and_it_is_told_whose_name_she_bears() -> None:
    found = plan("id,name,status\namina-diallo-2,Amina Diallo,active\n")
    assert list(new(found)) == ["members/amina-diallo-2"]
    assert found.notes[1:] == [
        "row 2: the new members/amina-diallo-2 bears the name of members/amina-diallo: if they are one, correct the id"
    ]


def test_two_people_of_one_name_in_the_sheet_are_a_question() -> None:
    sheet = "name,country,status\nAnn Vale,KE,active\nAnn  VALE,PE,active\n"
    question = "rows 2 and 3 bear one name: one person, or two? Write an id column"
    found = plan(sheet)
    assert told(found) == [f"2: {question}", f"3: {question}"]
    assert new(found) == {}


def test_an_id_column_tells_two_people_of_one_name_apart() -> None:
    found = plan("id,name,country,status\nann-vale,Ann Vale,KE,active\nann-vale-2,Ann Vale,PE,active\n")
    assert told(found) == []
    assert {ref: values["country"] for ref, values in new(found).items()} == {
        "members/ann-vale": "KE",
        "members/ann-vale-2": "PE",
    }


def test_identical_rows_are_one() -> None:
    found = plan("name,country,status\nAnn Vale,KE,active\n ann vale ,Kenya,Active\n")
    assert told(found) == []
    assert list(new(found)) == ["members/ann-vale"]
    assert found.notes[1:] == ["rows 2 and 3 are one and were joined"]


def test_rows_that_complete_each_other_are_one() -> None:
    found = plan("name,country,status,github\nAnn Vale,KE,active,\nAnn Vale,KE,,annv\n")
    assert new(found)["members/ann-vale"]["links"] == {"github": "annv"}


def test_one_account_and_two_words_about_its_owner_are_a_problem() -> None:
    found = plan("name,country,status,github\nAnn Vale,KE,active,annv\nAnn Vale,PE,active,annv\n")
    assert told(found)[0] == "2: rows 2 and 3 speak of the same and differ in country: keep one"


def test_one_id_twice_that_differs_is_a_problem() -> None:
    found = plan("id,country\namina-diallo,ML\nAmina-Diallo,KE\namina-diallo,KE\n")
    assert told(found) == [
        "2: rows 2 and 4 speak of the same and differ in country: keep one",
        "3 id: 'Amina-Diallo' is not an id; expected lower-case words, as amina-diallo",
        "4: rows 2 and 4 speak of the same and differ in country: keep one",
    ]


def test_the_account_of_one_and_the_name_of_another_is_a_question() -> None:
    found = plan("name,github,status\nAnn Vale,annv,active\nBo Reed,bor,active\nAnn Vale,bor,active\n")
    question = "rows 2 and 4: the account of one and the name of another: who is meant? Write an id column"
    assert told(found) == [f"2: {question}", f"4: {question}"]


def test_an_account_of_somebody_of_quite_another_name_is_a_question() -> None:
    assert told(plan("name,github\nBo Reed,amina-d\n")) == [
        "2: its account belongs to members/amina-diallo, of another name: write the id of who is meant"
    ]
    assert changed(plan("name,github\nAmina Sow,amina-d\n")) == {
        "members/amina-diallo": ["name: Amina Diallo -> Amina Sow"]
    }


def test_two_names_that_make_one_id_are_a_question() -> None:
    found = plan("id,name,github,status\n,Мария,ann-vale,active\n,Ann Vale,annv,active\n")
    clash = "rows 2 and 3 all mean members/ann-vale: write an 'id' column"
    assert (told(found), new(found)) == ([f"2: {clash}", f"3: {clash}"], {})


def test_accounts_of_two_members_are_a_question() -> None:
    found = plan("github,linkedin\namina-d,jonas-berg-example\n")
    assert told(found) == ["2: its accounts belong to amina-diallo and jonas-berg: say in an id column who it is"]


def test_a_name_without_latin_letters_takes_its_id_from_an_account_or_asks() -> None:
    found = plan("name,github,status\nМария Иванова,m-ivanova,active\n山田 花子,,active\n")
    assert list(new(found)) == ["members/m-ivanova"]
    assert told(found) == ["3: no id can be made out of the name: write one into an 'id' column, as amina-diallo"]


def test_who_is_gone_stays_gone() -> None:
    found = plan("id,name,country\nremoved-0001,Somebody,KE\n")
    assert (changed(found), new(found), told(found)) == ({}, {}, [])
    assert found.notes[1:] == ["row 2: members/removed-0001 was removed; nothing of it is imported"]


def test_a_blank_cell_says_nothing() -> None:
    found = plan("id,country,joined,languages,org,consents.listing\namina-diallo,,,,,\nliis-tamm, ,\u00a0,;,,\n")
    assert (changed(found), told(found)) == ({}, [])


def test_only_what_differs_is_edited() -> None:
    sheet = "id,name,languages,github,hours per month,org,skills\namina-diallo,Amina Diallo,en; fr; de,amina-d,20,Savane Tech; Lotus Public Systems,openapi:4; git:5; geodata:2\n"
    found = plan(sheet)
    assert changed(found) == {
        "members/amina-diallo": [
            "languages: ['fr', 'wo', 'en'] -> ['en', 'fr', 'de']",
            "availability.hours_per_month: 24 -> 20",
            "org: None -> lotus",
            "skills.git: 4 -> 5",
            "skills.geodata: None -> 2",
        ]
    }
    assert [str(edit) for edit in found.change_set.edits["members/amina-diallo"]] == [
        "Drop(field=('languages', 1))",
        "Insert(field=('languages',), value='de', before=None)",
        "Put(field=('availability', 'hours_per_month'), value=Plain('20'))",
        "Insert(field=('affiliations',), value={'org': 'lotus'}, before=None)",
        "Put(field=('skills', 2, 'level'), value=5)",
        "Put(field=('skills', 2, 'date'), value=datetime.date(2026, 11, 20))",
        "Put(field=('skills', 2, 'state'), value='proposed')",
        "Insert(field=('skills',), value={'skill': 'geodata', 'level': 2, 'date': datetime.date(2026, 11, 20), 'state': 'proposed'}, before=None)",
    ]
    assert plan(sheet, registry=after(found)).change_set.edits == {}


def test_several_items_of_a_list_go_and_the_others_stay_in_place() -> None:
    found = plan("id,languages\namina-diallo,wo; de\n")
    assert after(found).members["amina-diallo"].languages == ["wo", "de"]


def test_problems_are_all_told_and_stand_in_the_way_unless_rows_are_left_out() -> None:
    sheet = "name,country,status\nAnn Vale,Wakanda,active\nBo Reed,KE,busy\nCy Marsh,KE,active\n"
    found = plan(sheet)
    assert told(found) == [
        "2 country: unknown country 'Wakanda'",
        "3 status: 'busy' is not one of: onboarding, active, paused, alumni, removed",
    ]
    assert (found.is_blocked, found.left_out) == (True, [2, 3])
    left = plan(sheet, skip_bad_rows=True)
    assert (left.is_blocked, left.left_out, list(new(left))) == (False, [2, 3], ["members/cy-marsh"])


def test_what_a_new_record_lacks_is_told_once_a_row_and_a_default_helps() -> None:
    sheet = "name,kind,purpose\nMaps,working-group,Draw maps\nTexts,working-group,Write texts\n"
    need = "a new record needs 'status': give it a column, or say --default status=.."
    assert told(plan(sheet)) == [f"2: {need}", f"3: {need}"]
    assert {ref: values["status"] for ref, values in new(plan(sheet, defaults={"status": "active"})).items()} == {
        "groups/maps": "active",
        "groups/texts": "active",
    }


def test_a_new_member_without_a_status_is_onboarding_until_the_code_of_conduct_is_agreed_to() -> None:
    sheet = "name,code_of_conduct,status\nAnn Vale,,\nBo Reed,2026-10-01,\nCy Marsh,,paused\n"
    found = plan(sheet)
    assert told(found) == []
    assert {ref: values["status"] for ref, values in new(found).items()} == {
        "members/ann-vale": "onboarding",
        "members/bo-reed": "active",
        "members/cy-marsh": "paused",
    }
    assert found.notes[1:] == [
        "new members without a status become active or onboarding, as in `cmtool add`; --default status=.. says otherwise"
    ]


def test_a_default_or_a_column_without_gaps_says_the_status_of_everybody() -> None:
    said = plan("name\nAnn Vale\n", defaults={"status": "alumni"})
    assert (new(said)["members/ann-vale"]["status"], said.notes[1:]) == ("alumni", [])
    assert plan("name,status\nAnn Vale,active\n").notes[1:] == []


def test_a_sheet_without_ids_again_is_no_question_where_it_says_nothing_new() -> None:
    sheet = "name,status,github\nAda Xin,active,\nBo Reed,onboarding,bor\nCy Marsh,active,\n"
    again = plan(sheet, registry=after(plan(sheet)))
    assert (told(again), again.unchanged) == ([], 3)
    assert (changed(again), new(again)) == ({}, {})
    assert again.notes[1:] == ["rows 2 and 4: a known name, and nothing new is said: nobody is added"]
    more = plan(sheet.replace("Ada Xin,active", "Ada Xin,paused"), registry=after(plan(sheet)))
    assert told(more) == ["2: is this members/ada-xin? write the id, or a new one, into an 'id' column"]
    assert more.unchanged == 2


def test_a_name_with_an_account_that_the_member_has_not_stays_a_question() -> None:
    registry = after(plan("name,status\nAda Xin,active\n"))
    found = plan("name,status,github\nAda Xin,active,adax\n", registry=registry)
    assert told(found) == ["2: is this members/ada-xin? write the id, or a new one, into an 'id' column"]


def test_a_namesake_who_answers_a_form_on_another_day_stays_a_question() -> None:
    map_ = "columns: [{header: When, field: timestamp}, {header: When, field: joined}]"
    sheet = "When,name,status\n2026-11-{},Ada Xin,active\n"
    registry = after(plan(sheet.format("01"), map_))
    assert plan(sheet.format("01"), map_, registry=registry).unchanged == 1
    found = plan(sheet.format("02"), map_, registry=registry)
    assert told(found) == ["2: is this members/ada-xin? write the id, or a new one, into an 'id' column"]


def test_two_members_of_one_name_of_whom_a_row_says_nothing_new_are_a_question() -> None:
    registry = after(plan("id,name,status\nada-xin,Ada Xin,active\nada-xin-2,Ada Xin,active\n"))
    assert told(plan("name,status\nAda Xin,active\n", registry=registry)) == [
        "2: is this members/ada-xin or members/ada-xin-2? write the id, or a new one, into an 'id' column"
    ]
