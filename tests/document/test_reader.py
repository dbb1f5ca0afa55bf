"""Bytes to values and positions: exact values, exact places, and for any bytes one or the other, in bounded time."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cmtool.document import reader
from cmtool.document.profile import MAX_TWICE
from cmtool.document.reader import REREAD, Reading, read
from cmtool.model.plain import Plain
from cmtool.source import Field, Source
from tests.document.texts import damaged, soup

KIB = 256 * 1024


@pytest.fixture(params=["the short way", "by events"])
def value_of(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """The values of a text that is accepted, read in both ways."""
    if request.param == "by events":
        monkeypatch.setattr(reader, "read_lines", lambda text, spans: None)

    def value(text: str) -> Any:
        reading = read("x.yaml", text.encode())
        assert told(reading) == []
        return reading.value

    return value


def told(reading: Reading) -> list[str]:
    return [
        f"{f.span.line}:{f.span.column}-{f.span.end_line}:{f.span.end_column} {f.code} {f.message}"
        for f in reading.findings
    ]


def said(text: str | bytes) -> list[str]:
    return told(read("x.yaml", text.encode() if isinstance(text, str) else text))


def leaves(value: Any, field: Field = ()) -> Iterator[tuple[Field, Any]]:
    """Every value that is no list or mapping, with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*field, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*field, index))
    else:
        yield field, value


def places(text: str) -> dict[str, str]:
    """The text under each value, by its way."""
    reading = read("x.yaml", text.encode())
    found = {}
    for field, _ in leaves(reading.value):
        start, end = reading.source.locate(field)
        found[".".join(map(str, field))] = text[start:end]
    return found


# -- values


def test_texts_are_texts(value_of: Callable[[str], Any]) -> None:
    text = "a: b\nc: 'd'\ne: \"f\"\ng: h i\nj: k:l\nm: n#o\np: é 李 𝒳\nq: -r\ns: it's\n"
    assert value_of(text) == {
        "a": "b",
        "c": "d",
        "e": "f",
        "g": "h i",
        "j": "k:l",
        "m": "n#o",
        "p": "é 李 𝒳",
        "q": "-r",
        "s": "it's",
    }


def test_quotes_and_escapes_are_taken_off(value_of: Callable[[str], Any]) -> None:
    assert value_of("a: 'it''s'\nb: \"\\\"\\x41\\u00e9\\n\\\\\"\nc: ''\nd: \"\"\n") == {
        "a": "it's",
        "b": '"Aé\n\\',
        "c": "",
        "d": "",
    }


def test_nothing_is_null_in_three_spellings(value_of: Callable[[str], Any]) -> None:
    assert value_of("a:\nb: ~\nc: null\nd:\n  - \n  - ~\ne: {f: , g}\n") == {
        "a": None,
        "b": None,
        "c": None,
        "d": [None, None],
        "e": {"f": None, "g": None},
    }


def test_quoted_nothing_is_text(value_of: Callable[[str], Any]) -> None:
    assert value_of("a: '~'\nb: \"null\"\nc: ''\n") == {"a": "~", "b": "null", "c": ""}


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "no",
        "n",
        "Y",
        "on",
        "Off",
        "true",
        "FALSE",
        "Null",
        "NULL",
        "1",
        "-1",
        "+1",
        "010",
        "0o10",
        "0x1F",
        "0b1",
        "1_000",
        "1.10",
        ".5",
        "1e3",
        "1e999",
        ".inf",
        "-.INF",
        ".nan",
        "12:30",
        "1:30:45.5",
        "2026-03-01",
        "2026-3-1 10:00:00 +02:00",
        "=",
        "<<",
    ],
)
def test_what_other_tools_do_not_read_as_text_is_plain(text: str, value_of: Callable[[str], Any]) -> None:
    value = value_of(f"a: {text}\nb:\n  - {text}\nc: '{text}'\n")
    assert value == {"a": Plain(text), "b": [Plain(text)], "c": text}


@pytest.mark.parametrize(
    "text", ["nope", "1a", "1.2.3", "v1.10", "2026-03", "12:60", "10:00-11:00", "NULLS", "+", "-x", "0o8x", "e3", "1e"]
)
def test_other_words_are_texts(text: str, value_of: Callable[[str], Any]) -> None:
    assert value_of(f"a: {text}\n") == {"a": text}


def test_keys_are_texts_whatever_they_look_like(value_of: Callable[[str], Any]) -> None:
    assert value_of("1: a\nno: b\n'2': c\n~: d\n2026-03-01: e\n") == {
        "1": "a",
        "no": "b",
        "2": "c",
        "~": "d",
        "2026-03-01": "e",
    }


