"""Values of a file as a record, or findings in a person's words: SCH101-103, REF102 and YML106."""

from __future__ import annotations

import copy
from typing import Any

from pydantic import ValidationError

from cmtool.finding import Finding
from cmtool.model.fields import FieldOf, fields, visibility
from cmtool.model.plain import Plain
from cmtool.model.record import Part, Record, Visibility
from cmtool.model.scalars import EXPECTED
from cmtool.source import Field, Source
from cmtool.suggestion import did_you_mean, nearest

_WANTED = {
    "string_type": "text",
    "string_too_short": "text that is not empty",
    "string_too_long": "a shorter text",
    "list_type": "a list, an item a line: '- ...'",
    "dict_type": "keys with values: 'key: ...'",
    "model_type": "fields, one a line: 'name: ...'",
    "model_attributes_type": "fields, one a line: 'name: ...'",
    "int_type": "a whole number, as 5",
    "date_type": "a date, as 2026-03-01",
}


def to_record(model: type[Record], id: str, values: dict[str, Any], source: Source) -> tuple[Record | None, list[Finding]]:
    """A record of `model` (None if the values do not fit) and what is wrong or doubtful about the values."""
    if not model.__pydantic_complete__:
        model.model_rebuild()
    ref = f"{model.folder}/{id}" if model.folder else id
    if "x-" in source.text:
        values = _without_free_keys(values)
    doubts: list[Finding] = []
    validate = model.__pydantic_validator__.validate_python
    try:
        return validate(values).placed(id, source), doubts
    except ValidationError as error:
        problems = _problems(error, values)
    quoted = [problem for problem in problems if isinstance(problem["input"], Plain) and problem["type"] in _TEXTUAL]
    if quoted:
        values = copy.deepcopy(values)
        for problem in quoted:
            _put(values, problem["loc"], problem["input"].text)
            doubts.append(_ambiguous(problem["input"].text, problem["loc"], source, ref))
        try:
            return validate(values).placed(id, source), doubts
        except ValidationError as error:
            problems = _problems(error, values)
    return None, doubts + [_finding(model, problem, source, ref) for problem in problems]


_TEXTUAL = frozenset({"string_type", "literal_error"})


def _without_free_keys(values: Any) -> Any:
    """Keys that start with `x-` belong to the community; no rule looks at them."""
    if isinstance(values, dict):
        return {k: _without_free_keys(v) for k, v in values.items() if not k.startswith("x-")}
    if isinstance(values, list):
        return [_without_free_keys(item) for item in values]
    return values


def _problems(error: ValidationError, values: Any) -> list[dict[str, Any]]:
    """Pydantic's errors with real paths: tags of unions dropped, and of two alternatives the one that got further."""
    found: dict[Field, dict[str, Any]] = {}
    for problem in error.errors(include_url=False):
        loc, at_key = _path(problem["loc"], values)
        context = problem.get("ctx", {})
        if problem["type"] == "required":
            loc = (*loc, context["field"])
        found.setdefault(loc, {"type": problem["type"], "loc": loc, "input": problem["input"], "ctx": context, "at_key": at_key})
    return [p for loc, p in found.items() if not any(o != loc and o[: len(loc)] == loc for o in found if len(o) > len(loc))] if len(found) > 1 else list(found.values())


def _path(loc: tuple[int | str, ...], values: Any) -> tuple[Field, bool]:
    path: list[int | str] = []
    at_key = False
    for index, part in enumerate(loc):
        if part == "[key]":
            at_key = True
        elif isinstance(values, dict) and isinstance(part, str):
            path.append(part)
            values = values.get(part)
        elif isinstance(values, list) and isinstance(part, int):
            path.append(part)
            values = values[part] if part < len(values) else None
        elif index == len(loc) - 1 and isinstance(values, dict):
            path.append(part)
    return tuple(path), at_key


def _put(values: Any, loc: Field, value: Any) -> None:
    for part in loc[:-1]:
        values = values[part]
    values[loc[-1]] = value


def _ambiguous(text: str, loc: Field, source: Source, ref: str) -> Finding:
    message = f"'{text}' is a text here, but other YAML tools read {_misread(text)}"
    return Finding("YML106", source, loc, message, f'quote it: "{text}"', ref, "warning")


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


