"""The writer: canonical text that every YAML tool reads alike."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from cmtool.document.reader import read
from cmtool.document.screen import refused
from cmtool.document.writer import write
from cmtool.model.group import Group
from cmtool.model.plain import Plain
from cmtool.model.scalars import to_clock, to_count, to_day, to_flag
from cmtool.source import Source
from cmtool.store.schema import to_record

LONG = "Keeps the map of the commons up to date, " * 3 + "and says so."


def test_records_are_written_in_block_style() -> None:
    values = {
        "name": "Maps",
        "since": date(2026, 1, 2),
        "charter": {"url": "https://meridian.example/c#1", "ends": None},
        "meets": [
            {"id": "weekly", "time": "14:00", "minutes": 60, "except": []},
            {"id": "monthly", "time": time(9, 5), "minutes": 45},
        ],
        "members": [],
        "links": {},
        "languages": ["en", "no"],
        "mentoring": True,
        "mentored": 0.5,
    }
    assert write(values) == (
        "name: Maps\n"
        "since: 2026-01-02\n"
        "charter:\n"
        "  url: https://meridian.example/c#1\n"
        "  ends: null\n"
        "meets:\n"
        "  - id: weekly\n"
        '    time: "14:00"\n'
        "    minutes: 60\n"
        "    except: []\n"
        "  - id: monthly\n"
        '    time: "09:05"\n'
        "    minutes: 45\n"
        "members: []\n"
        "links: {}\n"
        "languages:\n"
        "  - en\n"
        '  - "no"\n'
        "mentoring: true\n"
        "mentored: 0.5\n"
    )


def test_no_fields_are_an_empty_mapping() -> None:
    assert write({}) == "{}\n"


def test_a_list_in_a_list_starts_on_its_dash() -> None:
    assert write({"grid": [["a", "b"], [["c"]], []]}) == "grid:\n  - - a\n    - b\n  - - - c\n  - []\n"


@pytest.mark.parametrize(
    "text",
    [
        "Maps",
        "it's",
        "a:b",
        "a#b",
        "C# and F#",
        "https://meridian.example/a?b=c#d",
        "x - y",
        "Zoë Š",
        "徐俊杰",
        "1.2.3",
        "nope",
    ],
)
def test_a_text_that_is_clear_stands_as_it_is(text: str) -> None:
    assert write({"name": text}) == f"name: {text}\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", '""'),
        ("NO", '"NO"'),
        ("y", '"y"'),
        ("~", '"~"'),
        ("null", '"null"'),
        ("1.10", '"1.10"'),
        ("0815", '"0815"'),
        ("9:00", '"9:00"'),
        ("1_000", '"1_000"'),
        ("2026-03-01", '"2026-03-01"'),
        ("=", '"="'),
        ("<<", '"<<"'),
        ("- item", '"- item"'),
        ("-x", '"-x"'),
        ("+_", '"+_"'),
        ("._", '"._"'),
        ("[a]", '"[a]"'),
        ("*a", '"*a"'),
        ("@home", '"@home"'),
        ("#1", '"#1"'),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("a #b", '"a #b"'),
        (" a", '" a"'),
        ("a ", '"a "'),
        ("---", '"---"'),
        ("...", '"..."'),
        ('say "hi"', '"say \\"hi\\""'),
        ("C:\\x", '"C:\\\\x"'),
        ("a\tb", '"a\\tb"'),
        ("a\u200bb", '"a\\u200bb"'),
        ("a\x85b", '"a\\x85b"'),
        ("a\x1b[2Jb", '"a\\x1b[2Jb"'),
        ("\ufeffa", '"\\ufeffa"'),
        ("a\U000e0041", '"a\\U000e0041"'),
        ("a\r\nb", '"a\\x0d\\nb"'),
    ],
)
def test_a_text_that_a_tool_would_misread_is_quoted(text: str, written: str) -> None:
    assert write({"name": text}) == f"name: {written}\n"
    assert write({text: 1}) == f"{written}: 1\n"


def test_a_long_text_is_folded_at_its_spaces() -> None:
    assert write({"purpose": LONG}) == (
        "purpose: >-\n"
        "  Keeps the map of the commons up to date, Keeps the map of the commons up to date, Keeps the map of\n"
        "  the commons up to date, and says so.\n"
    )


def test_a_long_text_in_a_list_is_folded_below_its_dash() -> None:
    assert write({"does": [LONG]}) == (
        "does:\n"
        "  - >-\n"
        "    Keeps the map of the commons up to date, Keeps the map of the commons up to date, Keeps the map\n"
        "    of the commons up to date, and says so.\n"
    )


def test_a_long_address_stays_on_its_line() -> None:
    address = "https://meridian.example/" + "a" * 200
    assert write({"url": address}) == f"url: {address}\n"


def test_lines_are_written_as_lines() -> None:
    assert write({"about": "One.\n\nTwo: # no comment"}) == "about: |-\n  One.\n\n  Two: # no comment\n"


@pytest.mark.parametrize("text", ["One.\n", "\nOne.", "One. \nTwo", "One.\n  Two", "One.\n\u200bTwo"])
def test_lines_that_a_block_would_change_are_quoted(text: str) -> None:
    written = write({"about": text})
    assert written.startswith('about: "')
    assert yaml.safe_load(written) == {"about": text}


@pytest.mark.parametrize("value", [datetime(2026, 1, 2), {1}, object(), float("nan"), b"x"])
def test_what_no_record_holds_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match=f"a record holds no {type(value).__name__}"):
        write({"name": value})


TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(st.sampled_from("ab 01:-#\n'\"\\,[]{}&*!|>%@?=~.y\t\xa0\u2028\u200bé"), max_size=30),
    st.from_regex(r"[-+]?[0-9._:eExXobTZ ]{1,12}", fullmatch=True),
    st.sampled_from(["Yes", "off", "NULL", ".inf", "0o17", "1e5", "12:30:45", "2001-12-14t21:59:43.10-05:00", "<<"]),
    st.lists(st.text(st.sampled_from("ab:#-  é"), min_size=1, max_size=9), min_size=9, max_size=40).map(" ".join),
)
TIMES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
DATES = st.dates(date(1900, 1, 1), date(2999, 12, 31))
SCALARS = st.one_of(TEXTS, st.none(), st.booleans(), st.integers(0, 10**11), DATES, TIMES)
KEYS = st.text(max_size=20)


def trees(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    def deeper(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)

    return st.dictionaries(KEYS, st.recursive(leaves, deeper, max_leaves=12), max_size=5)


def meant(read_: Any, wanted: Any) -> Any:
    """A value as read, seen through the type of the value that was written."""
    if isinstance(wanted, dict):
        assert list(read_) == list(wanted)
        return {key: meant(read_[key], value) for key, value in wanted.items()}
    if isinstance(wanted, list):
        return [meant(*pair) for pair in zip(read_, wanted, strict=True)]
    for type_, convert in ((bool, to_flag), (int, to_count), (time, to_clock), (date, to_day)):
        if isinstance(wanted, type_):
            return convert(read_)
    return read_


def odd(tree: Any) -> bool:
    """A text in the tree holds what no registry may hold, however it is written."""
    if isinstance(tree, dict):
        return any(odd(part) for pair in tree.items() for part in pair)
    if isinstance(tree, list):
        return any(odd(part) for part in tree)
    return isinstance(tree, str) and any(refused(character) for character in tree)


@given(trees(SCALARS))
def test_our_reader_reads_the_same_values(tree: dict[str, Any]) -> None:
    reading = read("x.yaml", write(tree).encode())
    if odd(tree):
        assert reading.findings
    else:
        assert reading.findings == []
        assert meant(reading.value, tree) == tree


@given(trees(TEXTS))
def test_yaml_1_1_and_1_2_read_the_same_texts(tree: dict[str, Any]) -> None:
    text = write(tree)
    assert yaml.safe_load(text) == tree
    assert YAML(typ="safe", pure=True).load(text) == tree


@given(trees(SCALARS))
def test_the_same_values_give_the_same_text_without_loose_ends(tree: dict[str, Any]) -> None:
    text = write(tree)
    assert text == write(dict(tree))
    assert text.endswith("\n")
    assert not any(line != line.rstrip(" ") for line in text.split("\n"))


@given(st.text(min_size=1, max_size=150).filter(lambda text: not refused(text) and "\r" not in text))
def test_a_model_gets_back_what_was_written(purpose: str) -> None:
    since = date(2026, 1, 2)
    values = {"name": "Maps", "kind": "team", "status": "active", "since": since, "purpose": purpose, "members": []}
    reading = read("groups/maps.yaml", write(values).encode())
    assert reading.value is not None, reading.findings
    record, findings = to_record(Group, "maps", reading.value, Source("groups/maps.yaml"))
    assert findings == []
    assert isinstance(record, Group)
    assert (record.purpose, record.since) == (purpose, since)


def test_what_a_reader_left_to_the_field_is_written_as_it_was() -> None:
    assert write({"joined": Plain("2026-01-02"), "minutes": Plain("60")}) == "joined: 2026-01-02\nminutes: 60\n"
