"""The editor: what each kind of edit does to a text, and what it refuses."""

from __future__ import annotations

from datetime import date, time
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from cmtool.document.editor import CannotEdit, edited
from cmtool.document.reader import read
from cmtool.model.edit import Drop, Edit, Insert, Put, RenameKey, applied
from cmtool.model.group import Group
from cmtool.model.member import Member
from cmtool.model.plain import Plain
from cmtool.model.record import Part
from tests.document.hostile import CASES
from tests.document.texts import damaged, soup
from tests.document.varied import varied


def after(text: str, *edits: Edit, model: type[Part] | None = None) -> str:
    return edited(text.encode(), edits, model).decode()


# One value


@pytest.mark.parametrize(
    ("before", "value", "now"),
    [
        ("role: lead   # since May\n", "triage", "role: triage   # since May\n"),
        ("role: 'lead'\n", "it's", "role: 'it''s'\n"),
        ('role: "lead"\n', 'a "b"', 'role: "a \\"b\\""\n'),
        ("country: SN\n", "NO", 'country: "NO"\n'),
        ("country: 'SN'\n", "NO", "country: 'NO'\n"),
        ("role: 'lead'\n", 7, "role: 7\n"),
        ("mentoring: 'true'\n", True, "mentoring: true\n"),
        ("day: '2026-01-01'\n", date(2026, 2, 3), "day: 2026-02-03\n"),
        ("time: 10:00\n", time(9, 5), 'time: "09:05"\n'),
        ("time: 10:00\n", Plain("9:05"), "time: 9:05\n"),
        ("role: lead\n", None, "role: null\n"),
        ("role : lead\n", "triage", "role : triage\n"),
        ("role:  \n", "triage", "role: triage  \n"),
        ("role:\n# next\nkind: x\n", "triage", "role: triage\n# next\nkind: x\n"),
        ("role: ~ # none\n", "triage", "role: triage # none\n"),
        ("role:\n  lead # c\n", "triage", "role:\n  triage # c\n"),
        ("role: lead\n  of all  # c\n", "triage", "role: triage  # c\n"),
        ('role: "lead\n\n  of all"\n', "triage", 'role: "triage"\n'),
        ("role: lead # c\n", "one\ntwo", "role: |- # c\n  one\n  two\n"),
        ("role: lead", "triage", "role: triage"),
        ("role: lead\r\n", "one\ntwo", "role: |-\r\n  one\r\n  two\r\n"),
        ("{role: lead, kind: x}\n", "a, b", '{role: "a, b", kind: x}\n'),
        ("{role, kind: x}\n", "lead", "{role: lead, kind: x}\n"),
        ("{role: , kind: x}\n", "lead", "{role: lead , kind: x}\n"),
        ("---\nrole: lead\n...\n", "triage", "---\nrole: triage\n...\n"),
    ],
)
def test_a_value_is_set_in_its_own_style(before: str, value: Any, now: str) -> None:
    assert after(before, Put(("role" if "role" in before else before.split(":")[0],), value)) == now


@pytest.mark.parametrize(
    ("before", "value", "now"),
    [
        ("a: |\n  one\n  two\n\n# b\nb: x\n", "three\n", "a: |\n  three\n\n# b\nb: x\n"),
        ("a: |- # c\n    one\nb: x\n", "two\n", "a: | # c\n    two\nb: x\n"),
        ("a: |\n  one\nb: x\n", "two\n\nthree\n\n\n", "a: |+\n  two\n\n  three\n\n\nb: x\n"),
        ("a: |+\n  one\n\n\nb: x\n", "two", "a: |-\n  two\nb: x\n"),
        ("a: |2\n  one\nb: x\n", "two\n", "a: |2\n  two\nb: x\n"),
        ("a: >-\n  one\n  two\nb: x\n", "three\nfour", "a: >-\n  three\n\n  four\nb: x\n"),
        (
            "a: >-\n  " + "one " * 16 + "\n  two\n",
            "two " * 20 + "end",
            "a: >-\n  " + "two " * 15 + "two\n  two two two two end\n",
        ),
        ("a: | # c\n  one\nb: x\n", " two", 'a: " two" # c\nb: x\n'),
        ("a: |\n  one\nb: x\n", "", 'a: ""\nb: x\n'),
        ("a: |\n  one\nb: x\n", 7, "a: 7\nb: x\n"),
        ("a: | # c\n  one\nb: x\n", ["two"], "a: # c\n  - two\nb: x\n"),
    ],
)
def test_a_block_scalar_stays_one_where_it_can_hold_the_text(before: str, value: Any, now: str) -> None:
    assert after(before, Put(("a",), value)) == now


