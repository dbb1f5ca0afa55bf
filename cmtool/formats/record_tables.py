"""docs/records.md: one table for each kind, made from the models."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any, Union, get_args, get_origin

from cmtool.model.community import Community
from cmtool.model.fields import FieldOf, fields
from cmtool.model.kinds import KINDS
from cmtool.model.member import OverlayMember
from cmtool.model.record import Part, Record, Visibility
from cmtool.model.scalars import EXPECTED

_HEAD = """# Records

Made from the models (`pytest --accept` writes it anew).

A record is one YAML file; its name without `.yaml` is the id. Fields that are not required may be left out. Keys that
start with `x-` are yours: cmtool ignores them. An unquoted value is what the field says it is: `country: NO` is Norway.

**Who may see a field**: *public* is published, of people only with their consent to `listing`; *members* is for whoever
can read the registry; *private* needs `--private`; *sensitive* is only ever counted. A field that does not say is
private.
"""


def markdown() -> str:
    """The whole page."""
    kinds: list[type[Record]] = [Community, *KINDS.values()]
    told = [_HEAD]
    for kind in kinds:
        place = f"{kind.folder}/<id>.yaml" if kind.folder else "community.yaml"
        told.append(f"## {place}\n\n{kind.__doc__}\n")
        told += _tables(kind, "", set())
    told.append(
        f"## <overlay>/members/<id>.yaml\n\n{OverlayMember.__doc__} A field stands here or in the member's file.\n"
    )
    told += _tables(OverlayMember, "", {Part})
    return "\n".join(told)


def _tables(model: type[Part], title: str, done: set[type[Part]]) -> list[str]:
    """The table of a model, then those of its parts; a part that two fields share is told once."""
    rows = [
        f"| `{field.name}` | {_type(field)} | {_needed(field)} | {_seen(field)} | {_told(field)} |"
        for field in fields(model).values()
    ]
    head = "| field | what | needed | seen by | meaning |\n|---|---|---|---|---|\n"
    tables = [f"### {title}\n\n{model.__doc__}\n"] if title else []
    tables.append(head + "\n".join(rows) + "\n")
    for field in fields(model).values():
        part = field.shape.part
        if part is not None and part not in done:
            done.add(part)
            tables += _tables(part, f"{title + '.' if title else ''}{field.name}", done)
    return tables


def _type(field: FieldOf) -> str:
    shape = field.shape
    inner = _scalar(field)
    if shape.part:
        inner = "fields below"
    elif shape.words:
        extra = "" if set(_plain_types(field)) <= {str} else f"{_scalar_name(field)} or "
        inner = extra + ", ".join(f"`{word}`" for word in shape.words)
    if shape.container == "list":
        return f"list of {inner}"
    if shape.container == "dict":
        key = ", ".join(f"`{word}`" for word in shape.key_words) or (f"{shape.key_ref} id" if shape.key_ref else "key")
        return f"{key}: {inner}"
    return inner


def _scalar(field: FieldOf) -> str:
    target = field.shape.ref
    return _FACTS.get(target, f"id in {target}") if target else _scalar_name(field)


_FACTS = {
    "regions?": "region or `unknown`",
    "*": "reference",
    "countries": "ISO 3166 code",
    "timezones": "IANA time zone",
    "languages": "BCP 47 tag",
    "series": "series",
    "reviewers": "`self`, `leads`, `owner`, `manager` or member",
}
_NAMES: dict[Any, str] = {date: "date", time: "time", int: "whole number", float: "number", bool: "`true` or `false`"}


def _scalar_name(field: FieldOf) -> str:
    types = _plain_types(field)
    found = next((kind for kind in types if kind in _NAMES), None)
    if found is not None:
        return _NAMES[found]
    pattern = next(
        (m.pattern for m in _metadata(field.info.annotation, field.info.metadata) if getattr(m, "pattern", None)), None
    )
    return _short(EXPECTED.get(pattern or "", "text"))


def _short(expected: str) -> str:
    """What a message expects, without article and explanation: "an id of lower-case words ..." is an "id"."""
    told = re.split(r",| of |:| with ", expected)[0]
    return re.sub(r"^an? ", "", told)


def _plain_types(field: FieldOf) -> list[Any]:
    return [kind for kind in _flat(field.info.annotation) if kind is not type(None)]


def _flat(annotation: Any) -> list[Any]:
    arguments = get_args(annotation)
    if not arguments:
        return [annotation]
    if get_origin(annotation) is dict:
        return _flat(arguments[1])
    if hasattr(annotation, "__metadata__"):
        return _flat(arguments[0])
    if get_origin(annotation) in (list, Union) or type(annotation).__name__ == "UnionType":
        return [kind for argument in arguments for kind in _flat(argument)]
    return [str]


def _metadata(annotation: Any, outer: list[Any]) -> list[Any]:
    found = [*outer, *getattr(annotation, "__metadata__", ())]
    for argument in get_args(annotation):
        found += _metadata(argument, [])
    return found


def _needed(field: FieldOf) -> str:
    if field.info.is_required():
        return "yes"
    extra = field.info.json_schema_extra
    return "unless " + str(extra["required_unless"]) if isinstance(extra, dict) and "required_unless" in extra else ""


def _seen(field: FieldOf) -> str:
    return Visibility(field.visibility).name.lower()


def _told(field: FieldOf) -> str:
    text = field.info.description or ""
    if field.info.examples:
        text += f" Example: `{_example(field.info.examples[0])}`."
    default = field.info.default
    if not field.info.is_required() and default not in (None, [], {}, False) and isinstance(default, str | int | float):
        text += f" Default: `{default:g}`." if isinstance(default, float) else f" Default: `{default}`."
    return text.replace("|", "\\|")


def _example(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {item}" for key, item in value.items())
    return str(value)
