"""JSON Schemas of the records: what `cmtool validate` accepts they accept, and what they can express they refuse.

Judged by `jsonschema` and by check-jsonschema, which reads YAML 1.2 with ruamel.yaml and patterns as ECMA 262.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Container, Iterator, Mapping
from datetime import date, time
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import pytest
import regress
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from ruamel.yaml import YAML, SafeConstructor

from cmtool.catalogue import countries, timezones
from cmtool.document.reader import read
from cmtool.document.writer import write
from cmtool.formats.json_schema import MODELS, schema_of, schemas_of, text_of
from cmtool.model.community import Community
from cmtool.model.fields import Shape, fields
from cmtool.model.folders import FOLDERS
from cmtool.model.member import Member
from cmtool.model.record import Part, Record, Visibility
from cmtool.model.references import mentions
from cmtool.model.registry import Registry
from cmtool.model.vocabularies import vocabularies
from cmtool.store.load import load
from cmtool.store.schema import to_record
from tests.conftest import DATA, SAMPLE


class _Constructor(SafeConstructor):
    """A date is a text, as in JSON. check-jsonschema's own reader says so of every ruamel.yaml in the process."""

    yaml_constructors: ClassVar[dict[str, Any]] = {
        **SafeConstructor.yaml_constructors,
        "tag:yaml.org,2002:timestamp": SafeConstructor.construct_yaml_str,
    }


def as_others_read(stream: io.BytesIO) -> Any:
    """YAML as check-jsonschema reads it."""
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _Constructor
    return _with_text_keys(reader.load(stream.read()))


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _with_text_keys(item) for key, item in value.items()}
    return [_with_text_keys(item) for item in value] if isinstance(value, list) else value


@cache
def sample() -> Registry:
    return load(SAMPLE).registry


def community() -> Community:
    found = sample().community
    assert found is not None
    return found


def validator(model: type[Record], words: Community | None) -> Draft7Validator:
    return Draft7Validator(schema_of(model, words), format_checker=Draft7Validator.FORMAT_CHECKER)


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a schema."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


# -- form


@pytest.mark.parametrize("kind", MODELS)
def test_a_schema_is_one_of_draft_7_with_patterns_of_javascript(kind: str) -> None:
    schema = json.loads(text_of(MODELS[kind], community()))
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["$id"] == f"{kind}.schema.json"
    assert schema["title"] == kind.capitalize()
    for node in nodes(schema):
        assert not {"$defs", "$ref", "unevaluatedProperties", "prefixItems", "dependentRequired"} & node.keys()
        if isinstance(node.get("pattern"), str):
            regress.Regex(node["pattern"], "u")


@pytest.mark.parametrize("kind", MODELS)
def test_every_object_is_closed_but_for_own_keys_and_every_field_is_described(kind: str) -> None:
    for node in nodes(schema_of(MODELS[kind], community())):
        if node.get("type") in ("object", ["object", "null"]) and "title" in node:
            assert node["additionalProperties"] is False
            assert "^x-" in node["patternProperties"]
            assert all(field["description"] for field in node["properties"].values())


@pytest.mark.parametrize("kind", MODELS)
def test_examples_and_defaults_are_valid(kind: str) -> None:
    told = 0
    for node in nodes(schema_of(MODELS[kind], community())):
        for example in [*node.get("examples", ()), *([node["default"]] if "default" in node else ())]:
            assert Draft7Validator(node).is_valid(example), (node, example)
            told += 1
    assert told


def test_where_words_are_listed_no_example_is_written_into_a_file_for_the_person() -> None:
    shown = schema_of(MODELS["member"], community())["properties"]
    assert "examples" not in shown["country"]
    assert shown["languages"]["items"]["anyOf"][0]["enum"][:2] == ["aa", "ab"]
    assert shown["timezone"]["examples"]  # not listed