@pytest.mark.parametrize(
    ("before", "value", "now"),
    [
        ("a: x # c\nb: y\n", ["p", "q r"], "a: # c\n  - p\n  - q r\nb: y\n"),
        ("a: x # c\nm:\n- n\n", {"k": ["p"], "l": {}}, "a: # c\n  k:\n  - p\n  l: {}\nm:\n- n\n"),
        ("a:\n    k: v\nb: y\n", {"l": {"m": 1}}, "a:\n    l:\n        m: 1\nb: y\n"),
        ("a: # c\n  # first\n  - x # d\nb: y\n", ["p"], "a: # c\n  # first\n  - p\nb: y\n"),
        ("a: # c\n  # first\n  - x # d\n\n# b\nb: y\n", "p", "a: p # c\n\n# b\nb: y\n"),
        ("a: [x, y] # c\n", ["p"], "a: [p] # c\n"),
        ("a: { k: v } # c\n", {"l": ["p, q"]}, 'a: { l: ["p, q"] } # c\n'),
        ("a: [x, # d\n  y] # c\n", ["p"], "a: # c\n  - p\n"),
        ("a: [] # none\n", ["p"], "a: # none\n  - p\n"),
        ("a:\n  x # c\n", ["p"], "a:\n   # c\n  - p\n"),
        ("a:\n  - x\n", [], "a: []\n"),
        ("a: x\n", {}, "a: {}\n"),
        ("b: [{a: 1}]\na: [1, [2]]\n", [{"c": None}], "b: [{a: 1}]\na: [{c: null}]\n"),
    ],
)
def test_a_list_or_mapping_is_put_in_the_style_found(before: str, value: Any, now: str) -> None:
    assert after(before, Put(("a",), value)) == now


def test_an_item_may_become_anything() -> None:
    text = "l:\n  - one # c\n  - a: 1 # d\n    b: 2 # e\n  # f\n  - [x]\n"
    assert after(text, Put(("l", 0), {"k": "v", "m": ["p"]})) == (
        "l:\n  - k: v # c\n    m:\n      - p\n  - a: 1 # d\n    b: 2 # e\n  # f\n  - [x]\n"
    )
    assert after(text, Put(("l", 1), "two"), Put(("l", -1), ["q"])) == "l:\n  - one # c\n  - two\n  # f\n  - [q]\n"


def test_the_same_value_changes_nothing() -> None:
    text = "a: 'x'\nb: [1,  2]\nc: ~\n"
    assert after(text, Put(("a",), "x"), Put(("b",), [1, 2]), Put(("c",), None)) == text


# A new key

RECORD = """\
# Kept by hand.

name: Maps
kind: team

# who and when
members:
  - member: jonas-berg
    since: 2026-01-01
    # because
    x-note: a

# looked at
verified: 2026-01-01
"""


def test_a_new_key_stands_where_its_model_has_it() -> None:
    edits = [
        Put(("status",), "active"),
        Put(("members", 0, "role"), "lead"),
        Put(("charter", "url"), "https://m.example"),
    ]
    assert after(RECORD, *edits, Put(("x-new",), "y"), model=Group) == RECORD.replace(
        "kind: team\n", "kind: team\nstatus: active\ncharter:\n  url: https://m.example\n"
    ).replace("jonas-berg\n", "jonas-berg\n    role: lead\n").replace(
        "verified: 2026-01-01\n", 'verified: 2026-01-01\nx-new: "y"\n'
    )


def test_a_key_below_one_that_no_model_knows_stands_at_the_end() -> None:
    text = "x-own:\n  name: y\n  b: z\nlinks:\n  b: c\n"
    assert after(text, Put(("x-own", "a"), "v"), Put(("links", "a"), "v"), model=Member) == (
        "x-own:\n  name: y\n  b: z\n  a: v\nlinks:\n  b: c\n  a: v\n"
    )


