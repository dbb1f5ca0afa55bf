"""What to write instead of a value that does not fit: the hints of SCH102, SCH103 and REF102."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from cmtool.catalogue import countries, languages
from cmtool.model.addresses import addresses, shown
from cmtool.model.fields import FieldOf, fields
from cmtool.model.plain import Plain, plain
from cmtool.model.record import Part, Visibility
from cmtool.model.scalars import to_count, to_day, to_flag, to_minutes, to_number
from cmtool.store.problem import Problem


def to_add(described: FieldOf | None, name: str) -> str:
    """How to add a field: its form, the words it may hold, and what it says."""
    if described is None:
        return f"add '{name}: ...'"
    shape = described.shape
    form = f"{name}: {_quoted(example(described)) or '...'}"
    if shape.words:
        form = f"{name}: {shape.words[0]}"
    words = f" (or {', '.join(shape.words[1:])})" if shape.words[1:] else ""
    return f"add '{form}'{words}: {meaning(described)}"


def instead(problem: Problem, described: FieldOf | None, seen_by: Visibility) -> str:
    """What to write instead."""
    text = problem.text if seen_by < Visibility.PRIVATE else None
    if text is not None and next(addresses(text), None) is not None:
        text = None
    name = next((str(part) for part in reversed(problem.field) if isinstance(part, str)), "")
    if described is None:
        return ""
    if problem.given is None:
        return "write a value" if described.info.is_required() else "write a value, or remove the line"
    if problem.kind == "list_type" and problem.other is None:
        return _as_list(name, text, problem.given, described)
    if problem.kind in ("string_type", "literal_error") and isinstance(problem.given, list):
        return "this field holds one value: write it on the line of the field, without '-' and brackets"
    if problem.kind.startswith("model_") and described.shape.part is not None:
        return _parts_of(described.shape.part)
    if _is_quoted_number(problem):
        return "write it without quotes"
    meant = _meant(text, described) if text is not None and problem.other is None else ""
    if meant:
        return f"write {_quoted(meant)}"
    shown_one = example(described)
    return f"for example '{name}: {_quoted(shown_one)}'" if shown_one else f"meaning of the field: {meaning(described)}"


_CONVERTERS: tuple[Callable[[Any], object], ...] = (to_flag, to_count, to_minutes, to_number)
_DASHES = re.compile(r"-[^\s-]\S*(?:\s+-[^\s-]\S*)*")
"""`- fr` without its space: YAML reads the lines as one text."""
_FEW = 3


def _is_quoted_number(problem: Problem) -> bool:
    """The value would fit without its quotes."""
    if not isinstance(problem.given, str):
        return False
    wanted = {tried.context.get("what") for tried in (problem, problem.other) if tried is not None} - {None}
    return any(_refuses(convert, "") in wanted and not _refuses(convert, problem.given) for convert in _CONVERTERS)


def _refuses(convert: Callable[[Any], object], text: str) -> str:
    """What a type expects instead of an unquoted text; empty if it takes it."""
    try:
        convert(Plain(text))
    except ValueError as error:
        return str(getattr(error, "context", {}).get("what", error))
    return ""


def _as_list(name: str, text: str | None, given: Any, described: FieldOf) -> str:
    """How a list is written, with the value that stands there if it can be shown."""
    part = described.shape.part
    if (text and _DASHES.fullmatch(text)) or (isinstance(given, dict) and given and all(k[:1] == "-" for k in given)):
        return "put a space after each dash"
    if isinstance(given, dict) and part is not None:
        first, *others = [field for field in _needed(part) if fields(part)[field].info.is_required()] or _needed(part)[
            :1
        ]
        needed = f"; needed below it: {', '.join(others)}" if others else ""
        return f"start each item below '{name}:' with '- {first}: ...'{needed}"
    if isinstance(given, dict):
        return f"write '- ' in front of each item below '{name}:'"
    key = f"{_needed(part)[0]}: " if part is not None else ""
    if text is None or shown(text) != f"'{text}'":
        return f"write '- {key}...' on a line of its own below '{name}:'"
    items = [item.strip() for item in text.split(",") if item.strip()]
    if len(items) < 2:
        return f"write '- {key}{text}' on a line of its own below '{name}:'"
    listed = ", ".join(f"'- {key}{_quoted(item)}'" for item in items[:_FEW]) + (", ..." if items[_FEW:] else "")
    return f"write one item a line below '{name}:': {listed}"


def _needed(part: type[Part]) -> list[str]:
    """The fields of a part, the required ones first."""
    return sorted(fields(part), key=lambda name: not fields(part)[name].info.is_required())


def _parts_of(part: type[Part]) -> str:
    """Which fields a part has."""
    known = fields(part)
    needed = [name for name in known if known[name].info.is_required()]
    others = [name for name in known if name not in needed]
    listed = [("needed: ", needed), ("possible: ", others)]
    return "; ".join(words + ", ".join(names) for words, names in listed if names)


_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[Tt ].*)?", re.ASCII)
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", re.ASCII)


def _meant(text: str, described: FieldOf) -> str:
    """The value that was probably meant, in the form that the field takes; empty where nobody can tell."""
    if described.shape.ref == "countries":
        return countries.code_of(text)
    if described.shape.ref == "languages":
        return languages.canonical(text)
    if described.shape.ref and not described.shape.ref.endswith("zones"):
        id = re.sub(r"\.ya?ml$", "", text.casefold().strip()).removeprefix(f"{described.shape.ref}/")
        return re.sub(r"[^a-z0-9/]+", "-", id).strip("-/")
    found = _YEAR_FIRST.fullmatch(text)
    parts = found.groups() if found else ()
    if not found and (found := _DAY_FIRST.fullmatch(text)):
        parts = found.groups()[::-1]
    try:
        return to_day(date(*(int(part) for part in parts))).isoformat() if parts else ""
    except ValueError:
        return ""


def example(described: FieldOf | None) -> str:
    """The first example of a field, if it is a plain word."""
    examples = described.info.examples if described else None
    return examples[0] if examples and isinstance(examples[0], str) else ""


def _quoted(text: str) -> str:
    """A value as it is written, in quotes where other tools would misread it; a date is always a date."""
    return f'"{text}"' if isinstance(plain(text), Plain) and not _YEAR_FIRST.fullmatch(text) else text


def meaning(described: FieldOf | None) -> str:
    """The description of a field, to stand inside a hint."""
    told = (described.info.description or "").rstrip(".") if described else ""
    return told[:1].lower() + told[1:] if told[1:2].islower() or told[1:2] == " " else told
