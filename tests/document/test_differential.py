"""Two parsers and a short way read the same: what differs is listed here, with what the reader makes of it.

PyYAML's C parser gives the events because it is fast; ruamel.yaml's pure parser is the authority on YAML 1.2. This test
chose them (docs/dependencies.md) and keeps the choice honest: everything that both accept has the same events, whatever
only one accepts is in `DIFFERENCES`, and nobody can tell from a reading which of the ways it came.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings

from cmtool.document import events, reader
from tests.conftest import DATA, SAMPLE
from tests.document.hostile import CASES, Case
from tests.document.texts import damaged, soup

C_PARSER = events._CParser
needs_c = pytest.mark.skipif(C_PARSER is None, reason="PyYAML has no C part here")

Told = tuple[str, str, str | None, tuple[int, int]]
"""An event: its kind, value and style, where it stands."""

BOTH_READ = [
    # flow collections, with what hands write into them
    "a: {url: https://a.b}\n",
    "a: [12:30, x]\n",
    "a: [https://a.b/c?d=e#f, x]\n",
    "{a: b, c: [d, e]}\n",
    "a: {b: c,}\n",
    "a: [b,]\n",
    "a: {b, c: d}\n",
    "a: {b: , c: }\n",
    "a: {b:c}\n",
    "a: {\"b\":c, 'd':e}\n",
    "a: [b: c]\n",
    "a: [\n  b,\n  c\n]\n",
    "a: {\n  b: c,\n  d:\n    e\n}\n",
    "a: [b, # c\n  d]\n",
    "a: [ ]\nb: { }\n",
    "a: [-x, 'y', \"z\", ?x]\n",
    # comments
    "# c\na: x # d\n# e\nb: x#y\n",
    "a: # c\n  b: c\n",
    "a:\n  # c\n  - x\n  # d\n  - y\n",
    "a: 'x' # c\nb: | # d\n  x\n",
    # blocks of text, with every way to end
    "a: |\n  x\n  y\n",
    "a: |-\n  x\n",
    "a: |+\n  x\n\n",
    "a: |\n  x\n\n\nb: c\n",
    "a: |+\n  x\n\n\nb: c\n",
    "a: >\n  x\n  y\n\n  z\n",
    "a: >-\n  x\n   y\n  z\n",
    "a: >+\n  x\n\n\n",
    "a: |2\n   x\nb: |1-\n  x\nc: |-1\n  x\n",
    "a: |\n\n\n  x\n",
    "a: |\nb: >-\n\n\nc: d\n",
    "a: |\n  # no comment\n",
    "a: |\n  x",
    "a: >\n  x",
    "a:\n- |\n  x\n- >\n  y\n",
    # keys
    "\"a\": x\n'b': y\n'c''d': z\n\"e f\": w\n",
    "a b: x\na-b_c: x\n1: x\na:b: x\n",
    "a : x\nb   :   x\n",
    "? x\n: y\n? z\n",
    "?x: y\n-a: ?x\n:b: :c\n",
    # texts over several lines
    "a: b\n  c\n\n  d\n",
    "a:\n  b\n  c\n",
    "a: 'b\n  c\n\n  d'\n",
    'a: "b\n  c\n\n  d\\\n  e"\n',
    "a: \"  b \"\nc: '  d '\n",
    "a: 'b\nc'\n",
    # quotes and escapes
    "a: ''\nb: \"\"\nc: 'it''s'\nd: \"\\\"\"\n",
    'a: "\\/\\x41\\u0041\\U00000041\\_\\n"\n',
    # line ends and spaces
    'a: b\r\nc: |\r\n  d\r\n  e\r\nf: "g\r\n  h"\r\n',
    "a: b",
    "a: [b]",
    "\n\n   \na: b   \n   \nc: 'd'   \n\n",
    "a: x\u00a0\nb: \u00a0x\n",
    # lists and indents
    "- - x\n  - y\n- - z\n",
    "a:\n- x\n- y\nb: c\n",
    "a:\n  - b: c\n    d: e\n  -\n    f: g\n  - \n  - - h\n",
    " a: b\n",
    # documents
    "---\na: b\n",
    "--- # c\na: b\n...\n",
    "--- {a: b}\n",
    "a: b\n---\nc: d\n",
    "a: |\n  ---\n  ...\n",
    # nothing, and what some tools take for something
    "a:\nb: \nc: ~\nd: null\n\n\ne:\n",
    "a: yes\nb: 1_000\nc: 0o7\nd: .5\ne: =\nf: <<\ng: 2026-03-01 10:00:00\nh: 12:30:45\n",
    "a: b & c * d ! e @ f % g | h > i\nj: b@c.d\nk: 100%\nl: C:\\x\nm: --x\nn: x, y] z}\no: x :y\n",
    # beyond the profile, but read alike
    "a: &x b\nc: *x\n",
    "a: !x b\nc: !!str d\n",
    "<<: x\n",
    "[a]: b\n{c: d}: e\n",
    "%YAML 1.2\n---\na: b\n",
]

BOTH_REFUSE = [
    "a:x\nb: c\n",
    "a: b: c\n",
    "a: b\n  c: d\n",
    "a: 'b': c\n",
    "a: - x\n",
    "a: -\n  b\n",
    "a: 'b\n",
    'a: "b\n',
    "a: [b\n",
    "a: {b\n",
    "a: 'b' c\n",
    'a: "\\q"\n',
    "a: [b, , c]\n",
    "a: [x]y\n",
    "a: @x\n",
    "a: `x`\n",
    "a: %x\n",
    "%x: a\n",
    "a: |x\n",
    "a: ,x\n",
    "a: ]x\n",
    "a: x: y\n",
    "a:\n  - x\n - y\n",
    "a:\n   b: c\n  d: e\n",
    " a: b\nc: d\n",
    "a: *\n",
    "a:\n  - b\n  c: d\n",
    "x" * 1025 + ": y\n",
    "a: {" + "x" * 1025 + ": y}\n",
    "a: b\n...\nc\nd: e\n",
    "a: 'b\n---\n'\n",
]


class Difference(NamedTuple):
    """A text that one parser accepts and the other does not, and what the reader says: its value, or a finding."""

    text: str
    accepted_by: str
    said: Any


DIFFERENCES = [
    # ':' may begin a text in a flow list (YAML 1.2, 7.3.3); libyaml does not know. The second reading accepts it.
    Difference("a: [:x]\n", "pure", {"a": [":x"]}),
    # A text may not end so: by the standard this is a mapping in the list. Refused on both ways.
    Difference("a: [x:]\n", "pure", "1:5 YML101"),
    Difference("a: [?:]\n", "C, pure", "1:5 YML103"),
    # No key at all: the pure parser makes it null, libyaml only sometimes. Refused on both ways.
    Difference(": x\n", "pure", "1:1 YML103"),
    Difference("a: [:]\n", "pure", "1:5 YML101"),
    # Halves of a pair as escapes: the pure parser lets them pass, as characters that are none. Refused on both ways.
    Difference('a: "\\ud83d\\ude00"\n', "pure", "1:4 YML104"),
    # A text after the end of the document: the pure parser begins another one. Refused on both ways.
    Difference("a: b\n...\nc: d\n", "pure", "3:1 YML103"),
    # A comment without a space before it: the text is what everybody means. Accepted where the C part is there.
    Difference("a: |# c\n  x\n", "C", {"a": "x\n"}),
    Difference("a: >-# c\n  x\n", "C", {"a": "x"}),
    # Spaces on an empty line before the text: the pure parser is wrong to mind. Accepted where the C part is there.
    Difference("a: |\n \n  x\n", "C", {"a": "\nx\n"}),
    # The end of the document, said twice.
    Difference("a: b\n...\n...\n", "C", {"a": "b"}),
]

HARMLESS = re.compile(r"[|>][-+0-9]*#|[|>][^\n]*\n\s*? +\r?\n|[|>][^\n]*\n\s*\Z|^\.\.\.\s+\.\.\.", re.MULTILINE)
"""Where a file may hold one of the differences that only the C parser accepts."""


def told(event: Any) -> Told:
    """What the reader asks of an event. Where nothing stands, and where a document starts, it looks for itself."""
    kind, value, style = type(event).__name__, getattr(event, "value", ""), getattr(event, "style", None) or None
    has_no_place = kind == "DocumentStartEvent" or (kind == "ScalarEvent" and not value and style is None)
    place = (0, 0) if has_no_place else (event.start_mark.index, event.end_mark.index)
    return kind, value, style, place


def by_c(text: str) -> list[Told] | None:
    parser, found = events._CParser(text), []  # type: ignore[misc]
    try:
        while parser.check_event():
            found.append(told(parser.get_event()))
    except events.C_REFUSES:
        return None
    return found


def by_pure(text: str) -> list[Told] | None:
    from ruamel.yaml import YAML

    try:
        return [told(event) for event in YAML(typ="safe", pure=True).parse(text)]
    except Exception:
        return None


Said = tuple[Any, list[int], list[tuple[Any, ...]]]


def said(text: str | bytes) -> Said:
    """Values and positions, or the findings."""
    reading = reader.read("x.yaml", text.encode() if isinstance(text, str) else text)
    findings = [(f.code, f.message, f.hint, f.span) for f in reading.findings]
    return reading.value, list(reading.source.spans), findings


def said_by_events(text: str | bytes, *, c: bool) -> Said:
    """The same without the short way, and unless `c` as if PyYAML had no C part."""
    short = reader.read_lines
    reader.read_lines = lambda text, spans: None
    events._CParser = C_PARSER if c else None
    try:
        return said(text)
    finally:
        reader.read_lines, events._CParser = short, C_PARSER


@needs_c
@pytest.mark.parametrize("text", BOTH_READ, ids=repr)
def test_events_are_the_same(text: str) -> None:
    assert by_c(text) == by_pure(text) is not None


@needs_c
@pytest.mark.parametrize("text", BOTH_REFUSE, ids=lambda text: repr(text)[:40])
def test_both_refuse(text: str) -> None:
    assert (by_c(text), by_pure(text)) == (None, None)


@needs_c
@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: repr(difference.text))
def test_difference_is_known_and_settled(difference: Difference) -> None:
    accepted = [name for name, by in (("C", by_c), ("pure", by_pure)) if by(difference.text) is not None]
    assert ", ".join(accepted) == difference.accepted_by
    value, _, findings = said(difference.text)
    assert value == difference.said or [f"{at.line}:{at.column} {code}" for code, _, _, at in findings] == [
        difference.said
    ]


@needs_c
@settings(max_examples=2000, deadline=None)
@given(soup.filter(lambda text: not re.search(r"[&*!%]", text)))
def test_what_both_accept_has_the_same_events(text: str) -> None:
    fast, slow = by_c(text), by_pure(text)
    if fast is not None and slow is not None and slow[2:3] and slow[2][0] == "MappingStartEvent":
        assert fast == slow


def assert_same_ways(text: str) -> None:
    """All ways read the same; the C parser alone accepts what is known as harmless, the pure one nothing more."""
    whole, fast, slow = said(text), said_by_events(text, c=True), said_by_events(text, c=False)
    assert whole == fast
    if fast[0] is None:
        assert slow[0] is None
    elif slow[0] is None:
        assert HARMLESS.search(text)
    else:
        assert fast == slow


@needs_c
@settings(max_examples=3000, deadline=None)
@given(soup)
def test_all_ways_read_soup_alike(text: str) -> None:
    assert_same_ways(text)


@needs_c
@settings(max_examples=500, deadline=None)
@given(damaged)
def test_all_ways_read_damaged_records_alike(text: str) -> None:
    assert_same_ways(text)


RECORDS = sorted([*SAMPLE.rglob("*.yaml"), *DATA.rglob("*.yaml")])


@needs_c
def test_records_are_read_alike_without_the_c_part() -> None:
    for path in RECORDS:
        data = path.read_bytes()
        assert (path, said(data)) == (path, said_by_events(data, c=True)) == (path, said_by_events(data, c=False))


@needs_c
@pytest.mark.parametrize(
    "case", [case for case in CASES if len(case.data) <= reader.REREAD], ids=lambda case: case.name
)
def test_hostile_files_are_read_alike_without_the_c_part(case: Case) -> None:
    whole, fast, slow = said(case.data), said_by_events(case.data, c=True), said_by_events(case.data, c=False)
    assert whole == fast
    if case.name == "escape past Unicode":  # the pure parser gives up without a word
        assert [code for code, *_ in slow[2]] == ["YML101"]
    else:
        assert fast == slow


@needs_c
@pytest.mark.parametrize("text", [*BOTH_READ, *BOTH_REFUSE], ids=repr)
def test_forms_are_read_alike_without_the_c_part(text: str) -> None:
    assert said(text) == said_by_events(text, c=True) == said_by_events(text, c=False)
