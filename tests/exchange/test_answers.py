"""Answers read back from the mail that asked for them, whatever a mail program or an editor did to it."""

from __future__ import annotations

from time import process_time

import pytest

from cmtool.errors import CmtoolError
from cmtool.exchange.answers import read_answers

QUESTIONS = {"who": "Who are you?", "proud": "What are you proud of?", "help": "Where is help needed?"}
FILLED = """\
Dear Amina Diallo,

we would love to show you.

## who: Who are you?

I am a nurse.
I keep registers.

## proud: What are you proud of?

- Payments 2.0
- The tests

## help: Where is help needed?


Where may we post it? Please put an x where you agree.

[x] linkedin
"""
READ = {"who": "I am a nurse.\nI keep registers.", "proud": "- Payments 2.0\n- The tests", "help": ""}


def read(text: str) -> dict[str, str]:
    return read_answers(text.encode(), QUESTIONS).values


@pytest.mark.parametrize(
    "text",
    [
        FILLED,
        FILLED.replace("\n", "\r\n"),
        "\ufeff" + FILLED,
        "".join(f"> {line}\n" for line in FILLED.splitlines()),
        "".join(f">> > {line}\n" for line in FILLED.splitlines()),
        FILLED.replace("- ", "• "),
        FILLED.replace("- ", "* "),
        FILLED.replace("## ", r"\#\# "),
        FILLED.replace("## ", "# "),
        FILLED.replace("## ", "- ## "),
        FILLED.replace("## who: Who are you?", "**who: Who are you?**").replace("## ", ""),
        FILLED.replace("## who: ", "## Who: "),
        FILLED.replace("## who: Who are you?", "## Who are you?"),
        FILLED.replace("## who: Who are you?", "## who: In your words, who are you?"),
        FILLED.split("Where may")[0] + "On Friday, Liis <liis@mail.example> wrote:\n" + "> asked\n",
        FILLED.replace("\n\n\nWhere may", "\n\n---\n\nWhere may"),
        FILLED.replace("\n\n\nWhere may", "\n\n[...]\n\n-- \nAmina\n\nWhere may"),
    ],
)
def test_same_answers_whatever_was_done_to_the_page(text: str) -> None:
    assert read(text) == READ


def test_lines_that_a_mail_program_broke_are_one() -> None:
    long = "I came through a friend who had been writing tests for the payments\ngroup, and stayed.\n\nThe people are kind.\n"
    assert read(f"## who: Who are you?\n{long}")["who"] == (
        "I came through a friend who had been writing tests for the payments group, and stayed.\n\nThe people are kind."
    )


def test_one_line_with_a_bullet_is_no_list() -> None:
    assert read("## who: Who are you?\n- a nurse\n") == {"who": "a nurse"}


def test_headings_that_are_no_questions_are_told_with_nothing_under_them_kept() -> None:
    found = read_answers(b"## who: Who are you?\nA nurse\n## hobby: Your hobby?\nSinging\n", QUESTIONS)
    assert (found.values, found.unknown) == ({"who": "A nurse"}, ["'hobby: Your hobby?'"])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "none of the questions stands there; expected headings as '## who: ..'"),
        (b"Dear Liis, no thanks.", "none of the questions stands there; expected headings as '## who: ..'"),
        (b"## who: x\n\x07", "line 2: a control character: take it out"),
        (b"## who: \xff\xfe\xfa", "line 1 is not UTF-8: save the file as UTF-8"),
        (b"PK\x03\x04", "the file is a Word or LibreOffice document, not Markdown: in Google Docs use File, Download, Markdown"),
        (b"x" * 262_145, "the file is larger than 256 KiB: no answers are that long"),
    ],
)  # fmt: skip
def test_what_is_no_such_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(CmtoolError) as found:
        read_answers(data, QUESTIONS)
    assert str(found.value) == message


ODD = {
    "spaces in a heading": "# a" + " " * 50_000 + "b",
    "marks in a heading": "# a" + " #" * 50_000 + "b",
    "addresses on a line": "<a@b>" * 40_000,
    "halves of addresses": "<a@" * 40_000,
    "colons after an address": "<a@b>" + ": " * 50_000 + "x",
    "a rule that is none": "- " * 50_000 + "x",
    "marks of quoting": " >" * 50_000 + "x",
    "short lines": "a\n" * 50_000,
}


@pytest.mark.parametrize("line", ODD.values(), ids=ODD)
def test_long_lines_take_no_longer_than_their_length(line: str) -> None:
    begun = process_time()
    read(f"## who: Who are you?\n{line}\n## help: x\nAll of it\n")
    assert process_time() - begun < 2


def test_marks_at_the_end_of_a_heading_do_not_count() -> None:
    found = read_answers(b"## who: Who are you? ##\nA nurse\n##  hobby:  x # #  \n", QUESTIONS)
    assert (found.values, found.unknown) == ({"who": "A nurse"}, ["'hobby:  x #'"])


def test_of_many_headings_a_few_are_told() -> None:
    text = "## who: x\nA nurse\n" + "".join(f"## h{number % 8}: y\n" for number in range(10_000))
    found = read_answers(text.encode(), QUESTIONS)
    assert found.unknown == ["'h0: y'", "'h1: y'", "'h2: y'", "'h3: y'", "'h4: y'", "and 3 more"]


@pytest.mark.parametrize(
    "end", ["-- ", "---", "* * *", "Am Freitag schrieb Liis <liis@mail.example>:", "On Friday <a@b.example> wrote: "]
)
def test_no_answer_goes_on_below_its_end(end: str) -> None:
    assert read(f"## who: Who are you?\nA nurse\n{end}\n## proud: x\nTests\n") == {"who": "A nurse", "proud": "Tests"}
    assert read(f"## who: Who are you?\nA nurse\n{end}\nasked\n") == {"who": "A nurse"}