def test_a_key_that_no_model_knows_stands_at_the_end_before_the_comments_that_follow() -> None:
    assert after(RECORD, Put(("members", 0, "until"), date(2026, 2, 3))) == RECORD.replace(
        "x-note: a\n", "x-note: a\n    until: 2026-02-03\n"
    )


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("# about links\nlinks:\n  github: x\n", "name: N\n# about links\nlinks:\n  github: x\n"),
        ("---\nlinks: {}\n", "---\nname: N\nlinks: {}\n"),
        ("{links: {}}\n", "{name: N, links: {}}\n"),
    ],
)
def test_a_key_may_come_first(before: str, now: str) -> None:
    assert after(before, Put(("name",), Plain("N")), model=Member) == now


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("a: x", "a: x\nw:\n  m: v"),
        ("a: |-\n  x", "a: |-\n  x\nw:\n  m: v"),
        ("a: |+\n  x\n\n", "a: |+\n  x\n\nw:\n  m: v\n"),
        ("a: x\r\n", "a: x\r\nw:\r\n  m: v\r\n"),
        ("w: # none\na: x\n", "w: # none\n  m: v\na: x\n"),
        ("w: {}\n", "w:\n  m: v\n"),
        ("w: {a: b,}\n", "w: {a: b, m: v,}\n"),
        ("w: {\n  a: b # c\n  }\n", "w: {\n  a: b, # c\n  m: v\n  }\n"),
        ("a: x\n...\n", "a: x\nw:\n  m: v\n...\n"),
        ("{}\n", "w:\n  m: v\n"),
        ("--- {}\n", "--- {w: {m: v}}\n"),
    ],
)
def test_a_new_key_brings_the_mappings_above_it(before: str, now: str) -> None:
    assert after(before, Put(("w", "m"), "v")) == now


def test_a_pair_in_a_list_in_brackets_gets_braces_for_a_second_key() -> None:
    assert after("a: [b: 1, c]\n", Put(("a", 0, "d"), 2)) == "a: [{b: 1, d: 2}, c]\n"
    assert after("links: x\nskills: [want: x]\n", Put(("skills", 0, "level"), 2), model=Member) == (
        "links: x\nskills: [{level: 2, want: x}]\n"
    )


# A new item


@pytest.mark.parametrize(
    ("before", "value", "now"),
    [
        ("a:\n- x\n\n# b\nb: c\n", "z", "a:\n- x\n- z\n\n# b\nb: c\n"),
        ("a:\n    - x # c\n    # b\nb: c\n", "z", "a:\n    - x # c\n    - z\n    # b\nb: c\n"),
        ("a:\n  - 'x'\n", "it's", "a:\n  - 'x'\n  - 'it''s'\n"),
        ('a:\n  - "x"\n', "z", 'a:\n  - "x"\n  - "z"\n'),
        ("a:\n  -   x\n", "z", "a:\n  -   x\n  -   z\n"),
        ("a:\n  - {k: x, l: 'y'}\n", {"k": "p", "l": "q"}, "a:\n  - {k: x, l: 'y'}\n  - {k: p, l: 'q'}\n"),
        ("a:\n  - { k: x }\n", {"k": "p"}, "a:\n  - { k: x }\n  - { k: p }\n"),
        (
            "a:\n  - k: 'x'\n    l: [y]\n",
            {"k": "p", "l": ["q"]},
            "a:\n  - k: 'x'\n    l: [y]\n  - k: 'p'\n    l: [q]\n",
        ),
        ("a:\n  -\n      k: x\n", {"k": "p", "l": "q"}, "a:\n  -\n      k: x\n  -\n      k: p\n      l: q\n"),
        ("a:\n  -   k: x\n", {"k": "p", "l": "q"}, "a:\n  -   k: x\n  -   k: p\n      l: q\n"),
        ("a:\n  - - x\n", ["p", "q"], "a:\n  - - x\n  - - p\n    - q\n"),
        ("a: []\nb:\n- c\n", "z", "a:\n- z\nb:\n- c\n"),
        ("a: # c\n", "z", "a: # c\n  - z\n"),
        ("b: c\n", "z", "b: c\na:\n  - z\n"),
        ("a: [x, y] # c\n", "p, q", 'a: [x, y, "p, q"] # c\n'),
        ("a: [x, y,]\n", "z", "a: [x, y, z,]\n"),
        ("a: [ 'x' ]\n", "z", "a: [ 'x', 'z' ]\n"),
        ("a: [\n  x, # c\n  y # d\n]\n", "z", "a: [\n  x, # c\n  y, # d\n  z\n]\n"),
        ("a: [\n  x,\n  # e\n  y, # d\n]\n", "z", "a: [\n  x,\n  # e\n  y, # d\n  z,\n]\n"),
        ("a: [x,\n    y]\n", "z", "a: [x,\n    y,\n    z]\n"),
        ("a:\n  - |\n    x\n\nb: c\n", "z", "a:\n  - |\n    x\n  - z\n\nb: c\n"),
        ("a:\n  -\n  - x:\n", "z", "a:\n  -\n  - x:\n  - z\n"),
        ("a:\n  - x", "z", "a:\n  - x\n  - z"),
    ],
)
def test_an_item_is_written_like_its_neighbours(before: str, value: Any, now: str) -> None:
    assert after(before, Insert(("a",), value)) == now


