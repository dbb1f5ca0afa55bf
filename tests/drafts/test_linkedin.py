"""What LinkedIn does with a text, told before it is pasted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.drafts.spotlight.hashtags import hashtags
from cmtool.drafts.spotlight.linkedin import characters, lengths, paragraphs, profile, told
from cmtool.drafts.spotlight.linkedin import hashtags as judged


@pytest.mark.parametrize(("text", "count"), [("", 0), ("abc", 3), ("é", 1), ("🌱", 2), ("👩‍👧", 5), ("李", 1)])
def test_emoji_count_twice(text: str, count: int) -> None:
    assert characters(text) == count


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A **bold** word", "'**bold**' is Markdown for bold: a reader sees the signs"),
        ("A __bold__ word", "'__bold__' is Markdown for bold: a reader sees the signs"),
        ("An *italic* word", "'*italic*' is Markdown for italics: a reader sees the signs"),
        ("An _italic_ word", "'_italic_' is Markdown for italics: a reader sees the signs"),
        ("## What I do", "'## What I do' is a Markdown heading: a reader sees the signs"),
        ("> somebody said", "'> somebody said' is a Markdown quotation: a reader sees the signs"),
        ("- one thing", "'- one thing' is a Markdown list: begin its lines with •"),
        ("Use `cmtool`", "'`cmtool`' is Markdown for code: a reader sees the signs"),
        ("See [here](https://a.example)", "'[here](https://a.example)' is a Markdown link: write the address itself"),
        ("So 𝗯𝗼𝗹𝗱 𝗶𝘁 is", "letters of mathematics as fake bold are read out one by one: write 'bold it'"),
        ("Thanks to @Jonas Berg", "'@Jonas' is no mention when it is pasted: type @ and choose"),
        ("**" + "long " * 12 + "x**", "'**long long long long long ...' is Markdown for bold: a reader sees the signs"),
    ],
)
def test_what_a_reader_stumbles_over_is_told_with_its_line(line: str, said: str) -> None:
    assert list(told(["Plain.", line])) == [(2, said)]


@pytest.mark.parametrize(
    "line",
    [
        "Plain words, 2 * 3 * 4 = 24 and snake_case_names.",
        "• a point",
        "1. a number",
        "https://meridian.example/a_b_c#top",
        "a - b, #MeridianStack, C# and 5 > 3",
        "(see [1])",
    ],
)
def test_plain_text_is_let_be(line: str) -> None:
    assert list(told([line])) == []


def test_lengths_are_told_with_what_is_wrong() -> None:
    assert list(lengths("Meet Ana.\n\nText", 3000)) == ["15 of 3000 characters", "first line: 9 of 140 characters"]
    assert list(lengths("Meet Ana", 5)) == [
        "8 of 5 characters: 3 too many",
        "first line: 8 of 140 characters: it is no whole sentence",
    ]
    assert list(lengths("x" * 141 + ".", 3000))[1] == "first line: 142 of 140 characters: shorten it"
    assert list(lengths("Meet A…", 3000))[1] == "first line: 7 of 140 characters: it was cut, write a whole one"


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("#One #Two #Three", []),
        ("#One #Two", ["hashtags: 2 on the last line, expected 3 to 5"]),
        ("no hashtag at all", ["hashtags: 0 on the last line, expected 3 to 5"]),
        ("#A #B #C #D #E #F", ["hashtags: 6 on the last line, expected 3 to 5"]),
        ("#Open-Data #Two #Three", ["hashtag '#Open-Data': letters and digits only"]),
        ("#opendata #Two #Three", ["hashtag '#opendata': write it in CamelCase, for those who hear it"]),
    ],
)
def test_hashtags_are_judged(last: str, said: list[str]) -> None:
    assert list(judged(f"Text\n\n{last}\n")) == said


def test_hashtags_of_the_record_come_first_then_those_of_the_community() -> None:
    assert hashtags(["Land"], ["Meridian"], ["Payments Working Group", "land"]) == ["Land", "Meridian", "Payments"]
    assert hashtags(["A", "b", "B"], ["C", "D", "E", "F"], []) == ["A", "b", "C", "D", "E"]
    assert hashtags([], [], ["Meridian Stack", "Core Team", "2026", "São Tomé e.V."]) == ["MeridianStack", "SãoToméEV"]


def test_paragraphs_have_one_blank_line_between_them() -> None:
    assert paragraphs("\n\n one \ntwo\n\n\n \nthree\n\n") == ["one", "two", "", "three"]
    assert paragraphs("") == []


@given(st.text(alphabet="a \n\t\u2028", max_size=40))
def test_paragraphs_never_begin_end_or_double_a_blank_line(text: str) -> None:
    lines = paragraphs(text)
    assert not lines or (lines[0] and lines[-1])
    assert all(one or two for one, two in pairwise(lines))


def test_profile_is_an_address_whatever_the_handle() -> None:
    assert profile("amina-d") == "https://www.linkedin.com/in/amina-d"
    assert profile("josé?x") == "https://www.linkedin.com/in/jos%C3%A9%3Fx"
