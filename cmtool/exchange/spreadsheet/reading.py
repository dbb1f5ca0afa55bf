"""Bytes of a CSV file as a table, whatever program wrote it: encoding, delimiter and dirt; trouble is a CmtoolError.

Row numbers are those that a spreadsheet shows: a cell with several lines is one row, and blank rows count.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from cmtool.errors import CmtoolError
from cmtool.render.escape import unguarded

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 500
MAX_CELL = 131_072
"""Characters of a cell; csv's own bound, and said here so that nobody else's setting changes it."""
DELIMITERS = ("\t", ";", ",")
_LOOKED_AT = 200
"""Rows by which the delimiter is told."""

_NOT_CSV = {
    b"PK\x03\x04": "an Excel or LibreOffice workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text document",
    b"<": "a web page",
}
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class Row(NamedTuple):
    """Cells under the headers, and the number that a spreadsheet shows beside them."""

    number: int
    cells: tuple[str, ...]


class Column(NamedTuple):
    """A header with its place: position of its cells, and the letter that a spreadsheet shows above it."""

    position: int
    letter: str
    header: str


class Table(NamedTuple):
    """A table as read: columns that hold something, rows that are not blank, and what was noticed."""

    columns: list[Column]
    rows: list[Row]
    notes: list[str]
    longer: Mapping[int, int]
    """Rows with more cells than headers: row number and how many cells."""


def read_table(data: bytes) -> Table:
    """The table of a CSV file."""
    if len(data) > MAX_BYTES:
        raise CmtoolError(f"the file is larger than {MAX_BYTES // 2**20} MiB: split it")
    text, notes = decoded(data)
    text, delimiter = delimited(text)
    rows = list(_rows(text, delimiter))
    if not rows:
        raise CmtoolError("the file holds no rows: is it the right sheet?")
    (_, header), *body = rows
    if len(header) > MAX_COLUMNS:
        raise CmtoolError(f"the file has more than {MAX_COLUMNS} columns: is the delimiter right?")
    used = {at for row in body for at, cell in enumerate(row.cells) if cell}
    columns = [Column(at, letter(at), name) for at, name in enumerate(header) if name or at in used]
    longer = {row.number: len(row.cells) for row in body if any(row.cells[len(header) :])}
    width = len(header)
    padded = [Row(number, (*cells[:width], *[""] * (width - len(cells)))) for number, cells in body]
    return Table(columns, padded, notes, longer)


def decoded(data: bytes) -> tuple[str, list[str]]:
    """The text of the bytes, and a note where the encoding had to be told by its look."""
    kind = next((what for start, what in _NOT_CSV.items() if data.lstrip(b" \r\n\xef\xbb\xbf").startswith(start)), None)
    if kind is not None:
        raise CmtoolError(f"the file is {kind}, not CSV: save the sheet as 'CSV UTF-8' and import that")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError:
            raise CmtoolError(
                "the file begins as UTF-16 and goes on as something else: save it as 'CSV UTF-8'"
            ) from None
    if data.count(0) * 4 > len(data):
        raise CmtoolError("the file is no text, or UTF-16 without its mark: save it as 'CSV UTF-8'")
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        return _western(data, data.count(b"\n", 0, error.start) + 1)


def _western(data: bytes, line: int) -> tuple[str, list[str]]:
    """The text of bytes that are no UTF-8: of one byte a letter, unless the rest of the file says otherwise."""
    lenient = data.decode("utf-8", "replace")
    lost = lenient.count("\ufffd")
    if sum(not letter.isascii() for letter in lenient) - lost >= lost:
        raise CmtoolError(f"line {line} is not UTF-8, though the file is: save it anew as 'CSV UTF-8'")
    for encoding, name in (("cp1252", "Windows-1252"), ("latin-1", "Latin-1")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, [f"the file is not UTF-8 and was read as {name}: look at the accents, as in line {line}"]
    raise CmtoolError("the file's encoding cannot be told: save it as 'CSV UTF-8'")  # pragma: no cover


def delimited(text: str) -> tuple[str, str]:
    """The text without Excel's `sep=` line, and its delimiter: the one that cuts most rows as it cuts the header."""
    said = _SEPARATOR.match(text)
    if said is not None:
        return text[said.end() :], said[1]
    best, found = 0.0, ","
    for delimiter in DELIMITERS:
        score = _fit(_sample(text, delimiter))
        if score > best:
            best, found = score, delimiter
    return text, found


def _fit(rows: Sequence[Sequence[str]]) -> float:
    """How well rows are as wide as the first one; short rows, whose last cells nobody filled, count half."""
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0
    number = max(len(rows) - 1, 1)
    same = sum(len(row) == width for row in rows[1:])
    short = sum(1 < len(row) < width for row in rows[1:])
    return round((same + short / 2) / number, 2) + (width / 1000 if len(rows) == 1 else 0.001)


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) > _LOOKED_AT:
                break
    except csv.Error:
        return rows
    return rows


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """Rows that are not blank, cleaned; the first is the header."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    number = found = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise CmtoolError(f"row {number}: {_why(error)}") from None
        if cells is None:
            return
        cleaned = tuple(clean(cell) for cell in cells)
        if any(cleaned):
            found += 1
            if found > MAX_ROWS + 1:
                raise CmtoolError(f"the file has more than {MAX_ROWS} rows: split it")
            yield Row(number, cleaned)


def _why(error: csv.Error) -> str:
    if "field larger" in str(error):
        return f"a cell of more than {MAX_CELL} characters: is a quotation mark before it never closed?"
    return "a quotation mark is not closed, or stands inside a quoted cell: write it twice there"


def clean(cell: str) -> str:
    """A cell, tidy, and without the guard of a text that looks like a formula."""
    return unguarded(tidy(cell))


def tidy(text: str) -> str:
    """A text in its usual Unicode form, without stray spaces and invisible characters."""
    text = _UNSEEN.sub("", normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


def letter(position: int) -> str:
    """The letter that a spreadsheet shows above a column: A, B, ... Z, AA."""
    name, rest = "", position + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        name = chr(ord("A") + last) + name
    return name