def test_the_same_words_give_the_same_bytes_and_no_id_of_a_record_is_among_them() -> None:
    files = schemas_of(community())
    assert list(files) == [f"schemas/{kind}.schema.json" for kind in (*FOLDERS.values(), "community")]
    assert files == schemas_of(community())
    assert max(map(len, files.values())) < 64 * 1024
    everything = b"".join(files.values())
    everybody = [id for records in sample().records.values() for id in records if id.count("-") or id == "payments"]
    everybody = [
        id for id in everybody if id not in ("amina-diallo", "core-team", "data-modelling")
    ]  # examples, a kind of group
    assert not [id for id in everybody if f'"{id}"'.encode() in everything]


def test_who_sees_a_field_is_said() -> None:
    shown = schema_of(MODELS["member"], community())["properties"]
    assert shown["status"]["description"] == "Where the person stands."
    assert shown["timezone"]["description"] == "IANA zone. Seen by members of the community only."
    assert shown["notes"]["description"].endswith("Seen by those who run the community only.")
    assert shown["gender"]["description"].endswith("Never shown for a person; only counted.")
    for kind, model in MODELS.items():
        for name, field in fields(model).items():
            told = schema_of(model, community())["properties"][name]["description"]
            assert ("Seen by" in told or "Never shown" in told) == (field.visibility != Visibility.PUBLIC), (kind, name)


def test_all_time_zones_have_the_form_of_one_and_abbreviations_have_not() -> None:
    zone = validator(MODELS["member"], None)
    for name in timezones.names():
        assert zone.is_valid({"status": "active", "name": "A", "timezone": name}), name
    for name in (*timezones.ABBREVIATIONS, "europe/tallinn", "+02:00"):
        assert not zone.is_valid({"status": "active", "name": "A", "timezone": name}), name


# -- the sample, and the broken samples


@pytest.mark.parametrize("kind", MODELS)
def test_check_jsonschema_accepts_the_sample(kind: str, tmp_path: Path) -> None:
    schema = tmp_path / f"{kind}.schema.json"
    schema.write_text(text_of(MODELS[kind], community()), encoding="utf-8")
    folder = MODELS[kind].folder
    files = sorted((SAMPLE / folder).rglob("*.yaml")) if folder else [SAMPLE / "community.yaml"]
    told = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--no-cache", "--schemafile", schema, *files],
        capture_output=True,
        text=True,
    )
    assert (told.returncode, told.stdout) == (0, "ok -- validation done\n"), told.stdout


REFUSED = """
PRV101 members/cem-aydin.yaml status
PRV102 members/ben-okoro.yaml gender
PRV102 members/ben-okoro.yaml notes
PRV102 members/cleo-marsh.yaml gender
PRV102 members/cleo-marsh.yaml status
REF102 members/ben-okoro.yaml country
REF102 members/ben-okoro.yaml languages.0
REF102 members/ben-okoro.yaml region
REF102 members/ben-okoro.yaml timezone
REF102 members/cem-aydin.yaml status
SCH101 members/ben-okoro.yaml -
SCH102 members/ben-okoro.yaml -
SCH103 members/ben-okoro.yaml joined
YML103 members/ben-okoro.yaml affiliations
"""
"""What the schemas refuse of the broken samples, by the rule that they break; the other files break rules that look
beyond one field, and are accepted."""


