"""What a file is refused for, in a person's words and at the place where it is mended."""

from __future__ import annotations

import pytest

from cmtool.document import events
from cmtool.document.profile import MAX_TWICE
from cmtool.document.reader import read

NOT_YAML = "YML101 not readable as YAML: "
NO_PART = " is not part of a registry file"
INDENT = "this line does not fit the indent of the lines above it"
QUOTE = "a quote is opened here and never closed"
BRACKET = "a bracket is opened here and never closed, or a comma is missing"
CONFLICT = "a merge conflict is not resolved here"
NO_COLON = "a line without ': ' after its field"

CASES: dict[str, list[str]] = {
    "name: Payments: the group\n": ["1:15-1:16 " + NOT_YAML + "a second ': ' on one line"],
    "name: Ada\nstatus active\nregion: x\n": ["2:1-2:14 " + NOT_YAML + NO_COLON],
    "name: Ada\nregion\n": ["2:1-2:7 " + NOT_YAML + NO_COLON],
    "name:Ada\nstatus: active\n": ["1:1-1:9 " + NOT_YAML + NO_COLON],
    "name: Ada\n  status: active\n": ["2:3-2:9 " + NOT_YAML + "a field below a value that has ended on the line above"],
    "a:\n  b: 1\n c: 2\n": ["3:2-3:3 " + NOT_YAML + INDENT],
    "name: Ada\n- x\n": ["2:1-2:2 " + NOT_YAML + "a list item where a field was expected"],
    "name: 'Ada\nstatus: active\n": ["1:7-1:8 " + NOT_YAML + QUOTE],
    'name: "Ada\n': ["1:7-1:8 " + NOT_YAML + QUOTE],
    "name: 'don't'\n": ["1:12-1:13 " + NOT_YAML + "text after the closing quote"],
    'name: "say "hi" now"\n': ["1:13-1:14 " + NOT_YAML + "text after the closing quote"],
    "tags: [a, b\nname: c\n": ["1:7-1:8 " + NOT_YAML + BRACKET],
    "tags: [a,\n": ["1:7-1:8 " + NOT_YAML + BRACKET],
    "tags: {a: 1\nb: 2\n": ["1:7-1:8 " + NOT_YAML + BRACKET],
    "name: @ada\n": ["1:7-1:8 " + NOT_YAML + "'@' cannot start a value"],
    "name: ]\n": ["1:7-1:8 " + NOT_YAML + "']' where a value was expected"],
    "name: Ada\n<<<<<<< HEAD\nstatus: active\n=======\nstatus: paused\n>>>>>>> x\n": [
        "2:1-2:13 " + NOT_YAML + CONFLICT
    ],
    "name: Ada\nlanguages:\n  - en\n=======\n": ["4:1-4:8 " + NOT_YAML + CONFLICT],
    "name: Ada\nregion\n>>>>>>> x\n": ["3:1-3:10 " + NOT_YAML + CONFLICT],
    "name: Ada\nregion:\u00a0africa\n": ["2:8-2:9 " + NOT_YAML + "a no-break space U+00A0"],
    "tags:\n  - a\n\u00a0\u00a0- b\n": ["3:1-3:2 " + NOT_YAML + "a no-break space U+00A0"],
    "name: Ada\nregion north\u00a0east\n": ["2:1-2:18 " + NOT_YAML + NO_COLON],
    "%x\n": ["1:1-1:2 YML103 a directive ('%')" + NO_PART],
    'name: "\\q"\n': ["1:9-1:10 " + NOT_YAML + "an unknown escape"],
    "tags: - a\n": ["1:7-1:8 " + NOT_YAML + "a list item on the line of its field"],
    "text: | a\n b\n": ["1:9-1:10 " + NOT_YAML + "text right after '|' or '>'"],
    "name: *\n": ["1:7-1:8 " + NOT_YAML + "a value that starts with '&' or '*'"],
    "name: !a!b c\n": ["1:7-1:8 " + NOT_YAML + "a value that starts with '!'"],
    "": ["1:1-1:1 YML101 the file is empty"],
    "# nothing\n": ["1:1-1:1 YML101 the file is empty"],
    "- name: Ada\n": ["1:1-1:2 YML101 the file holds a list where fields were expected"],
    "Ada\n": ["1:1-1:2 YML101 the file holds one text where fields were expected"],
    "~\n": ["1:1-1:2 YML101 the file holds nothing where fields were expected"],
    "a: 1\nb: 2\na: 3\n": ["3:1-3:2 YML102 key 'a' stands twice, first on line 1"],
    "m:\n  - a: 1\n    b: {a: 2}\n    'a': 3\n": ["4:5-4:8 YML102 key 'a' stands twice, first on line 2"],
    "a: 1\na: 2\na: 3\n": [
        "2:1-2:2 YML102 key 'a' stands twice, first on line 1",
        "3:1-3:2 YML102 key 'a' stands twice, first on line 1",
    ],
    "ann@mail.example: 1\nann@mail.example: 2\n": [
        "2:1-2:17 YML102 key that holds an address stands twice, first on line 1"
    ],
    "a: &x 1\n": ["1:4-1:6 YML103 an anchor ('&')" + NO_PART],
    "a: *x\n": ["1:4-1:6 YML103 an alias ('*')" + NO_PART],
    "a: !!str x\n": ["1:4-1:9 YML103 a tag ('!')" + NO_PART],
    "a: [!x y]\n": ["1:5-1:7 YML103 a tag ('!')" + NO_PART],
    "<<: x\n": ["1:1-1:3 YML103 a merge key ('<<')" + NO_PART],
    "? [a]\n: b\n": ["1:3-1:4 YML103 a key that is a list or a mapping" + NO_PART],
    "a: {{ name }}\n": ["1:5-1:6 YML103 a key that is a list or a mapping" + NO_PART],
    ": b\n": ["1:1-1:2 YML103 an empty key" + NO_PART],
    "%YAML 1.2\n---\na: b\n": ["1:1-1:2 YML103 a directive ('%')" + NO_PART],
    "a: b\n---\nc: d\n": ["2:1-2:4 YML103 a second document" + NO_PART],
    "a:\tb\n": ["1:3-1:4 YML103 a tab" + NO_PART],
    "a: b\u202ec\n": ["1:5-1:6 YML104 invisible character U+202E (right-to-left override) at byte 4"],
    'a: "b\\u200bc"\n': ["1:4-1:14 YML104 invisible character U+200B (zero width space), written as an escape"],
    'a: "b\\tc"\n': ["1:4-1:10 YML104 a tab, written as an escape"],
    "a: b\0\n": ["1:5-1:6 YML104 NUL at byte 4"],
    "a: b\rc: d\n": ["1:5-1:6 YML104 carriage return without line feed at byte 4"],
    "\ufeffa: b\n": ["1:1-1:2 YML104 byte order mark at byte 0"],
    "é: \x85\n": ["1:4-1:5 YML104 control character U+0085 at byte 4"],
    "a: " + "x" * 20_001: ["1:4-1:5 YML105 a text of more than 20000 characters"],
    "k" * 65 + ": b\n": ["1:1-1:66 YML105 a key of more than 64 characters"],
    "a: " + "[" * 16 + "]" * 16: ["1:19-1:20 YML105 nested deeper than 16 levels"],
}