def test_items_stand_at_their_place_and_comments_stay_with_their_own() -> None:
    text = "a: # all\n  # first\n  - x # c\n\n  # second\n  - y\n"
    assert after(text, Insert(("a",), "z", 0)) == "a: # all\n  - z\n  # first\n  - x # c\n\n  # second\n  - y\n"
    assert after(text, Insert(("a",), "z", 1)) == "a: # all\n  # first\n  - x # c\n  - z\n\n  # second\n  - y\n"
    assert after("a:\n  - - x\n    - y\n", Insert(("a", 0), "z", 0)) == "a:\n  - - z\n    - x\n    - y\n"
    assert after("a: [x,\n  # c\n  y]\n", Insert(("a",), "z", 1)) == "a: [x,\n  z,\n  # c\n  y]\n"


# What goes


@pytest.mark.parametrize(
    ("before", "field", "now"),
    [
        ("a: x\n\n# about b\n# more\nb: y # c\n\n# about d\nd: z\n", ("b",), "a: x\n\n\n# about d\nd: z\n"),
        ("a: x\n# apart\n\nb: y\nc: z\n", ("b",), "a: x\n# apart\n\nc: z\n"),
        ("a:\n  k: v\n  # of a\nb: y\n", ("b",), "a:\n  k: v\n  # of a\n"),
        ("a: x\nb: |+\n  y\n\n\nc: z\n", ("b",), "a: x\nc: z\n"),
        ("a: x\nb: |\n  y\n\n\nc: z\n", ("b",), "a: x\n\n\nc: z\n"),
        ("a: x\nb: y", ("b",), "a: x"),
        ("a: x  \n\nb: y", ("b",), "a: x  "),
        ("a: |\n  x\nb: y", ("b",), "a: |\n  x\n"),
        ("a: x\r\nb:\r\n  - y\r\nc: z\r\n", ("b",), "a: x\r\nc: z\r\n"),
        ("a:\n  - k: v # c\n    l: w\n", ("a", 0, "k"), "a:\n  - l: w\n"),
        ("a:\n  -   k: v\n\n      # why\n      l: w\n", ("a", 0, "k"), "a:\n  -   # why\n      l: w\n"),
        ("a:\n  - - x # c\n    - y\n", ("a", 0, 0), "a:\n  - - y\n"),
        ("a:\n  -\n    k: v\n    l: w\n", ("a", 0, "k"), "a:\n  -\n    l: w\n"),
        ("a:\n- x\n# c\n- y # d\n# e\n- z\n", ("a", 1), "a:\n- x\n# e\n- z\n"),
        ("a: [x, y, z]\n", ("a", 0), "a: [y, z]\n"),
        ("a: [x, y, z]\n", ("a", 1), "a: [x, z]\n"),
        ("a: [x, y, z]\n", ("a", 2), "a: [x, y]\n"),
        ("a: [x, y, ]\n", ("a", 1), "a: [x, ]\n"),
        ("a: {k: v, l: w}\n", ("a", "l"), "a: {k: v}\n"),
        ("a: [\n  x, # c\n  # about y\n  y, # d\n  z # e\n]\n", ("a", 1), "a: [\n  x, # c\n  z # e\n]\n"),
        ("a: [\n  x, # c\n  y # d\n]\n", ("a", 1), "a: [\n  x # c\n]\n"),
        ("a: [x, # c\n  y]\n", ("a", 1), "a: [x # c\n  ]\n"),
        ("a: [x, y, # c\n  z]\n", ("a", 1), "a: [x, # c\n  z]\n"),
        ("a: [x,\n  y]\n", ("a", 1), "a: [x]\n"),
    ],
)
def test_what_goes_takes_its_lines_and_its_comments_with_it(
    before: str, field: tuple[str | int, ...], now: str
) -> None:
    assert after(before, Drop(field)) == now


