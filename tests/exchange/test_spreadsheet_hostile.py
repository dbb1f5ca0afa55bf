"""Sheets that were made to hurt: formulas, lines in cells, NULs, huge cells, other people's addresses, any bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.document.reader import read
from cmtool.document.writer import write
from cmtool.errors import CmtoolError
from cmtool.formats.spreadsheet import Told, spreadsheet
from tests.exchange.sheets import new, plan, told


def name(cell: str) -> object:
    """The name that a cell gives a new member, or the problem."""
    quoted = cell.replace('"', '""')
    found = plan(f'id,status,name\nann-vale,active,"{quoted}"\n')
    return found.problems[0].text if found.problems else new(found)["members/ann-vale"]["name"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('=HYPERLINK("https://x.example","a")', '=HYPERLINK("https://x.example","a")'),
        ("'+1 (2)", "+1 (2)"),
        ("Ann\nstatus: removed", "Ann status: removed"),
        ("Ann\u202eelaV", "AnnelaV"),
        ("Ann # Vale: {x}", "Ann # Vale: {x}"),
        ("Ann\x00Vale", "holds a character that no text has: NUL"),
        ("Ann\x1b[2JVale", "holds a character that no text has: control character U+001B"),
        ("x" * 3000, "expected at most 2000 characters; found '" + "x" * 57 + "...'"),
        ("call +49 151 234567890", "holds a mail address or phone number; none is ever imported: take it out"),
        ("null", "null"),
        ("NO", "NO"),
    ],
)
def test_a_cell_is_plain_text_or_a_problem(cell: str, value: str) -> None:
    assert name(cell) == value


def test_what_is_imported_is_written_and_read_as_the_same_text() -> None:
    found = plan('id,status,name,other_skills\nann-vale,active,"- a: [b","=1; NO; 0x1; #x"\n')
    values = found.change_set.new["members/ann-vale"]
    assert read("x.yaml", write(values).encode()).value == values


def test_an_id_is_no_path() -> None:
    rows = "../../x;..;a/b;CON;nul;x.yaml;-a;é;" + "a" * 65
    sheet = "id,status,name\n" + "".join(f"{id},active,Ann Vale\n" for id in rows.split(";"))
    found = plan(sheet)
    assert found.left_out == list(range(2, 11))
    assert new(found) == {}


def test_many_columns_and_rows_with_trouble_are_told_in_bounded_words() -> None:
    sheet = "name,status,country\n" + "".join(f"Ann Vale{n},active,Wakanda\n" for n in range(2000))
    found = plan(sheet)
    assert len(found.problems) == 2000
    text = spreadsheet("head", [], found.problems, [])
    assert text == "head\nproblem in rows 2, 3, 4, 5, 6 and 1995 more: column 'country': unknown country 'Wakanda'\n"


def test_a_cell_of_many_items_takes_no_longer_than_its_length() -> None:
    map_ = "columns: [{header: Spoken, field: languages, values: {'English, or another': en}}]"
    cell = "English, or another, " * 6000
    found = plan(f'name,status,Spoken\nAnn Vale,active,"{cell}"\n', map_)
    assert new(found)["members/ann-vale"]["languages"] == ["en"]


def test_the_difference_in_words_shows_no_control_character() -> None:
    records = [
        Told("members/ann-vale", [2], True, [("name", None, "x")]),
        Told("members/bo-reed", [3, 9], False, [("name", "Bo\x1b[31m", "Bo\nReed"), ("languages", None, ["fr", "wo"])]),
    ]
    assert spreadsheet("import csv: 1 member added, 1 changed", records, [(4, "na\x07me", "bad")], ["seen\x07"]) == (
        "import csv: 1 member added, 1 changed\n"
        "  + members/ann-vale (row 2)\n"
        "  members/bo-reed (rows 3, 9)\n"
        "      name: Bo\\u{1b}[31m -> Bo\\u{a}Reed\n"
        "      languages: nothing -> fr, wo\n"
        "problem in row 4: column 'na\\u{7}me': bad\n"
        "note: seen\\u{7}\n"
    )


CELLS = st.text(st.characters() | st.sampled_from("\n\r\t;,'\"=@+\x00"), max_size=12)


@given(st.binary(max_size=200) | st.lists(CELLS, max_size=12).map(lambda cells: ("name,status,country\n" + ",".join(cells)).encode("utf-8", "surrogatepass")))  # fmt: skip
def test_any_bytes_are_a_plan_or_one_clear_error(data: bytes) -> None:
    try:
        found = plan(data)
    except CmtoolError:
        return
    assert all(told(found)) or not found.problems


@given(st.text(max_size=200))
def test_any_map_is_a_map_or_one_clear_error(text: str) -> None:
    try:
        plan("name,status\nAnn Vale,active\n", text)
    except CmtoolError as error:
        assert str(error)
    except UnicodeEncodeError:
        return
