"""Text in a box: smaller, then broken, then cut; judged by the real widths of the font."""

from __future__ import annotations

from functools import cache
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmtool.render.fitting import fitted
from cmtool.render.letters import clusters, width

ITALIC = "Italic"
"""Of the file that is not measured."""


@cache
def advances() -> dict[int, int]:
    """The width of each character in Noto Sans Bold, in thousandths of an em, as its own tables say."""
    from fontTools.ttLib import TTFont

    from cmtool.render.card_png import fonts

    path = next(path for path in fonts() if ITALIC not in path.name)
    with TTFont(path) as font:
        bold = font.getGlyphSet(location={"wght": 700})
        return {letter: bold[name].width for letter, name in font.getBestCmap().items()}


def real(text: str) -> float:
    """The width of a text in em; what the font does not have is drawn as its box of 0.6 em."""
    known = advances()
    unseen = ("Mn", "Me", "Cf")
    return sum(known.get(ord(letter), 0 if category(letter) in unseen else 600) for letter in text) / 1000


HARD = {
    "4 letters": "Inês",
    "60 letters": "Maria-Magdalena Aleksandrovna Papadopoulou-Konstantinidou Jr",
    "60 wide letters in one word": "W" * 60,
    "Chinese": "李美玲，社群的成员与志愿者，在登记册工作组里负责数据模型与评审。" * 3,
    "Arabic": "أمينة ديالو بنت عبد الرحمن الطويل",
    "Cyrillic": "Щербакова-Жемчужникова Ююююююююююююююю Шшшшшшшшшш",
    "Greek": "Παπαδοπούλου-Κωνσταντινίδου Ὠριγένης",
    "Devanagari": "श्रीमती अनुराधा देशपांडे कुलकर्णी",
    "Vietnamese": "Nguyễn Thị Ánh Nguyệt Phương Thảo",
    "combining marks": "e\u0301a\u0308o\u0302" * 20,
    "emoji": "👩‍👩‍👧‍👦🌱🏳️‍🌈🇪🇪" * 8,
    "a long quote": "Two years ago a school fee took eleven days. Today it takes a minute. " * 12,
    "an endless emoji": "👩" + "\u200d👩" * 200,
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
@pytest.mark.parametrize("box", [(1032, 176, 80, 40), (904, 300, 96, 48), (960, 64, 26, 22)], ids=str)
def test_nothing_leaves_its_box(text: str, box: tuple[int, int, int, int]) -> None:
    wide, high, size, least = box
    found = fitted(text, wide, high, size, least)
    assert least <= found["size"] <= size
    assert found["height"] == found["step"] * len(found["lines"]) <= high
    assert found["lines"]
    for line in found["lines"]:
        assert real(line) * found["size"] <= wide, line


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=120))
def test_no_text_leaves_its_box(text: str) -> None:
    found = fitted(text, 700, 160, 60, 30)
    assert found["height"] <= 160
    assert all(width(line) * found["size"] <= 700.001 for line in found["lines"])


@settings(max_examples=60)
@given(st.text(alphabet=[chr(c) for c in [*range(0x20, 0x17F), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x386, 0x3CA), *range(0x1EA0, 0x1EFA), *range(0x400, 0x460)] if chr(c).isprintable()], max_size=60))  # fmt: skip
def test_table_never_says_less_than_the_font(text: str) -> None:
    """Of Latin, Greek and Cyrillic; letters that the table does not have count as wide ones."""
    assert width(text) >= real(text) - 0.0001


def test_short_text_is_as_large_as_may_be() -> None:
    assert fitted("Ines", 1032, 176, 80, 40) == {
        "lines": ["Ines"],
        "size": 80,
        "step": 100,
        "height": 100,
        "rtl": False,
    }


def test_long_text_gets_smaller_then_more_lines() -> None:
    found = fitted("Maria-Magdalena Aleksandrovna", 700, 176, 80, 40)
    assert (found["lines"], found["size"]) == (["Maria-Magdalena", "Aleksandrovna"], 70)


def test_lines_are_of_even_length() -> None:
    lines = fitted("One two three four five six seven eight nine ten eleven", 500, 400, 40, 40)["lines"]
    assert lines == ["One two three four", "five six seven eight", "nine ten eleven"]


def test_word_breaks_after_its_hyphen_first() -> None:
    assert fitted("Papadopoulou-Konstantinidou", 300, 100, 40, 30)["lines"] == ["Papadopoulou-", "Konstantinidou"]


def test_one_long_word_is_broken_where_nothing_else_helps() -> None:
    assert fitted("W" * 25, 400, 100, 40, 40)["lines"] == ["W" * 10, "W" * 9 + "…"]


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    assert fitted("one two, three four", 200, 40, 30, 30)["lines"] == ["one two…"]


def test_punctuation_stays_with_its_wide_letter() -> None:
    lines = fitted("我们在找人。我们在找人。", 205, 200, 40, 40)["lines"]
    assert lines == ["我们在找", "人。我们", "在找人。"]


def test_marks_and_joined_emoji_are_never_torn_apart() -> None:
    assert list(clusters("e\u0301a👩‍👧🇪🇪🇫🇮👍🏽")) == ["e\u0301", "a", "👩‍👧", "🇪🇪", "🇫🇮", "👍🏽"]
    assert "".join(clusters(HARD["an endless emoji"])) == HARD["an endless emoji"]


@pytest.mark.parametrize(("text", "rtl"), [("Ana", False), ("“أمينة” Ana", True), ("Ana أمينة", False), ("123", False)])
def test_direction_is_that_of_the_first_letter(text: str, rtl: bool) -> None:
    assert fitted(text, 500, 100, 40, 30)["rtl"] is rtl


def test_nothing_makes_no_line() -> None:
    assert fitted("", 500, 100, 40, 30)["height"] == 0


def test_hidden_characters_are_spelled_out_and_measured() -> None:
    assert fitted("a\u202eb", 500, 100, 40, 30)["lines"] == ["a\\u{202e}b"]
