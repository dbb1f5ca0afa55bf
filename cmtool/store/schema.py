"""Values of a file as a record, or findings: SCH101-103, REF102 of fixed words, and YML106."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from pydantic import ValidationError

from cmtool.finding import MAX_IN_FILE, Finding
from cmtool.model.addresses import addresses
from cmtool.model.fields import fields, visibility
from cmtool.model.plain import Plain
from cmtool.model.record import Record, Visibility
from cmtool.source import Field, Source
from cmtool.store.problem import Problem

_MOST = MAX_IN_FILE + 1
"""Errors, and doubts, that are put into words: one more than is told, so that it shows that there are more."""
_TEXTUAL = frozenset({"string_type", "literal_error"})
"""What pydantic says where a text field got an unquoted scalar that some tools read as something else."""


def to_record(
    model: type[Record], id: str, values: dict[str, Any], source: Source
) -> tuple[Record | None, list[Finding]]:
    """A record of `model` (None if the values do not fit) and what is wrong or doubtful about the values."""
    if not model.__pydantic_complete__:
        model.model_rebuild()
    ref = f"{model.folder}/{id}" if model.folder else id
    if "x-" in source.text:
        values = _without_free_keys(values)
    record, problems = _validated(model, values)
    plain = [problem for problem in problems if isinstance(problem.given, Plain) and problem.kind in _TEXTUAL]
    if plain:
        values = copy.deepcopy(values)
        for problem in plain:
            _put(values, problem.field, problem.given.text)
        record, problems = _validated(model, values)
    wrong = {problem.field for problem in problems}
    doubtful = [problem for problem in plain if problem.field not in wrong]
    findings = [_ambiguous(model, problem, source, ref) for problem in doubtful[:_MOST]]
    if problems:
        # what is only needed for trouble is not imported for every command
        from cmtool.store.wording import told, without_echoes

        findings += [
            told(model, problem, source, ref) for problem in without_echoes(model, problems[: 2 * _MOST])[:_MOST]
        ]
    return (record.placed(id, source) if record is not None else None), findings


def _validated(model: type[Record], values: Any) -> tuple[Record | None, list[Problem]]:
    try:
        record: Record = model.__pydantic_validator__.validate_python(values)
    except ValidationError as error:
        return None, _problems(error, values)
    for attribute, name, status in _required_unless(model):
        if record.__dict__[attribute] is None and record.__dict__["status"] != status:
            return None, [Problem("missing", (name,), values)]
    return record, []


@cache
def _required_unless(model: type[Record]) -> tuple[tuple[str, str, str], ...]:
    """Fields that a record needs unless it has a certain status: attribute, name, status."""
    extras = ((f.attribute, f.name, f.info.json_schema_extra) for f in fields(model).values())
    return tuple(
        (a, n, str(e["required_unless"])) for a, n, e in extras if isinstance(e, dict) and "required_unless" in e
    )


def _without_free_keys(values: Any) -> Any:
    """Keys that start with `x-` belong to the community; no rule of the schema looks at them."""
    if isinstance(values, dict):
        return {k: _without_free_keys(v) for k, v in values.items() if not k.startswith("x-")}
    if isinstance(values, list):
        return [_without_free_keys(item) for item in values]
    return values


def _problems(error: ValidationError, values: Any) -> list[Problem]:
    """Pydantic's errors a field each: alternatives of a union joined, but the one that got further into the value."""
    found: dict[tuple[Field, bool], Problem] = {}
    for raw in error.errors(include_url=False):
        place = field, at_key = _path(raw["loc"], values)
        problem = Problem(raw["type"], field, raw["input"], raw.get("ctx", {}), at_key)
        found[place] = found[place]._replace(other=problem) if place in found else problem
    parents = {field[:depth] for field, _ in found for depth in range(len(field))}
    return [problem for (field, _), problem in found.items() if field not in parents]


def _path(loc: tuple[int | str, ...], values: Any) -> tuple[Field, bool]:
    """The real way to a value: pydantic puts the names of alternatives and `[key]` between its parts."""
    path: list[int | str] = []
    at_key = False
    for index, part in enumerate(loc):
        if part == "[key]":
            at_key = True
        elif isinstance(values, dict) and isinstance(part, str) and (part in values or index == len(loc) - 1):
            path.append(part)
            values = values.get(part)
        elif isinstance(values, list) and isinstance(part, int):
            path.append(part)
            values = values[part] if part < len(values) else None
    return tuple(path), at_key


def _put(values: Any, field: Field, value: Any) -> None:
    for part in field[:-1]:
        values = values[part]
    values[field[-1]] = value


def _ambiguous(model: type[Record], problem: Problem, source: Source, ref: str) -> Finding:
    text = problem.given.text
    hidden = visibility(model, problem.field) >= Visibility.PRIVATE or next(addresses(text), None) is not None
    what, hint = ("the value", "put it into quotes") if hidden else (f"'{text}'", f'quote it: "{text}"')
    message = f"{what} is a text here, but other YAML tools read {_misread(text)}"
    return Finding("YML106", source, problem.field, message, hint, ref, "warning")


def _misread(text: str) -> str:
    word = text.casefold()
    if word in ("y", "yes", "true", "on"):
        return "true"
    if word in ("n", "no", "false", "off"):
        return "false"
    if word == "null":
        return "nothing"
    if word in ("=", "<<"):
        return "a special key"
    return "a date" if "-" in text[1:] and ":" not in text else "a time or number" if ":" in text else "a number"