@pytest.mark.parametrize(
    ("before", "field", "now"),
    [
        ("a: # all\n  # first\n  - x # c\n  # after\nb: y\n", ("a", 0), "a: [] # all\n  # after\nb: y\n"),
        ("a:\n  k: v\n", ("a", "k"), "a: {}\n"),
        ("a:\n  - k: v # c\n  - x\n", ("a", 0, "k"), "a:\n  - {} # c\n  - x\n"),
        ("a:\n  -\n    k: v\n  - x\n", ("a", 0, "k"), "a:\n  - {}\n  - x\n"),
        ("a: [x] # c\n", ("a", 0), "a: [] # c\n"),
        ("a: [k: v]\n", ("a", 0, "k"), "a: [{}]\n"),
        ("a:\n  - x", ("a", 0), "a: []"),
    ],
)
def test_a_list_or_mapping_that_is_emptied_stays(before: str, field: tuple[str | int, ...], now: str) -> None:
    assert after(before, Drop(field)) == now


@pytest.mark.parametrize(
    ("before", "key", "now"),
    [
        ("a : x # c\n", "b", "b : x # c\n"),
        ("'a': x\n", "it's", "'it''s': x\n"),
        ('"a": x\n', "b", '"b": x\n'),
        ("{a: x}\n", "b, c", '{"b, c": x}\n'),
        ("a:\n  - x\n", "no", '"no":\n  - x\n'),
    ],
)
def test_a_key_is_renamed_in_place(before: str, key: str, now: str) -> None:
    assert after(before, RenameKey(("a",), key)) == now


# What is refused


@pytest.mark.parametrize(
    ("text", "edit", "line", "reason"),
    [
        ("a: x\n", Drop(("a",)), 1, "the file would be left without a field; delete the file instead"),
        ("a: x\n", Drop(("b",)), 1, "there is no place 'b'; compare with the file"),
        ("a: x\nb: [y]\n", Put(("b", 1), "z"), 2, "there is no place 'b.1'; compare with the file"),
        ("a: x\nb: y\n", Insert(("b",), "z"), 2, "there is no list 'b'; compare with the file"),
        ("a: x\nb: y\n", Put(("b", "c"), "z"), 2, "there is no place 'b.c'; compare with the file"),
        ("a: x\n", Put(("b", 0, "c"), "z"), 1, "there is no place 'b.0.c'; compare with the file"),
        (
            "a: x\nb: y\n",
            RenameKey(("b",), "a"),
            2,
            "the key 'b' is not there, or its new name is taken; compare with the file",
        ),
        (
            "a: x\nb: y\n",
            Put(("b",), "p\u200bq"),
            2,
            "the file would hold what no registry file may: invisible character U+200B (zero width space), written as an "
            "escape; remove it; it cannot be seen in a review",
        ),
        (
            "a: x\nb: y\n",
            Put(("b",), Plain("p: q")),
            2,
            "the file would hold what no registry file may: not readable as YAML: a second ': ' on one line; "
            "quote the value: a text that holds ': ' needs it",
        ),
        ("a: x\n", Put(("a",), Plain("word")), 1, "the result would read as something else; edit the file by hand"),
        (
            "a: x\n",
            Put(("a",), {1: "y"}),
            1,
            "no file holds this value: keys are texts, and there are 16 levels at most",
        ),
        ("a: x\n", Put(("a",), Plain("\ud800")), 1, "the value holds half a character; write it anew"),
        ("a: x\n", Put(("a",), 1j), 1, "a record holds no complex"),
        (
            "a: |+\n  x\nb: y\n\n\nc: z\n",
            Drop(("b",)),
            3,
            "the result would read as something else; edit the file by hand",
        ),
        (
            "a: x\nb: |\n  y",
            Put(("c",), "z"),
            1,
            "the result would read as something else; end the file with a line end first",
        ),
        (
            "a: x\nb: &c y\n",
            Put(("a",), "z"),
            2,
            "the file is no registry file as it stands; `cmtool validate` tells what to mend",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_reason(text: str, edit: Edit, line: int, reason: str) -> None:
    with pytest.raises(CannotEdit) as refusal:
        edited(text.encode(), [edit], None)
    assert (refusal.value.line, refusal.value.reason) == (line, reason)
    assert str(refusal.value) == f"line {line}: {reason}"


# Properties

TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=20),
    st.text(st.sampled_from("ab 01:-#\n'\"\\,[]{}&*!|>%@?=~.y"), max_size=20),
    st.sampled_from(
        ["NO", "12:30", "1.10", "~", "null", "true", "2026-01-02", "=", "<<", "---", "- x", "x: y", "word " * 30]
    ),
)
VALUES = st.recursive(
    TEXTS | st.sampled_from([None, True, 7, date(2026, 1, 2)]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["k", "no", "a b"]), inner, max_size=3),
    max_leaves=5,
)


