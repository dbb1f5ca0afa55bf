"""Records and their parts as JSON Schema, field by field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import StringConstraints

from cmtool.formats.json_schema.scalars import ecma, scalar
from cmtool.formats.json_schema.words import Schema, Words
from cmtool.model.community import SCHEMA
from cmtool.model.fields import FieldOf, fields
from cmtool.model.record import Part, Record, Visibility

_SEEN_BY: Final = {
    Visibility.PUBLIC: "",
    Visibility.MEMBERS: " Seen by members of the community only.",
    Visibility.PRIVATE: " Seen by those who run the community only.",
    Visibility.SENSITIVE: " Never shown for a person; only counted.",
}
_FREE: Final[Schema] = {"^x-": {"description": "Your own; cmtool leaves it alone."}}


def record(model: type[Record], words: Words, *, is_public: bool) -> Schema:
    """The schema of a record. What a public registry refuses is said to belong into the overlay."""
    made = part(model, words)
    for name, field in fields(model).items():
        if is_public and field.visibility >= Visibility.PRIVATE:
            made["properties"][name] = _elsewhere(field)
        extra = field.info.json_schema_extra
        if isinstance(extra, dict) and "required_unless" in extra:
            made |= _required_unless(name, str(extra["required_unless"]))
    return made


def part(model: type[Part], words: Words) -> Schema:
    """The schema of a part: its fields, and keys of the community's own."""
    known = fields(model)
    required = [name for name, field in known.items() if field.info.is_required()]
    return {
        "title": _title(model),
        "description": " ".join((model.__doc__ or "").split()),
        "type": "object",
        "properties": {name: _field(field, words) for name, field in known.items()},
        "patternProperties": _FREE,
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _title(model: type[Part]) -> str:
    """The name of a model in words: `Community role`."""
    return re.sub("(?<=[a-z])([A-Z])", lambda found: f" {found[0].lower()}", model.__name__.strip("_"))


def _field(field: FieldOf, words: Words) -> Schema:
    info, described = field.info, _described(field)
    made = _value(Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation, (), words)
    if field.attribute == "schema_":
        made = {"type": "integer", "enum": [SCHEMA]}
    examples = [*made.get("examples", ()), *(info.examples or ())]
    if examples and not _is_listed(made):
        made["examples"] = [example for n, example in enumerate(examples) if example not in examples[:n]]
    if isinstance(info.default, (str, int, float, bool)):
        made["default"] = info.default
    return described | made | described


def _is_listed(made: Schema) -> bool:
    """Words are offered, one by one; editors write the only example of a field into a file as if it were true."""
    return any("enum" in one for one in made.get("anyOf", [made]))


def _described(field: FieldOf) -> Schema:
    """The description; once more for editors that show Markdown, where it has any."""
    text = f"{field.info.description or ''}{_SEEN_BY[field.visibility]}"
    return {"description": text, **({"markdownDescription": text} if "`" in text else {})}


def _elsewhere(field: FieldOf) -> Schema:
    """A field that stays empty here: everybody can read this registry."""
    told = "This registry is public: write it into the overlay"
    return {**_described(field), "type": "null", "errorMessage": told, "doNotSuggest": True}


def _required_unless(name: str, status: str) -> Schema:
    return {
        "if": {"properties": {"status": {"const": status}}},
        "else": {"required": [name], "properties": {name: {"type": "string"}}},
    }


def _value(annotation: Any, marks: Sequence[Any], words: Words) -> Schema:
    """The schema of a type."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(arguments[0], (*marks, *arguments[1:]), words)
    if origin in (Union, UnionType):
        return _one_of([_value(argument, marks, words) for argument in arguments])
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if origin is list:
        return {"type": "array", "items": _value(arguments[0], (), words)}
    if origin is dict:
        return _mapping(arguments[0], _value(arguments[1], (), words))
    if issubclass(annotation, Part):
        return part(annotation, words)
    return scalar(annotation, marks, words)


def _one_of(alternatives: list[Schema]) -> Schema:
    """One of several; a value that may be empty is of two types, which editors tell better than an alternative."""
    first, *rest = alternatives
    if rest and "enum" in rest[0] and "patternErrorMessage" in first:
        first["patternErrorMessage"] += f", or {' or '.join(rest[0]['enum'])}"
    if rest == [{"type": "null"}] and "type" in first and "enum" not in first:
        return {**first, "type": [first["type"], "null"]}
    return {"anyOf": [*first.get("anyOf", [first]), *rest]}


def _mapping(key: Any, value: Schema) -> Schema:
    """Keys of some form, or a few words, with values."""
    leaf, *marks = get_args(key) if get_origin(key) is Annotated else (key,)
    made: Schema = {"type": "object", "patternProperties": _FREE, "additionalProperties": False}
    if get_origin(leaf) is Literal:
        return {**made, "properties": dict.fromkeys(get_args(leaf), value)}
    pattern = next(str(mark.pattern) for mark in marks if isinstance(mark, StringConstraints) and mark.pattern)
    return {**made, "patternProperties": {**_FREE, f"^(?!x-){ecma(pattern).removeprefix('^')}": value}}