def test_lists_and_mappings_nest_in_block_and_flow(value_of: Callable[[str], Any]) -> None:
    text = "a:\n  - b: c\n    d: [e, {f: g}]\n  - - h\n    - i\nj: {k: [l, m], n: {}}\no: []\n"
    assert value_of(text) == {
        "a": [{"b": "c", "d": ["e", {"f": "g"}]}, ["h", "i"]],
        "j": {"k": ["l", "m"], "n": {}},
        "o": [],
    }


def test_blocks_of_text_end_as_written(value_of: Callable[[str], Any]) -> None:
    text = "a: |\n  x\n  y\n\nb: |-\n  x\nc: |+\n  x\n\nd: >\n  x\n  y\n\n  z\ne: >-\n  x\n"
    assert value_of(text) == {"a": "x\ny\n", "b": "x", "c": "x\n\n", "d": "x y\nz\n", "e": "x"}


def test_line_ends_of_windows_are_line_ends(value_of: Callable[[str], Any]) -> None:
    assert value_of("a: b\r\nc: |\r\n  d\r\n  e\r\nf: 'g\r\n  h'\r\n") == {"a": "b", "c": "d\ne\n", "f": "g h"}


def test_texts_over_several_lines_are_folded(value_of: Callable[[str], Any]) -> None:
    assert value_of("a: b\n  c\n\n  d\ne: 'f\n  g'\nh: \"i\\\n  j\"\n") == {"a": "b c\nd", "e": "f g", "h": "ij"}


def test_markers_of_one_document_are_allowed(value_of: Callable[[str], Any]) -> None:
    assert value_of("# x\n---\na: b\n...\n") == {"a": "b"}


def test_a_value_is_as_quoted_in_the_memory_of_values(value_of: Callable[[str], Any]) -> None:
    """The memory of unquoted values must not answer for quoted ones, nor the other way round."""
    for text, value in (
        ("a: NO\n", Plain("NO")),
        ("a: 'NO'\n", "NO"),
        ("a: NO\n", Plain("NO")),
        ("a: ~\n", None),
        ("a: '~'\n", "~"),
    ):
        assert value_of(text) == {"a": value}


# -- positions


def test_places_of_values_are_exact() -> None:
    text = (
        "# c\na: b  # d\ne:\n  - 'f'\n  - g: \"h\"\n    i: j k\n  - [l, {m: n}]\no: |\n  p\n  q\n\nr: s\n  t\n"
        "u: {v: w, x: [y, z]}\n"
    )
    assert places(text) == {
        "a": "b",
        "e.0": "'f'",
        "e.1.g": '"h"',
        "e.1.i": "j k",
        "e.2.0": "l",
        "e.2.1.m": "n",
        "o": "|\n  p\n  q\n\n",
        "r": "s\n  t",
        "u.v": "w",
        "u.x.0": "y",
        "u.x.1": "z",
    }


def test_places_count_code_points() -> None:
    text = "é: 李𝒳\r\nb: 𝒳𝒳\r\nc: d\r\n"
    assert places(text) == {"é": "李𝒳", "b": "𝒳𝒳", "c": "d"}
    source = read("x.yaml", text.encode()).source
    assert source.span(*source.locate(("b",))) == (2, 4, 2, 6)


def located(source: Source, field: Field, *, key: bool = False) -> str:
    start, end = source.locate(field, key=key)
    return source.text[start:end]


def test_places_of_keys_and_collections() -> None:
    source = read("x.yaml", b"a:\n  b: c\n  d:\n    - e\n    - f\n\n# x\ng: [h, i] # j\nk: {l: m}\n").source
    assert located(source, ("a",), key=True) == "a"
    assert located(source, ("a", "d"), key=True) == "d"
    assert located(source, ("a",)) == "b: c\n  d:\n    - e\n    - f"
    assert located(source, ("a", "d")) == "- e\n    - f"
    assert located(source, ("g",)) == "[h, i]"
    assert located(source, ("k",)) == "{l: m}"


def test_places_behind_quoted_keys() -> None:
    text = "'a': 1\n\"b\": 2\n'c''d': 3\ne': 4\n\"'f\": 5\n"
    assert places(text) == {"a": "1", "b": "2", "c'd": "3", "e'": "4", "'f": "5"}


def test_missing_fields_are_shown_at_their_parent() -> None:
    source = read("x.yaml", b"a:\n  b: c\nd: []\ne:\n").source
    assert located(source, ("a", "x")) == "a"
    assert located(source, ("x",)) == "a"
    assert located(source, ("d", 0)) == "d"
    assert located(source, ("e",)) == "e"
    assert located(source, ("e", "x")) == "e"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a:\nb: c\n", 2),
        ("a:   \n\n# x\nb: c\n", 2),
        ("a :\n", 3),
        ("a: # x\n  # y\n", 2),
        ("a: {b: , c: d}\n", 6),
        ("a: {b: }\n", 6),
        ("a: {b}\n", 5),
    ],
)
def test_nothing_stands_right_after_its_colon(text: str, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "read_lines", lambda text, spans: None)
    spans = read("x.yaml", text.encode()).source.spans
    empty = [(spans[n], spans[n + 1]) for n in range(0, len(spans), 3) if spans[n] == spans[n + 1]]
    assert empty == [(at, at)]


