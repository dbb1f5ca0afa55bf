"""Text for a mail: 72 columns, hanging indents, aligned columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cmtool.render.mail import WIDTH, laid_out

LONG = "word " * 20


def test_lines_are_broken_between_words_and_lists_hang() -> None:
    assert laid_out(f"Short\n\n- {LONG}\n  - {LONG}").split("\n") == [
        "Short",
        "",
        "- " + "word " * 13 + "word",
        "  " + "word " * 5 + "word",
        "  - " + "word " * 12 + "word",
        "    " + "word " * 6 + "word",
    ]


def test_rows_of_tabs_are_columns_and_the_last_one_hangs() -> None:
    assert laid_out(f"10:00\t5\tOne\n10:05\t120\t{LONG}\nafter").split("\n") == [
        "10:00    5  One",
        "10:05  120  " + "word " * 11 + "word",
        "            " + "word " * 7 + "word",
        "after",
    ]


def test_address_and_subject_stay_whole() -> None:
    address = "https://meridian.example/" + "a" * 80
    assert laid_out(f"Join: {address}") == f"Join:\n{address}"
    assert laid_out(f"Subject: {LONG.strip()}") == f"Subject: {LONG.strip()}"


def test_heading_and_command_stay_whole() -> None:
    assert laid_out(f"## who: {LONG.strip()}") == f"## who: {LONG.strip()}"
    assert laid_out(f"    cmtool {LONG.strip()}") == f"    cmtool {LONG.strip()}"
    assert laid_out(f"- cmtool {LONG.strip()}").count("\n") == 1


def test_a_box_stays_with_its_name() -> None:
    names = ", ".join(["[ ] Ada Moreau"] * 12)
    lines = laid_out(f"- Maps: {names}").split("\n")
    assert len(lines) == 3
    assert all(line.count("[ ] Ada") == line.count("[ ]") for line in lines)


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=300))
def test_no_word_is_lost_and_no_line_is_too_long(text: str) -> None:
    made = laid_out(text)
    assert made.split() == text.split()
    if not text.startswith(("Subject: ", "## ")) and "cmtool" not in text:
        assert all(len(line) <= WIDTH or " " not in line.strip() for line in made.split("\n"))
