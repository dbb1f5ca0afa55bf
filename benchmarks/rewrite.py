"""A generated registry written anew: with one error in every file but `community.yaml`, or in another style."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import yaml

_REFERENCE = re.compile(r"^(.*\b(?:by|member|facilitator): )([a-z0-9-]+)$", re.MULTILINE)
_SCHEMA = (
    ("status: ", "stauts: "),  # unknown and missing field
    ("date: 20", "date: 30.2.20"),
    ("level: ", "level: about "),
)


def rewrite(clean: Path, target: Path, change: Callable[[int, str], str]) -> None:
    """Copy a registry, changing the text of every record; `change` gets a running number with it."""
    for number, path in enumerate(sorted(clean.rglob("*.yaml"))):
        text = path.read_text("utf-8")
        copy = target / path.relative_to(clean)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text if path.name == "community.yaml" else change(number, text), encoding="utf-8")


def schema_error(number: int, text: str) -> str:
    """One of three: a misspelt field, a date that is none, a level that is no number; else an unknown field."""
    good, bad = _SCHEMA[number % 3]
    return text.replace(good, bad, 1) if good in text else text + "colour: red\n"


def reference_error(_number: int, text: str) -> str:
    """A misspelt member, the dearest to find a suggestion for; in a skill, its category."""
    spoilt, count = _REFERENCE.subn(r"\1\2x", text, count=1)
    return spoilt if count else text.replace("category: technical", "category: tecnical")


def dumped(_number: int, text: str) -> str:
    """As programs write it: items of a list in the column of its key, quotes where YAML 1.1 needs them."""
    values = yaml.load(text, Loader=yaml.CSafeLoader)
    return yaml.dump(values, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
