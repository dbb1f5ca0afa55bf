"""The short way reads what the parser's events read, at the same places, or gives up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cmtool.document import reader
from cmtool.document.lines import read_lines
from cmtool.document.profile import Refused
from cmtool.document.screen import refused
from tests.conftest import DATA, SAMPLE


def by_events(text: str) -> tuple[Any, list[int]] | None:
    """Values and positions without the short way; None where the text is refused."""
    spans: list[int] = []
    refusals: list[Any] = []
    original = reader.read_lines
    reader.read_lines = lambda text, spans: None
    try:
        value = reader._values(text, spans, refusals)
    except Refused:
        return None
    finally:
        reader.read_lines = original
    return None if refusals else (value, spans)


def by_lines(text: str) -> tuple[Any, list[int]] | None:
    spans: list[int] = []
    value = read_lines(text, spans)
    return None if value is None else (value, spans)


def assert_same_or_given_up(text: str) -> None:
    short = by_lines(text)
    if short is not None and refused(text) is None:  # the reader asks the screen first
        assert short == by_events(text)


PARTS = [
    "a",
    "b",
    "key",
    "x-y",
    "0",
    "null",
    "~",
    "NO",
    "2026-03-01",
    "12:30",
    "a: b",
    "a:b",
    "a #b",
    "a#b",
    "é",
    "-",
    "'q'",
]
PARTS += [
    '"q"',
    '"a: b"',
    "'it''s'",
    '"\\n"',
    "[]",
    "{}",
    "[a, b]",
    "{a: b}",
    "|",
    ">-",
    "&x a",
    "*x",
    "!t a",
    "https://a.b/c#d",
    "",
]
PARTS += [
    "? a",
    ": a",
    "...",
    "---",
    "a ",
    " a",
    "a, b",
    "a]b",
    "%a",
    "@a",
    "`a",
    "a\tb",
    "=",
    "<<",
    "\u00a0a",
    "李",
    "a:",
    "#",
]

ODD_LINES = ["", "# note", "  # note", "   ", "text", "e: f # g", "e:  # g", "  - e #g", "- 'e' # f", 'e: "f"#g']


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Lines that look like a registry file, now and then a little wrong."""
    lines = []
    for _ in range(draw(st.integers(1, 9))):
        indent = " " * draw(st.sampled_from([0, 0, 0, 2, 2, 2, 4, 4, 6, 1, 3]))
        dash = draw(st.sampled_from(["", "", "- ", "- ", "-", "- - ", "-  "]))
        key = draw(
            st.sampled_from(["a:", "b:", "c:", "d:", "key:", "k-e_y:", "7:", "A:", "a :", '"a":', "", "", "<<:", "é:"])
        )
        value = draw(st.sampled_from(PARTS))
        space = draw(st.sampled_from(["", " ", " ", " ", "  "]))
        lines.append(f"{indent}{dash}{key}{space if key else ''}{value}")
        if draw(st.booleans()) and draw(st.booleans()):
            lines.append(draw(st.sampled_from(ODD_LINES)))
    return draw(st.sampled_from(["\n", "\n", "\n", "\r\n"])).join(lines) + draw(st.sampled_from(["\n", "", "\n\n"]))


@settings(max_examples=3000, deadline=None)
@given(texts())
@example("a:\n  b: c\n\n# x\n  - d\n")
@example("a:\n- b\n")
@example("a: b\n  c\n")
@example("a:\n  b\n")
@example("a: b\n # c\n d\n")
@example("# only\n")
@example('a: b # c\nd:   # e\n  - f  #g\n  - h: "i" # j\n')
@example("a: b # c\n  d\n")
def test_short_way_agrees_or_gives_up(text: str) -> None:
    assert_same_or_given_up(text)


@settings(max_examples=1000, deadline=None)
@given(
    st.sampled_from(sorted(SAMPLE.rglob("*.yaml"))),
    st.lists(
        st.tuples(
            st.floats(0, 1, exclude_max=True), st.sampled_from([*" \n-:#'\"[]{}&*!|>%@`,?~=\r\u00e9", "", "\n  ", ": "])
        ),
        max_size=4,
    ),
)
def test_short_way_agrees_on_damaged_records(path: Any, damage: list[tuple[float, str]]) -> None:
    text = path.read_text("utf-8")
    for place, piece in damage:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + 1 :]
    assert_same_or_given_up(text)


def test_short_way_takes_the_records_of_the_sample() -> None:
    taken = [by_lines(path.read_text("utf-8")) is not None for path in SAMPLE.rglob("*.yaml")]
    assert sum(taken) / len(taken) > 0.9


@pytest.mark.parametrize("path", sorted((DATA / "smallest").rglob("*.yaml")), ids=lambda path: path.name)
def test_positions_are_those_of_the_events(path: Any) -> None:
    text = path.read_text("utf-8")
    assert by_lines(text) == by_events(text) is not None


def test_values_are_judged_like_those_of_events() -> None:
    assert by_lines("a: NO\nb: '1'\nc: \"x: y\"\nd:\ne:\n  - f: ~\n    g: h\n  - i\n") == by_events(
        "a: NO\nb: '1'\nc: \"x: y\"\nd:\ne:\n  - f: ~\n    g: h\n  - i\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "a:\n- b\nc: d\n",
        "a:\n- b: c\n  d:\n  - e\n- f\ng:\n",
        "a:\n  b:\n  - c: d\n    e: f\n  g: h\ni: j\n",
    ],
)
def test_short_way_takes_lists_in_the_column_of_their_key(text: str) -> None:
    assert by_lines(text) == by_events(text) is not None


def test_short_way_takes_comments_after_values() -> None:
    text = 'a: b # c\nd:   # e\n  - f  #g\n  - h: "i" # j\n'
    assert by_lines(text) == by_events(text) is not None