def _finding(model: type[Part], problem: dict[str, Any], source: Source, ref: str) -> Finding:
    loc: Field = problem["loc"]
    kind, given = problem["type"], problem["input"]
    name = str(loc[-1]) if loc else ""
    if kind == "extra_forbidden":
        known = fields(_holder(model, loc))
        hint = f"fields here: {', '.join(known)}" if len(known) <= 30 else ""
        guess = nearest(name, known)
        hint = f"rename it to '{guess}', or start a key of your own with 'x-'" if guess else hint
        return Finding("SCH101", source, loc, f"unknown field '{name}'{did_you_mean(guess)}", hint, ref, "error", at_key=True)
    if kind in ("missing", "required"):
        return Finding("SCH102", source, loc, f"field '{name}' is missing", _add_hint(model, loc), ref, "error", at_key=True)
    if kind == "literal_error":
        return _not_one_of(model, problem, source, ref)
    wanted = problem["ctx"].get("what") or EXPECTED.get(problem["ctx"].get("pattern", "")) or _WANTED.get(kind) or "another value"
    if problem["at_key"]:
        message = f"key '{name}': expected {wanted}"
    else:
        field = f"field '{_named(loc)}'" if loc else "the file"
        message = f"{field}: expected {wanted}; found {shape_of(given, visibility(model, loc))}"
    return Finding("SCH103", source, loc, message, _example(model, loc), ref, "error", at_key=problem["at_key"])


def _not_one_of(model: type[Part], problem: dict[str, Any], source: Source, ref: str) -> Finding:
    loc, given = problem["loc"], problem["input"]
    described = _field(model, loc)
    words = (described.shape.key_words if problem["at_key"] else described.shape.words) if described else ()
    text = given.text if isinstance(given, Plain) else given
    if not isinstance(text, str):
        message = f"field '{_named(loc)}': expected one of {', '.join(words)}; found {shape_of(given, Visibility.PUBLIC)}"
        return Finding("SCH103", source, loc, message, "", ref, "error")
    hidden = visibility(model, loc) >= Visibility.PRIVATE and not problem["at_key"]
    said = "this" if hidden else f"'{text[:60]}'"
    message = f"{said} is not one of: {', '.join(words)}{did_you_mean(nearest(text, words))}"
    return Finding("REF102", source, loc, message, "", ref, "error", at_key=problem["at_key"])


def shape_of(value: Any, seen_by: Visibility) -> str:
    """What was found; the value itself only of a field that its readers may see."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = value.text if isinstance(value, Plain) else str(value)
    if seen_by >= Visibility.PRIVATE or "@" in text:
        return f"a text of {len(text)} characters"
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}...'"


def _named(loc: Field) -> str:
    """The last name of a path, with its index: `languages[2]`."""
    text = ""
    for part in reversed(loc):
        text = f"[{part}]{text}" if isinstance(part, int) else f"{part}{text}"
        if isinstance(part, str):
            break
    return text


def _holder(model: type[Part], loc: Field) -> type[Part]:
    """The model that the last part of a path belongs to."""
    for part in loc[:-1]:
        if isinstance(part, str):
            described = fields(model).get(part)
            model = (described.shape.part if described else None) or model
    return model


def _field(model: type[Part], loc: Field) -> FieldOf | None:
    found = None
    for part in loc:
        if isinstance(part, str):
            described = fields(model).get(part)
            if described is None:
                return found
            found, model = described, described.shape.part or model
    return found


def _add_hint(model: type[Part], loc: Field) -> str:
    described = _field(model, loc)
    if described is None:
        return ""
    told = (described.info.description or "").rstrip(".")
    told = told[:1].lower() + told[1:]
    words = f" ({', '.join(described.shape.words)})" if described.shape.words else ""
    return f"add '{loc[-1]}: ...'{words}: {told}" if told else f"add '{loc[-1]}: ...'"


def _example(model: type[Part], loc: Field) -> str:
    described = _field(model, loc)
    examples = described.info.examples if described else None
    return f"for example: {loc[-1]}: {examples[0]}" if examples and isinstance(examples[0], str) and loc else ""