def places(value: Any, field: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [field, *(place for key, part in inner for place in places(part, (*field, key)))]


def some_edit(data: st.DataObject, value: dict[str, Any]) -> Edit:
    """An edit near a place that is there; not all can be made."""
    there = data.draw(st.sampled_from(places(value)))
    field = (*there, *data.draw(st.sampled_from([(), (), ("k",), ("k", "l"), (0,), ("x-n",)])))
    kind = data.draw(st.sampled_from("ppiidr"))
    if kind == "d":
        return Drop(field)
    if kind == "r":
        return RenameKey(field, data.draw(TEXTS))
    new = data.draw(VALUES)
    return Put(field, new) if kind == "p" else Insert(field, new, data.draw(st.sampled_from([None, None, 0, 1, -1, 9])))


@given(st.integers(0, 10_000), st.data())
def test_edits_one_after_the_other_do_what_they_mean(seed: int, data: st.DataObject) -> None:
    """The file against the plain values: whatever is not refused is what `applied` says, and most is not refused."""
    text = varied(seed).data
    value = read("", text).value
    assert value is not None
    for _ in range(4):
        edit = some_edit(data, value)
        try:
            wanted = applied(value, [edit]) if edit.field else {}
        except (LookupError, TypeError):
            wanted = {}
        if not wanted or any(isinstance(key, int) for key in _keys(wanted)):
            with pytest.raises(CannotEdit):
                edited(text, [edit], None)
            continue
        try:
            text = edited(text, [edit], None)
        except CannotEdit as refusal:
            # a block scalar at the end of a file, or with `+` above what goes, cannot keep its line ends
            known = ("the file would hold", "the result would read as something else")
            assert refusal.reason.startswith(known) and (b"|" in text or b">" in text or known[0] in refusal.reason)
            continue
        assert read("", text).value == wanted
        value = wanted


def _keys(value: Any) -> list[Any]:
    return [place[-1] for place in places(value) if place and isinstance(_at(value, place[:-1]), dict)]


def _at(value: Any, field: tuple[str | int, ...]) -> Any:
    for part in field:
        value = value[part]
    return value


@given(soup | damaged, st.data())
def test_any_text_is_edited_or_refused(text: str, data: st.DataObject) -> None:
    value = read("", text.encode()).value
    edit = some_edit(data, value or {"a": ["b"]})
    try:
        now = edited(text.encode(), [edit], Group)
    except CannotEdit:
        return
    assert value is not None
    assert read("", now).value == applied(value, [edit])


@given(st.binary(max_size=60), st.data())
def test_any_bytes_are_edited_or_refused(text: bytes, data: st.DataObject) -> None:
    try:
        edited(text, [some_edit(data, {"a": ["b"]})], None)
    except CannotEdit as refusal:
        assert refusal.line >= 1


@pytest.mark.parametrize("case", CASES, ids=[f"{case.row}-{case.name}" for case in CASES])
def test_hostile_files_are_edited_or_refused(case: Any) -> None:
    for edit in (Put(("x-new",), "y"), Insert(("x-a",), "y"), Drop(("name",)), RenameKey(("name",), "x-name")):
        try:
            assert read("", edited(case.data, [edit], Group)).findings == []
        except CannotEdit as refusal:
            assert len(refusal.reason) < 300


@given(st.integers(0, 10_000), st.sampled_from(["plain words", "Zoë", "x", "NO", "it's", "a: b"]), st.randoms())
def test_the_old_text_put_back_restores_the_bytes(seed: int, text: str, rng: Random) -> None:
    """Where the new text could be written in the quotes of the old one; a text over several lines is written on one."""
    before = varied(seed).data
    value = read("", before).value
    texts = [place for place in places(value) if isinstance(_at(value, place), str)]
    place = rng.choice(texts)
    old = _at(value, place)
    source = read("", before).source
    written = source.text[slice(*source.locate(place))]
    quoted = written[:1] in ("'", '"')
    assume("\n" not in written and (quoted or text in ("plain words", "Zoë", "x")))
    there = edited(before, [Put(place, text)], None)
    assert yaml.safe_load(there) != yaml.safe_load(before) or text == old
    assert edited(there, [Put(place, old)], None) == before