def test_of_the_broken_samples_they_refuse_what_a_field_alone_tells() -> None:
    found = []
    for folder in sorted((DATA / "broken").iterdir()):
        words = load(folder).registry.community
        for kind, model in MODELS.items():
            judge = validator(model, words)
            files = [folder / "community.yaml"] if kind == "community" else (folder / model.folder).rglob("*.yaml")
            for file in files:
                if folder.name not in ("YML101", "YML102"):  # no YAML that others read
                    errors = judge.iter_errors(as_others_read(io.BytesIO(file.read_bytes())))
                    name = file.relative_to(folder).as_posix()
                    found += [f"{folder.name} {name} {'.'.join(map(str, e.absolute_path)) or '-'}" for e in errors]
    assert sorted(found) == REFUSED.split("\n")[1:-1]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("member", "name: A B\nstatus:\n"),
        ("member", "status: active\n"),
        ("member", "name:\nstatus: active\n"),
        ("member", "name: A B\nstatus: active\nlanguages:\n"),
        ("member", "name: A B\nstatus: active\njoined: 2026-02-30\n"),
        ("member", "name: A B\nstatus: active\njoined: declined\n"),
        ("member", "name: A B\nstatus: active\nroles: [{role: lead, since: 2026-01-01}]\n"),
        ("member", "name: A B\nstatus: active\nlinks: {github: a@b.example}\n"),
        ("member", "name: A B\nstatus: active\nconsents: {tracking: 2026-01-01}\n"),
        ("member", "name: A B\nstatus: active\navailability: {hours_per_month: -1}\n"),
        ("member", "name: A B\nstatus: active\navailability: {mentoring: maybe}\n"),
        ("group", "name: A\nkind: team\nstatus: active\npurpose: p\n"),
        ("group", "name: A\nkind: team\nstatus: active\npurpose: p\nmembers: [{member: A B, role: lead}]\n"),
        ("group", "name: A\nkind: team\nstatus: active\npurpose: p\nmembers: [{member: a-b, role: sponsor}]\n"),
        ("meeting", "series: none\nstatus: held\ndate: 2026-01-01\nmode: online\n"),
        ("meeting", "series: event\nstatus: held\ndate: 2026-01-01\nmode: online\nstart: 25:00\n"),
        ("meeting", "series: event\nstatus: held\ndate: 2026-01-01\nmode: online\nminutes: 99999\n"),
        ("skill", "name: Git\ncategory: magic\nabout: a\n"),
        ("skill", "name: Git\ncategory: technical\nabout: a\nlevels: {6: x}\n"),
        ("community", "schema: 2\n"),
    ],
)
def test_a_wrong_word_kind_or_missing_field_is_refused(kind: str, text: str) -> None:
    values = as_others_read(io.BytesIO(text.encode()))
    assert not validator(MODELS[kind], community()).is_valid(values)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("member", "status: removed\n"),
        ("member", "status: removed\nname:\n"),
        ("member", "name: A B\nstatus: active\njoined: unknown\nleft:\nregion: ~\ncountry: NO\ntimezone: null\n"),
        ("member", "name: A B\nstatus: active\njoined: '2026-03-01'\ngender:\nx-colour: {any: [thing]}\n"),
        ("member", "name: A B\nstatus: active\nlinks: {x-own: [1], '0': a}\nlanguages: [nds, pt-BR, zh-Hant]\n"),
        ("meeting", "series: anything/at-all\nstatus: held\ndate: 2026-01-01\nmode: online\nattended: 12\n"),
        ("meeting", "series: event\nstatus: held\ndate: 2026-01-01\nmode: online\nstart: 9:30\nattended: [a-b]\n"),
        ("skill", "name: Git\ncategory: technical\nabout: a\nlevels:\n  1: read\n  '5': teach\n"),
    ],
)
def test_what_validate_accepts_is_accepted(kind: str, text: str) -> None:
    values = as_others_read(io.BytesIO(text.encode()))
    assert [e.message for e in validator(MODELS[kind], community()).iter_errors(values)] == []


def test_without_words_every_id_is_accepted_and_a_private_registry_may_hold_notes() -> None:
    text = b"name: A B\nstatus: active\nregion: anywhere\nnotes: quiet\n"
    assert validator(MODELS["member"], None).is_valid(as_others_read(io.BytesIO(text)))
    empty = community().model_copy(update={"regions": [], "organisations": {}, "roles": {}, "skill_categories": []})
    values = {"name": "Git", "category": "anything", "about": "a"}
    assert validator(MODELS["skill"], empty).is_valid(values)


# -- any record that the models accept

