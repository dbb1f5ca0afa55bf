"""What a cell means: dates in their orders, places, languages, yes and no; what is not plain is a problem, not a guess."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.errors import CmtoolError
from cmtool.exchange.spreadsheet.days import NoDay, day_of, order_of
from tests.exchange.sheets import changed, new, plan, told


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-03-01", None, date(2026, 3, 1)),
        ("2026-03-01T14:02:11Z", None, date(2026, 3, 1)),
        ("2026/03/01 2:02:11 PM EET", None, date(2026, 3, 1)),
        ("1.3.2026", None, date(2026, 3, 1)),
        ("1.3.2026", "month-first", date(2026, 3, 1)),
        ("13/03/2026", None, date(2026, 3, 13)),
        ("03/03/2026", None, date(2026, 3, 3)),
        ("03/04/2026", "day-first", date(2026, 4, 3)),
        ("3/4/2026 11:30:00", "month-first", date(2026, 3, 4)),
        ("1 March 2026", None, date(2026, 3, 1)),
        ("01-Mar-2026", None, date(2026, 3, 1)),
        ("Mar 1st, 2026", None, date(2026, 3, 1)),
    ],
)
def test_days(text: str, order: str | None, day: date) -> None:
    assert day_of(text, order) == day


@pytest.mark.parametrize(
    ("text", "order", "why"),
    [
        ("03/04/2026", None, "is the day first, or the month? say 'dates: day-first' or 'dates: month-first' in the map file"),
        ("03/14/2026", None, "looks as if the month stood first; say 'dates: month-first' in the map file"),
        ("03/14/2026", "day-first", "no such day in the calendar"),
        ("13/03/2026", "iso", "expected a date as 2026-03-01"),
        ("46082", None, "a number, not a date; format the column as a date (2026-03-01) and export it again"),
        ("1/3/26", None, "a year of two digits; write all four, as 2026-03-01"),
        ("2026-02-30", None, "no such day in the calendar"),
        ("last spring", None, "expected a date as 2026-03-01"),
        ("1 Ma 2026", None, "expected a date as 2026-03-01"),
    ],
)  # fmt: skip
def test_what_is_no_day(text: str, order: str | None, why: str) -> None:
    with pytest.raises(NoDay) as error:
        day_of(text, order)
    assert str(error.value) == why


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2026", "13/04/2026"], "day-first"),
        (["03/04/2026", "31.12.2026"], None),
        (["03/04/2026", "04/13/2026"], None),
        (["13/04/2026", "04/13/2026"], None),
        (["03/04/2026", "2026-04-03"], None),
    ],
)
def test_a_column_proves_that_the_day_stands_first_and_nothing_else(cells: list[str], order: str | None) -> None:
    assert order_of(cells) == order


def test_the_order_is_proved_for_each_column_of_its_own() -> None:
    found = plan("id,joined,left\namina-diallo,13/03/2025,03/04/2026\nliis-tamm,03/04/2025,\n")
    assert told(found) == [
        "2 left: is the day first, or the month? say 'dates: day-first' or 'dates: month-first' in the map file"
    ]
    assert changed(found) == {"members/liis-tamm": ["joined: 2024-09-02 -> 2025-04-03"]}


def member(field: str, cell: str) -> object:
    """The value that a cell gives a new member, or the problem."""
    found = plan(f"id\tstatus\tname\t{field}\nann-vale\tactive\tAnn Vale\t{cell}\n")
    if found.problems:
        return found.problems[0].text
    value = new(found)["members/ann-vale"]
    for name in field.split("."):
        value = value[name]
    return value


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("joined", "unknown", "unknown"),
        ("country", "viet nam", "VN"),
        ("country", "Türkiye", "TR"),
        ("country", "USA", "US"),
        ("country", "United States of America", "US"),
        ("country", "sn", "SN"),
        ("country", "Kenia", "unknown country 'Kenia'; did you mean Kenya (KE)?"),
        ("languages", "fr; WO;pt_br", ["fr", "wo", "pt-BR"]),
        ("languages", "French, Wolof", ["fr", "wo"]),
        ("languages", "eng", ["en"]),
        ("languages", "Klingon", "unknown language 'Klingon'; write its tag, as fr, pt-BR or zh-Hant"),
        ("languages", "fr; jp", "unknown language 'jp'; did you mean 'ja'?"),
        ("languages", "q1; q2; q3; q4; q1", "unknown language 'q1'; write its tag, as fr, pt-BR or zh-Hant; unknown language 'q2'; write its tag, as fr, pt-BR or zh-Hant; unknown language 'q3'; write its tag, as fr, pt-BR or zh-Hant; and 1 more"),
        ("region", "Asia Pacific", "asia-pacific"),
        ("region", "Afrika", "unknown region 'Afrika'; did you mean 'africa'?"),
        ("timezone", "africa/dakar", "Africa/Dakar"),
        ("timezone", "CET", "unknown time zone 'CET'; an abbreviation means several zones: did you mean 'Europe/Berlin'?"),
        ("availability.mentoring", "Yes", "true"),
        ("availability.mentoring", "maybe", "expected yes or no; found 'maybe'"),
        ("availability.hours_per_month", "12.0", "12"),
        ("availability.hours_per_month", "about 5", "expected a whole number, as 5; found 'about 5'"),
        ("links.github", "@ann-v", "ann-v"),
        ("links.github", "https://github.com/ann-v/", "ann-v"),
        ("links.github", "https://example.org/ann", "expected a handle alone, as amina-d (no address, no @); found 'https://example.org/ann'"),
        ("links.mastodon", "ann", "ann"),
        ("other_skills", 'knitting; "maps; old ones"', ["knitting", "maps; old ones"]),
        ("org", "Savane", "unknown organisation 'Savane'; known: norland, meridian-union, vessen-ministry, open-delta, savane-tech, andes-datos, kiwa-labs, baraka-software, lotus, steppe-cloud, port-ilias, independent"),
        ("skills", "OpenAPI (4)", [{"skill": "openapi", "level": "4", "date": "2026-11-20", "state": "proposed"}]),
        ("skills", "openapi:4; OpenAPI 3", "a skill stands twice: keep one level"),
        ("skills", "openapi", "expected a skill with its level from 1 to 5, as openapi:4; found 'openapi'"),
    ],
)  # fmt: skip
def test_a_cell_of_a_member(field: str, cell: str, value: object) -> None:
    assert member(field, cell) == value


@pytest.mark.parametrize(
    ("header", "advice"),
    [
        ("Contry", "; did you mean 'country'?; map it to a field or to null, or use --ignore-unknown"),
        ("Shoe size", "; map it to a field or to null, or use --ignore-unknown"),
        ("notes", ": what is private never comes in by a sheet; leave it out with 'field: null' in a map file"),
        ("gender", ": what is private never comes in by a sheet; leave it out with 'field: null' in a map file"),
    ],
)
def test_an_unknown_column_is_named_with_advice(header: str, advice: str) -> None:
    sheet = f"name,status,{header}\nAnn Vale,active,x\n"
    with pytest.raises(CmtoolError) as error:
        plan(sheet)
    assert str(error.value) == f"unknown column '{header}' (C){advice}"
    assert plan(sheet, ignore_unknown=True).notes[1:] == [f"column '{header}' (C) is left out"]
    assert list(new(plan(sheet, f"columns: {{{header}: null}}"))) == ["members/ann-vale"]


def test_two_columns_for_one_field_are_told_and_a_letter_chooses() -> None:
    sheet = "name,status,Country,Country\nAnn Vale,active,KE,PE\n"
    with pytest.raises(CmtoolError) as error:
        plan(sheet)
    assert (
        str(error.value)
        == "columns 'Country' (C) and 'Country' (D) are both 'country': name one by its letter in a map file"
    )
    map_ = "columns: [{column: C, field: null}, {column: D, field: country}]"
    assert new(plan(sheet, map_))["members/ann-vale"]["country"] == "PE"


def test_a_column_without_a_header_is_told_by_its_letter() -> None:
    with pytest.raises(CmtoolError) as error:
        plan("name,status,\nAnn Vale,active,x\n")
    assert str(error.value).startswith("unknown column C, which has no header; map it")


def test_an_address_in_any_cell_is_refused_and_never_repeated() -> None:
    found = plan("name,status,links.github\nann@mail.example,active,\nBo Reed,active,bo@mail.example\n")
    assert told(found) == [
        "2 name: holds a mail address or phone number; none is ever imported: take it out",
        "3 links.github: holds a mail address or phone number; none is ever imported: take it out",
    ]


def test_a_column_of_addresses_is_left_out_whatever_its_header() -> None:
    found = plan("name,status,Reach me\nAnn Vale,active,ann@mail.example\nBo Reed,active,+49 151 234567890\n")
    assert (told(found), len(new(found))) == ([], 2)
    assert found.notes[1:] == ["column C: 2 mail addresses or phone numbers not imported; none ever is"]
    found = plan("name,status,Reach me\nAnn Vale,active,ann@mail.example\nBo Reed,active,\n")
    assert found.notes[1:] == ["column C: 1 mail address or phone number not imported; none ever is"]


def test_a_row_with_too_many_cells_is_told() -> None:
    assert told(plan("name,status\nAnn,active,Vale\n")) == [
        "2: 3 cells under 2 headers: quote a cell that holds a delimiter"
    ]


def test_no_cell_makes_a_statement_for_somebody_else() -> None:
    found = plan("name,status,code_of_conduct\nAnn Vale,active,agreed\n")
    assert told(found) == ["2 code_of_conduct: expected a date as 2026-03-01"]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Full name,GitHub", "members"),
        ("id,country", "members"),
        ("id,attended", "meetings"),
        ("id,aliases", "skills"),
        ("Person,Working group,Role", "memberships"),
        ("Member,Group,Start date", "memberships"),
        ("member,skill,level", "member-skills"),
        ("name,category,description", "skills"),
        ("name,kind,purpose", "groups"),
        ("series,mode,date", "meetings"),
    ],
)
def test_headers_tell_what_a_sheet_holds(header: str, kind: str) -> None:
    assert plan(f"{header}\n").kind == kind
