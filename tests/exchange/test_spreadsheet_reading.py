"""Bytes of a CSV file as a table: encodings, delimiters, dirt, bounds; row numbers are those of a spreadsheet."""

from __future__ import annotations

import pytest

from cmtool.errors import CmtoolError
from cmtool.exchange.spreadsheet.reading import MAX_BYTES, MAX_ROWS, read_table


def rows(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    """Rows with their numbers."""
    return [(row.number, row.cells) for row in read_table(data).rows]


def headers(data: bytes) -> list[tuple[str, str]]:
    """Letters and headers."""
    return [(column.letter, column.header) for column in read_table(data).columns]


@pytest.mark.parametrize(
    "data",
    [
        "name,city\nZoë,Kraków\n".encode(),
        "\ufeffname,city\r\nZoë,Kraków\r\n".encode(),
        "name;city\rZoë;Kraków\r".encode(),
        "name\tcity\nZoë\tKraków\n".encode("utf-16"),
        "sep=;\r\nname;city\r\nZoë;Kraków\r\n".encode(),
        '"name", "city"\n\u00a0Zoë\u00a0,  Kraków\u200b\n'.encode(),
        "name,city,,\nZoë,Kraków,,\n,,,\n".encode(),
    ],
    ids=["utf-8", "bom-crlf", "semicolon-cr", "tab-utf-16", "sep-line", "spaces", "empty-columns"],
)
def test_one_table_in_many_forms(data: bytes) -> None:
    assert headers(data) == [("A", "name"), ("B", "city")]
    assert [(number, cells[:2]) for number, cells in rows(data)] == [(2, ("Zoë", "Kraków"))]


def test_western_bytes_are_told() -> None:
    table = read_table("name;city\nZoë;Malmö\nŠime;São Tomé\n".encode("cp1252"))
    assert [row.cells for row in table.rows] == [("Zoë", "Malmö"), ("Šime", "São Tomé")]
    assert table.notes == ["the file is not UTF-8 and was read as Windows-1252: look at the accents, as in line 2"]


def test_bytes_that_windows_does_not_know_are_latin_1() -> None:
    assert read_table(b"name\nZo\xeb\x81\n").notes == [
        "the file is not UTF-8 and was read as Latin-1: look at the accents, as in line 2"
    ]


def test_row_numbers_are_those_of_a_spreadsheet() -> None:
    data = b'name,note\n\nAnn,"two\nlines"\n\n,,\nBo,\n'
    assert rows(data) == [(3, ("Ann", "two\nlines")), (6, ("Bo", ""))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What is your name, as shown?;Where, if we may ask, do you live?\nAnn;Kenya\nBo;Peru\n", ("Ann", "Kenya")),
        (
            '"What is your name, as shown?","Languages; all of them"\nAnn,en; fr; sw\nBo,es; qu; en\n',
            ("Ann", "en; fr; sw"),
        ),
        ("name;city;note\nAnn;Kraków\nBo;Malmö\n", ("Ann", "Kraków", "")),
        ("name\tlanguages\nAnn\ten, fr; sw\n", ("Ann", "en, fr; sw")),
        ('name,note\nAnn,"a;b;c\nd;e"\nBo,"f;g"\n', ("Ann", "a;b;c\nd;e")),
    ],
)
def test_the_delimiter_cuts_rows_as_it_cuts_the_header(text: str, found: tuple[str, ...]) -> None:
    assert read_table(text.encode()).rows[0].cells == found


def test_the_delimiter_of_a_header_alone() -> None:
    assert [column.header for column in read_table(b"name;city, please\n").columns] == ["name", "city, please"]


def test_rows_that_are_wider_than_the_header_are_noted() -> None:
    assert read_table(b"name\nVale, Ann\nReed, Bo\n").longer == {2: 2, 3: 2}


def test_a_guard_against_formulas_is_taken_off_and_nothing_else() -> None:
    data = b"name,note\n'=1+1,'Eua\n''=x,'-\n=1+1,@b\n"
    assert [cells for _, cells in rows(data)] == [("=1+1", "'Eua"), ("'=x", "-"), ("=1+1", "@b")]


def test_longer_and_shorter_rows() -> None:
    table = read_table(b"a,b,c\n1,2,3,\n1\n1,2,3,4\n")
    assert [row.cells for row in table.rows] == [("1", "2", "3"), ("1", "", ""), ("1", "2", "3")]
    assert table.longer == {4: 4}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file holds no rows: is it the right sheet?"),
        (b"\n\n , \n", "the file holds no rows: is it the right sheet?"),
        (b"PK\x03\x04rest", "the file is an Excel or LibreOffice workbook, not CSV: save the sheet as 'CSV UTF-8' and import that"),
        (b"<!DOCTYPE html><table>", "the file is a web page, not CSV: save the sheet as 'CSV UTF-8' and import that"),
        (b"n\x00a\x00m\x00e\x00", "the file is no text, or UTF-16 without its mark: save it as 'CSV UTF-8'"),
        (b"\xff\xfea", "the file begins as UTF-16 and goes on as something else: save it as 'CSV UTF-8'"),
        ("name\nZoë\nŠime\n".encode() + b"Zo\xeb\n", "line 4 is not UTF-8, though the file is: save it anew as 'CSV UTF-8'"),
        (b'a,b\n1,2\n"3,4\n5,6\n', "row 3: a quotation mark is not closed, or stands inside a quoted cell: write it twice there"),
        (b'a,b\n"Ann "Nan" Vale",2\n', "row 2: a quotation mark is not closed, or stands inside a quoted cell: write it twice there"),
        (b"a,b\n" + b"x" * 140_000 + b",2\n", "row 2: a cell of more than 131072 characters: is a quotation mark before it never closed?"),
        (b"a\n" + b"x\n" * (MAX_ROWS + 1), "the file has more than 50000 rows: split it"),
        (b"a" * (MAX_BYTES + 1), "the file is larger than 20 MiB: split it"),
        (b"a," * 501, "the file has more than 500 columns: is the delimiter right?"),
    ],
    ids=range(13),
)  # fmt: skip
def test_what_is_no_table_says_why(data: bytes, message: str) -> None:
    with pytest.raises(CmtoolError) as error:
        read_table(data)
    assert str(error.value) == message