POOL: dict[type, Callable[[Random], Any]] = {
    date: lambda rng: date(rng.randrange(1900, 3000), rng.randrange(1, 13), rng.randrange(1, 29)),
    time: lambda rng: f"{rng.randrange(24)}:{rng.randrange(60):02}",
    int: lambda rng: rng.choice([0, 1, 5, 60, 10_080]),
    float: lambda rng: rng.choice([0, 0.5, -3, 25.125]),
    bool: lambda rng: rng.random() < 0.5,
    str: lambda rng: rng.choice(TEXTS),
}
TEXTS = [
    "aa",
    "a-b",
    "x" * 64,
    "members/a-b",
    "groups/a",
    "a/b",
    "é 徐",
    "12",
    "NO",
    "2026-03-01",
    "12:30",
    "50%",
    "14d",
]
TEXTS += ["monthly", "day-31", "last-fri", "https://a.example/?q=1#x", "a@b.example", "MEM201", "*", "community", "2.1"]
KEYS = ("aa", "b-b", "2026", "x-own")
LEVELS = {"1": "read", "5": "teach", "x-own": {"any": ["thing"]}}
ODD = ["", "~", "12", "-1", "1.5", "true", "NO", "12:30", "2026-02-30", "unknown", "x y", "'5'", "[]", "{}", "a/b", "é"]
"""Values as a hand may write them somewhere."""


class Maker:
    """Values of models, as files may hold them."""

    def __init__(self, rng: Random, words: Mapping[str, Container[str]]) -> None:
        self.rng = rng
        self.words = words

    def part(self, model: type[Part]) -> dict[str, Any]:
        known = fields(model).items()
        needed = {name for name, f in known if f.info.is_required() or f.info.json_schema_extra}
        made = {name: self.value(f.shape) for name, f in known if name in needed or self.rng.random() < 0.5}
        fixed = {"schema": 1, "levels": LEVELS}
        return made | {name: value for name, value in fixed.items() if name in made}

    def value(self, shape: Shape) -> Any:
        if shape.optional and self.rng.random() < 0.2:
            return None
        if shape.alone and self.rng.random() < 0.5:
            return POOL[shape.alone[0]](self.rng)
        many = range(self.rng.randrange(3))
        if shape.container == "list":
            return [self.single(shape) for _ in many]
        if shape.container == "dict":
            return {self.rng.choice(shape.key_words or KEYS): self.single(shape) for _ in many}
        return self.single(shape)

    def single(self, shape: Shape) -> Any:
        if shape.part:
            return self.part(shape.part)
        if shape.words and (not shape.scalars or self.rng.random() < 0.3):
            return self.rng.choice(shape.words)
        if shape.ref in self.words:
            return self.rng.choice(list(self.words[shape.ref]))
        if shape.pattern:
            return self.rng.choice([text for text in TEXTS if re.search(shape.pattern, text)] or ["fr", "FR"])
        return POOL[self.rng.choice(shape.scalars)](self.rng)


def one_line_otherwise(text: str, rng: Random) -> str:
    """A file in which somebody wrote one value anew."""
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    key, colon, _ = lines[at].partition(": ")
    return "\n".join([*lines[:at], f"{key}: {rng.choice(ODD)}" if colon else lines[at], *lines[at + 1 :]])


@pytest.mark.parametrize("kind", MODELS)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), is_edited=st.booleans())
def test_what_the_models_accept_the_schema_accepts(kind: str, seed: int, is_edited: bool) -> None:
    model, rng = MODELS[kind], Random(seed)
    text = write(Maker(rng, words_of(kind)).part(model))
    text = one_line_otherwise(text, rng) if is_edited else text
    reading = read("x.yaml", text.encode())
    record, findings = to_record(model, "x-x", reading.value or {}, reading.source)
    assume(reading.value is not None and record is not None and not findings)
    assert record is not None
    assume(not any(m.target in words_of(kind) and m.id not in words_of(kind)[m.target] for m in mentions(record)))
    assume(not (isinstance(record, Member) and (record.gender or record.notes)))  # PRV102 in a public registry
    errors = judges()[kind].iter_errors(as_others_read(io.BytesIO(text.encode())))
    assert [error.message for error in errors] == []


@cache
def words_of(kind: str) -> dict[str, Any]:
    return vocabularies(sample(), community(), MODELS[kind].folder) | {
        "countries": countries.countries(),
        "languages": dict.fromkeys(["en", "wo", "nds", "pt-BR", "zh-Hant", "es-419"]),
        "timezones": dict.fromkeys(sorted(timezones.names())),
    }


@cache
def judges() -> dict[str, Draft7Validator]:
    return {kind: validator(model, community()) for kind, model in MODELS.items()}