def test_places_in_long_files_are_those_of_short_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long texts and large collections are indexed; the answers stay the same."""
    items = "".join(f"  - {{k: v{n}, l: [w{n}]}}\n" for n in range(2000))
    text = f"a: b\nc:\n{items}d:\n" + "".join(f"  k{n}: 'v{n}'\n" for n in range(2000))
    indexed = read("x.yaml", text.encode()).source
    monkeypatch.setattr("cmtool.source._MANY", len(text))
    monkeypatch.setattr("cmtool.source._LONG", len(text))
    plain = Source("x.yaml", text, indexed.spans)
    fields: list[Field] = [("c", n, *rest) for n in (0, 1, 999, 1999, 2000) for rest in [(), ("k",), ("l", 0), ("x",)]]
    fields += [("d", f"k{n}") for n in (0, 1, 999, 1999, 2000)]
    for field in fields:
        for key in (False, True):
            place = plain.locate(field, key=key)
            assert indexed.locate(field, key=key) == place
            assert indexed.span(*place) == plain.span(*place)
    lines = text.split("\n")
    for number in (1, 2, 3, 2003, len(lines) - 1, len(lines)):
        assert indexed.line(number) == plain.line(number) == lines[number - 1]
    assert indexed.line(len(lines) + 1) == plain.line(len(lines) + 1) == ""


# -- findings


def test_keys_that_stand_twice_are_all_told() -> None:
    assert said("a: b\nc:\n  d: e\n  d: f\na: g\n'a': h\n") == [
        "4:3-4:4 YML102 key 'd' stands twice, first on line 3",
        "5:1-5:2 YML102 key 'a' stands twice, first on line 1",
        "6:1-6:4 YML102 key 'a' stands twice, first on line 1",
    ]


def test_not_more_keys_are_told_than_anybody_reads() -> None:
    assert len(said("a: b\n" * 1000)) == MAX_TWICE


def test_a_file_with_findings_has_no_values_and_no_positions() -> None:
    reading = read("x.yaml", b"a: b\na: c\n")
    assert (reading.value, list(reading.source.spans)) == (None, [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &b c\n", "1:4-1:6 YML103 an anchor ('&') is not part of a registry file"),
        ("a: *b\n", "1:4-1:6 YML103 an alias ('*') is not part of a registry file"),
        ("a: !b c\n", "1:4-1:6 YML103 a tag ('!') is not part of a registry file"),
        ("<<: {a: b}\n", "1:1-1:3 YML103 a merge key ('<<') is not part of a registry file"),
        ("%YAML 1.2\n---\na: b\n", "1:1-1:2 YML103 a directive ('%') is not part of a registry file"),
        ("? a\n: b\n", "1:1-1:2 YML103 a key after '?' is not part of a registry file"),
        ("[a]: b\n", "1:1-1:2 YML103 a key that is a list or a mapping is not part of a registry file"),
        ("a: b\n---\nc: d\n", "2:1-2:4 YML103 a second document is not part of a registry file"),
        ("a:\tb\n", "1:3-1:4 YML103 a tab is not part of a registry file"),
        (": a\n", "1:1-1:2 YML103 an empty key is not part of a registry file"),
    ],
)
def test_what_is_no_part_of_a_registry_file(text: str, found: str) -> None:
    assert said(text) == [found]


def test_signs_of_yaml_are_free_inside_texts() -> None:
    text = "a: b & c * d ! e ? f % g\nh: '*i'\nj: \"&k\"\nl: |\n  ? m\n  *n\n  %o\np: what? ok\n# ? *q &r !s\nt: u?\n"
    assert read("x.yaml", text.encode()).findings == []


def test_refused_large_files_are_told_by_the_c_parser_in_the_same_words() -> None:
    small, large = "a: b: c\n", "#" * REREAD + "\na: b: c\n"
    if reader.c_events("") is None:
        pytest.skip("PyYAML has no C part here")
    assert said(small)[0].partition(" ")[2] == said(large)[0].partition(" ")[2]


# -- any bytes


def assert_sound(reading: Reading) -> None:
    """Values or findings, never both or none; every place lies in the text."""
    assert (reading.value is None) == bool(reading.findings)
    for finding in reading.findings:
        span = finding.span
        assert (1, 1) <= span[:2] <= span[2:]
        assert span.end_line <= reading.source.text.count("\n") + 1
        assert finding.message
        assert finding.severity == "error"
        assert re.fullmatch(r"YML10[1-5]", finding.code)


@settings(max_examples=1000, deadline=2000)
@given(st.binary(max_size=300))
@example(b"\xff\xfea\0")
@example(b"a: \xed\xa0\x80")
@example(b'"\\U00110000": x')
@example(b"a: !!bool x")
@example(b"%YAML 9999999999999999999.1\n---\na: b")
def test_any_bytes_are_values_or_findings(data: bytes) -> None:
    assert_sound(read("x.yaml", data))


@settings(max_examples=1000, deadline=2000)
@given(st.text(max_size=200))
def test_any_text_is_values_or_findings(text: str) -> None:
    assert_sound(read("x.yaml", text.encode("utf-8", "surrogatepass")))


@settings(max_examples=3000, deadline=2000)
@given(soup | damaged)
def test_anything_like_yaml_is_values_or_findings(text: str) -> None:
    assert_sound(read("x.yaml", text.encode()))


@settings(max_examples=2000, deadline=2000)
@given(st.text(alphabet="a-:?,[]{}#&*!|>'\"%@` \n\\", max_size=40))
def test_signs_alone_are_values_or_findings(text: str) -> None:
    assert_sound(read("x.yaml", text.encode()))


def written(value: Any) -> str:
    """Values as YAML in one line."""
    if value is None:
        return "~"
    if isinstance(value, Plain):
        return value.text
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    return f"{{{', '.join(f'{written(key)}: {written(inner)}' for key, inner in value.items())}}}"


@settings(max_examples=3000, deadline=2000)
@given(soup | damaged)
def test_values_written_again_are_read_the_same(text: str) -> None:
    value = read("x.yaml", text.encode()).value
    if value is not None:
        again = read("x.yaml", written(value).encode())
        assert told(again) == []
        assert again.value == value


@settings(max_examples=3000, deadline=2000)
@given(soup | damaged)
@example("a:\n  - 'b\n    c'\n  - >-\n    d\n    e\nf: [g, \"h\n  i\"]\n")
def test_the_text_at_a_place_reads_as_the_value(text: str) -> None:
    reading = read("x.yaml", text.encode())
    if re.search(r'"[^"\n]*\\[^"\n]*" *:', text):
        return  # a key with escapes is not looked for
    for field, value in leaves(reading.value):
        start, end = reading.source.locate(field)
        taken = text[start:end]
        if value is not None and not re.match(r"[|>][-+]?[0-9]", taken):
            inside = taken if taken[0] in "|>" and "\n" in taken else taken.replace("\n", "\n ")
            assert read("x.yaml", f"k: {inside}".encode()).value == {"k": value}


# -- time

WORST = {
    "keys": b"".join(b"%x:\n" % n for n in range(24_000)),
    "items": b"a:\n" + b"- 1\n" * 49_000,
    "items and one mistake": b"a:\n" + b"- 1\n" * 49_000 + b"b: c: d\n",
    "flow items that are never closed": b"a: [" + b"1," * 49_000,
    "flow lists closed wrongly": b"a: [" + b"[]," * 49_000 + b"}",
    "lists in lists": b"a:\n" + b"- - - - ~\n" * 9_000,
    "escapes": b"".join(b'a%d: "%s"\n' % (n, b"\\u00e9" * 3_300) for n in range(13)),
    "open quote": b"a: '" + b"x\n " * 80_000,
    "comments and CR LF": b"#\r\n" * 80_000 + b"%",
    "comment lines with a stray CR": b"#\r\r\n" * 60_000 + b"%",
    "questions in a comment": b"a: # ?\n" + b" #?\n" * 60_000 + b" b\n",
    "colons": b"a: " + b":" * 200_000,
    "spaces": b"a:" + b" " * 200_000 + b"b",
    "almost a merge": b"<<:\n" * 60_000,
    "keys that stand twice": b"a:\n" * 80_000,
    "as large as is read twice": (b"a: [" + b"a," * KIB)[:REREAD],
    "as large as is read twice, in lines": (b"a:\n" + b"- - k: v\n" * KIB)[: REREAD - 1] + b"]",
}


@pytest.mark.parametrize("name", WORST)
def test_worst_files_are_read_in_time(name: str) -> None:
    """A machine that does something else in between is asked a second time: what is quadratic is slow twice."""

    def taken() -> float:
        start = time.process_time()
        reading = read("x.yaml", WORST[name][:KIB])
        _ = [finding.span for finding in reading.findings]
        return time.process_time() - start

    assert taken() <= 1.0 or taken() <= 1.0
