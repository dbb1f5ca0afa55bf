"""Tables as text, CSV and JSON."""

from __future__ import annotations

import csv as stdlib_csv
import io
import json as stdlib_json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.formats.table import Table, aligned, csv, json

TABLE = Table(("id", "n"), [("ada", 1), ("李小龙", None)], [{"ref": "members/ada"}])


def test_columns_align_also_under_wide_characters() -> None:
    assert aligned(TABLE) == "id      n\nada     1\n李小龙\n"


def test_json_is_the_objects() -> None:
    assert stdlib_json.loads(json(TABLE)) == [{"ref": "members/ada"}]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_cell_is_never_a_formula(formula: str) -> None:
    [_, [cell]] = list(stdlib_csv.reader(io.StringIO(csv(Table(("a",), [(formula,)], [])), newline="")))
    assert cell == f"'{formula}"


@given(st.lists(st.tuples(st.text(), st.text())))
def test_csv_reads_back(rows: list[tuple[str, str]]) -> None:
    read = list(stdlib_csv.reader(io.StringIO(csv(Table(("a", "b"), list(rows), [])), newline="")))
    assert read[0] == ["a", "b"]
    assert [[cell.removeprefix("'") for cell in row] for row in read[1:]] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


@given(st.text())
def test_nothing_unseen_reaches_the_terminal(text: str) -> None:
    assert all(ord(c) >= 32 or c == "\n" for c in aligned(Table(("a",), [(text,)], [])))