def told(data: bytes) -> list[str]:
    return [
        f"{line}:{column}-{end_line}:{end_column} {finding.code} {finding.message}"
        for finding in read("x.yaml", data).findings
        for line, column, end_line, end_column in [finding.span]
    ]


@pytest.mark.parametrize("text", CASES, ids=[ascii(text[:30]) for text in CASES])
def test_refusal_says_what_stands_there_and_where(text: str) -> None:
    assert told(text.encode()) == CASES[text]


@pytest.mark.parametrize("text", CASES, ids=[ascii(text[:30]) for text in CASES])
def test_without_the_c_part_the_words_are_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_CParser", None)
    assert told(text.encode()) == CASES[text]


@pytest.mark.parametrize("text", CASES, ids=[ascii(text[:30]) for text in CASES])
def test_every_refusal_says_what_to_do(text: str) -> None:
    assert [finding.hint for finding in read("x.yaml", text.encode()).findings if not finding.hint] == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"name: Andr\xe9\n", ["1:11-1:12 YML104 not UTF-8: 0xe9 at byte 10"]),
        ("name: ü".encode("utf-16"), ["1:1-1:1 YML104 not UTF-8 but UTF-16: byte order mark at byte 0"]),
        (b"#" * (256 * 1024 + 1), ["1:1-1:1 YML105 the file is larger than 256 KiB"]),
        (b"a: [" + b"0," * 50_001 + b"0]", ["1:1-1:2 YML105 more than 50000 values"]),
    ],
)
def test_bytes_that_are_no_text_of_ours(data: bytes, expected: list[str]) -> None:
    assert told(data) == expected


def test_only_so_many_keys_that_stand_twice_are_told() -> None:
    text = "".join(f"k{n}: 1\n" for n in range(30)) + "k29: 1\n" * 12_000
    assert len(told(text.encode())) == MAX_TWICE


def test_a_quoted_key_that_looks_like_a_merge_key_is_remembered_apart() -> None:
    assert read("x.yaml", b"'<<': x\n").value == {"<<": "x"}
    assert told(b"<<: x\n") == ["1:1-1:3 YML103 a merge key ('<<')" + NO_PART]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: b\n<<<<<<< HEAD\n", "keep one side and remove the marker lines"),
        ("a: b\nc:\u00a0d\n", "use a plain space"),
    ],
)
def test_hint_names_what_is_hard_to_see(text: str, hint: str) -> None:
    assert [finding.hint for finding in read("x.yaml", text.encode()).findings] == [hint]


def test_marker_lines_inside_a_text_are_text() -> None:
    assert read("x.yaml", b"a: |\n  Title\n  =======\n").value == {"a": "Title\n=======\n"}
