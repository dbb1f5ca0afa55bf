"""Charts: shapes where the numbers want them, inside their box, and a picture that says its words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmtool.render.charts import MOST, bars, clipped, columns, grid
from cmtool.render.library import Library
from cmtool.render.plain import require_plain
from cmtool.render.templates import Press
from cmtool.store.packaged import templates_folder
from tests.render.naughty import NAUGHTY

LIBRARY = Library(templates_folder())


def row(day: str, came: int | None, new: int | None = None) -> dict[str, Any]:
    return {"date": date.fromisoformat(day), "came": came, "new": new}


def test_columns_stand_on_the_base_line_and_the_tallest_reaches_the_top() -> None:
    chart = columns([row("2025-02-13", 10), row("2025-05-15", 20, 5), row("2025-09-04", None)], "came", "new")
    assert (chart["width"], chart["height"], chart["base"]) == (360, 174, 140)
    assert [(c["y"], c["height"], c["part_height"], c["value"]) for c in chart["columns"]] == [
        (80, 60, 0, 10),
        (20, 120, 30, 20),
        (140, 0, 0, None),
    ]
    assert [(c["x"], c["width"], c["middle"], c["month"], c["year"]) for c in chart["columns"]] == [
        (28, 34, 45, "Feb", "2025"),
        (118, 34, 135, "May", "2025"),
        (208, 34, 225, "Sep", "2025"),
    ]


def test_bars_lie_in_the_room_that_is_known() -> None:
    chart = bars([{"name": "North", "came": 3, "of": 6}, {"name": "South", "came": 0, "of": None}], "came", "of")
    assert (chart["width"], chart["height"]) == (360, 76)
    assert [(b["name"], b["y"], b["length"], b["track"], b["value"], b["of"]) for b in chart["bars"]] == [
        ("North", 19, 179, 358, 3, 6),
        ("South", 57, 0, 0, 0, None),
    ]
    assert bars([{"name": "North", "came": 3}], "came")["bars"][0]["length"] == 358


def test_grid_is_a_triangle_of_levels() -> None:
    cells = [
        {"first": first, "second": second, "n": n, "friends": n == 6, "own": n == 1}
        for first, second, n in [(0, 1, 0), (0, 2, 1), (1, 2, 6)]
    ]
    chart = grid(["A", "B", "C"], cells, "n", "friends", "own")
    assert [r["number"] for r in chart["rows"]] == [1, 2, 3]
    assert [(h["number"], h["x"]) for h in chart["heads"]] == [(1, 227), (2, 253)]
    assert [(c["x"], c["y"], c["value"], c["level"], c["marked"], c["starred"]) for c in chart["cells"]] == [
        (214, 50, 0, 0, False, False),
        (214, 76, 1, 1, False, True),
        (240, 76, 6, 3, True, False),
    ]


@pytest.mark.parametrize(
    ("text", "units", "cut"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("two words", 5, "two…"),
        ("会議の名前", 10, "会議の名前"),
        ("会議の名前", 8, "会議の…"),
        ("", 5, ""),
    ],
)
def test_names_are_cut_to_their_room(text: str, units: int, cut: str) -> None:
    assert clipped(text, units) == cut


def test_charts_of_nothing_are_empty() -> None:
    assert columns([], "came")["columns"] == []
    assert (bars([], "came")["bars"], bars([], "came")["height"]) == ([], 1)
    assert (grid([], [], "n")["cells"], grid(["A"], [], "n")["heads"]) == ([], [])


def test_too_many_rows_are_left_to_the_table() -> None:
    many = [row("2026-01-01", index) for index in range(MOST + 5)]
    assert [c["value"] for c in columns(many, "came")["columns"]] == list(range(5, MOST + 5))
    assert len(bars([{"name": "x", "came": 1}] * (MOST + 5), "came")["bars"]) == MOST


counts = st.one_of(st.none(), st.integers(0, 10**6))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.dates(date(1970, 1, 1), date(2199, 1, 1)), counts, counts), max_size=12))
def test_every_column_is_in_its_box_and_as_high_as_its_number(found: list[tuple[date, int | None, int | None]]) -> None:
    rows = [{"date": day, "came": came, "new": min(new or 0, came or 0)} for day, came, new in found]
    chart = columns(rows, "came", "new")
    require_plain(chart)
    top = max([r["came"] or 0 for r in rows], default=0)
    for column, r in zip(chart["columns"], rows, strict=True):
        assert column["x"] >= 0
        assert column["x"] + column["width"] <= chart["width"]
        assert 20 <= column["y"] <= chart["base"]
        assert column["height"] == pytest.approx(120 * (r["came"] or 0) / top if top else 0, abs=0.06)
        assert column["part_height"] <= column["height"] + 0.1
    xs = [column["x"] for column in chart["columns"]]
    assert xs == sorted(xs)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=80), st.integers(0, 10**6), counts), max_size=12))
def test_every_bar_is_in_its_box(found: list[tuple[str, int, int | None]]) -> None:
    rows = [{"name": name, "came": came, "of": of} for name, came, of in found]
    chart = bars(rows, "came", "of")
    require_plain(chart)
    for bar in chart["bars"]:
        assert 0 <= bar["length"] <= chart["width"] - 2
        assert 0 <= bar["track"] <= chart["width"] - 2
        assert bar["y"] + bar["height"] < chart["height"]


# -- the picture

CHARTS = """
{% import "_chart.html.j2" as charts %}
{{ charts.columns("c", rows|columns("came", "new"), title, words, "new faces") }}
{{ charts.bars("b", named|bars("came"), title, words) }}
{{ charts.grid("g", names|grid(cells, "came", "friends"), title, words, "friends") }}
"""
PRESS = Press(lambda name: CHARTS if name == "test.html.j2" else LIBRARY.builtin_source(name))


def picture(text: str) -> str:
    rows = [row("2025-02-13", 4, 1), row("2025-05-15", None)]
    named = [{"name": text, "came": 3}]
    cells = [{"first": 0, "second": 1, "came": 2, "friends": True}]
    data = {"title": text, "words": text, "rows": rows, "named": named, "names": [text, text], "cells": cells}
    return PRESS.fill("test.html.j2", data)


def parsed(page: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(page)


def test_picture_says_its_words() -> None:
    tree = parsed(picture("Who came"))
    figures = tree.findall("figure")
    assert len(figures) == 3
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for figure in figures:
        svg = next(element for element in figure.iter() if str(element.tag).endswith("svg"))
        assert (svg.get("role"), svg.get("width"), svg.get("height"), svg.get("style")) == ("img", None, None, None)
        title, desc = list(svg)[:2]
        assert [title.get("id"), desc.get("id")] == svg.get("aria-labelledby").split(" ")
        assert (title.text, desc.text) == ("Who came", "Who came")
        texts = [element for element in svg.iter() if str(element.tag).endswith("text")]
        assert texts


def test_picture_asks_nothing_of_others() -> None:
    page = picture("Who came")
    assert not re.findall(r"https?:|<script|<image|<use|href|style=| on[a-z]+=", page)
    assert set(re.findall(r"url\(([^)]*)\)", page)) == {"#c-hatch"}


@pytest.mark.parametrize("text", NAUGHTY)
def test_hostile_words_do_not_change_the_picture(text: str) -> None:
    def elements(page: str) -> list[tuple[str, list[str]]]:
        return [(str(e.tag), sorted(map(str, e.attrib))) for e in parsed(page).iter()]

    assert elements(picture(text)) == elements(picture("harmless"))


# -- colours (WCAG 2.2: 1.4.3, 1.4.11)


def palettes() -> dict[str, dict[str, str]]:
    """The custom properties of our style sheets: light, dark, and on paper."""
    page, chart = (LIBRARY.builtin_source(name) or "" for name in ("_style.html.j2", "_chart_style.html.j2"))

    def found(text: str) -> dict[str, str]:
        return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", text))

    def blocks(query: str) -> str:
        told = (re.search(rf"@media {query} {{\s*:root {{([^}}]*)}}", text) for text in (page, chart))
        return "".join(block[1] for block in told if block)

    light = found("".join(re.findall(r"^:root {([^}]*)}", page + chart, re.MULTILINE)))
    dark = light | found(blocks(r"\(prefers-color-scheme: dark\)"))
    return {"light": light, "dark": dark, "paper": light | found(blocks("print"))}


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(2 * d for d in colour[1:])
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_right() -> None:
    assert contrast("#000000", "#fff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("ink", "ground", 4.5),  # names and numbers
        ("soft", "ground", 4.5),  # months, caption
        ("ink", "accent-soft", 4.5),  # number in a light cell
        ("on", "mark", 4.5),  # number in a middle cell, hatch in a column
        ("on", "strong", 4.5),  # number in a dark cell
        ("mark", "ground", 3),  # column, bar, cell
        ("strong", "ground", 3),
        ("soft", "ground", 3),  # axis, frame of a light or empty cell, room of a bar
        ("ink", "ground", 3),  # frame of partners
    ],
)
def test_colours_can_be_told_apart(scheme: str, one: str, other: str, least: float) -> None:
    palette = palettes()[scheme]
    assert contrast(palette[one], palette[other]) >= least


def test_every_colour_of_a_chart_is_one_of_those() -> None:
    style = LIBRARY.builtin_source("_chart_style.html.j2") or ""
    used = set(re.findall(r"(?:fill|stroke|color): ([^;]+);", style))
    assert used == {f"var(--{name})" for name in ("ink", "soft", "on", "mark", "strong", "accent-soft")} | {"none"}
