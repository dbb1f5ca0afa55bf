"""What a record says is what other YAML tools read, or YML106 tells where they do not; and any values make findings.

The other tools are PyYAML (YAML 1.1) and ruamel.yaml (YAML 1.2). Texts only: a day or a number is a matter of types.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from cmtool.document.reader import read
from cmtool.finding import in_order
from cmtool.model.community import Community
from cmtool.model.fields import fields
from cmtool.model.kinds import KINDS
from cmtool.model.member import Member, OverlayMember
from cmtool.model.plain import Plain
from cmtool.model.record import Part, Record
from cmtool.source import Field, Source
from cmtool.store.schema import to_record

WORDS = [
    "NO",
    "no",
    "n",
    "y",
    "Yes",
    "on",
    "OFF",
    "true",
    "null",
    "~",
    "NULL",
    "nope",
    "Norway",
    "o'n",
    "010",
    "0o10",
    "0x1F",
    "0b1",
]
WORDS += [
    "1_000",
    "1.10",
    "1.1.0",
    "1e3",
    "1e",
    "1e+3",
    ".5",
    "+.5",
    "5.",
    "-0",
    "+1",
    "--1",
    "1,000",
    ".inf",
    "-.Inf",
    ".nan",
    "inf",
]
WORDS += [
    "12:30",
    "1:30:45",
    "12:3",
    "12:60",
    "190:20:30.15",
    "2026-03-01",
    "2026-3-1",
    "2026-03",
    "2026-13-45",
    "2026-03-01 10:00:00",
]
WORDS += [
    "2026-03-01T10:00:00Z",
    "2026-03-01t1:00:00 +02:00",
    "=",
    "<<",
    "a=b",
    "0",
    "00",
    "08",
    "0.",
    "._",
    "1._",
    "+_1",
    "0x_",
    "-0b_1",
]
WORDS += [
    "1:0",
    "0:0",
    "-1:30",
    "+1:30.",
    "1__0",
    "_1",
    "1_",
    "e1",
    "0e0",
    "0b2",
    "0o8",
    "08:30",
    "1-1",
    "x y",
    "é",
    "it's",
    'say "x"',
]

word = (
    st.sampled_from(WORDS)
    | st.from_regex(r"[-+0-9._:eExXoObTZ]{1,10}", fullmatch=True)
    | st.from_regex(r"[A-Za-z~=<.]{1,6}", fullmatch=True)
)


def plain(text: str) -> str:
    return text


def single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def double(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def block(text: str) -> str:
    return f">-\n      {text}"


written = st.builds(
    lambda text, style: style(text), word, st.sampled_from([plain, plain, plain, single, double, block])
)
"""A text as a hand may write it."""

members = st.builds(
    lambda name, notes, skills, links: (
        f"name: {name}\nstatus: active\nnotes: {notes}\nother_skills:\n{skills}links:\n{links}"
    ),
    written,
    written,
    st.lists(written.map(lambda text: f"  - {text}\n"), min_size=1, max_size=6).map("".join),
    st.lists(written, min_size=1, max_size=4).map(
        lambda all: "".join(f"  k{n}: {text}\n" for n, text in enumerate(all))
    ),
)
"""A member whose texts other tools may take for something else."""


def texts(values: Any) -> dict[Field, Any]:
    """The values of text fields."""
    found: dict[Field, Any] = {(name,): values.get(name) for name in ("name", "notes")}
    found |= {("other_skills", n): value for n, value in enumerate(values["other_skills"] or [])}
    return found | {("links", key): value for key, value in values["links"].items()}


def loaded(loader: Any, text: str) -> dict[str, Any] | None:
    """What a tool reads; None where it refuses, or falls over a day that does not exist."""
    try:
        values: dict[str, Any] = loader(text)
    except Exception:
        return None
    return values


@settings(max_examples=600, deadline=None)
@given(members)
@example("name: 2026-03-01 10:00:00\nstatus: active\nnotes: =\nother_skills:\n  - 1_0\nlinks:\n  k0: NO\n")
def test_texts_are_the_same_elsewhere_or_advised_to_be_quoted(text: str) -> None:
    reading = read("members/x-x.yaml", text.encode())
    assume(reading.value is not None)
    record, findings = to_record(Member, "x-x", reading.value or {}, reading.source)
    assume(isinstance(record, Member))
    assert isinstance(record, Member)
    ours = texts(record.__dict__)
    advised = {finding.field for finding in findings if finding.code == "YML106"}
    for loader in (yaml.safe_load, YAML(typ="safe", pure=True).load):
        values = loaded(loader, text)
        if values is None:
            assert advised
            continue
        theirs = texts(values)
        differing = {field for field, value in ours.items() if not same(value, theirs.get(field))}
        assert differing <= advised, (
            loader,
            {field: (ours[field], theirs.get(field)) for field in differing - advised},
        )


def same(ours: Any, theirs: Any) -> bool:
    return type(ours) is type(theirs) and ours == theirs


# -- any values

KINDS_READ: list[type[Record]] = [*KINDS.values(), Community, OverlayMember]


def names(model: type[Part], seen: frozenset[type[Part]] = frozenset()) -> set[str]:
    """Names of fields, of the parts as well."""
    found: set[str] = set()
    for name, field in fields(model).items():
        found.add(name)
        if field.shape.part is not None and field.shape.part not in seen:
            found |= names(field.shape.part, seen | {model})
    return found


scalars = st.sampled_from(
    [None, "", "x", "x-x", "a" * 70, "members/x", "https://a.example", "2026-03-01", "x\ny", "é", "active", "14d"]
)
scalars |= st.sampled_from(
    [Plain(text) for text in ("1", "-1", "999999999999", "true", "NO", "2026-03-01", "2026-02-30", "12:30", "1.5", "=")]
)


def values_of(model: type[Record]) -> st.SearchStrategy[Any]:
    """Trees of values whose keys are fields of a kind, at the wrong places as well."""
    keys = st.sampled_from([*sorted(names(model)), "x-own", "unknown", ""])
    return st.recursive(
        scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5), max_leaves=12
    )


@pytest.mark.parametrize("model", KINDS_READ, ids=lambda model: model.__name__)
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_values_are_a_record_or_findings(model: type[Record], data: st.DataObject) -> None:
    values = data.draw(st.dictionaries(st.sampled_from(list(fields(model))), values_of(model), max_size=8))
    record, findings = to_record(model, "x-x", values, Source("x.yaml", "x-"))
    assert (record is None) == any(finding.is_error for finding in findings)
    in_order(findings)
    assert all(finding.message for finding in findings)
