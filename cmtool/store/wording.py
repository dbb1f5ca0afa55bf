"""What is wrong with a value, in a person's words: the message says what was expected, the hint what to write.

The value itself is shown only where its readers may see it, and never when it holds a mail address or a phone number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cmtool.finding import Finding
from cmtool.model.addresses import addresses, named, shown
from cmtool.model.fields import FieldOf, fields, visibility
from cmtool.model.plain import Plain
from cmtool.model.record import Part, Record, Visibility
from cmtool.model.scalars import EXPECTED
from cmtool.source import Field, Source
from cmtool.store.problem import Problem
from cmtool.store.remedy import example, instead, meaning, to_add
from cmtool.suggestion import did_you_mean, nearest

_WANTED = {
    "string_type": "text",
    "list_type": "a list, an item a line: '- ...'",
    "dict_type": "keys with values, one a line: 'key: ...'",
    "model_type": "fields, one a line: 'name: ...'",
    "model_attributes_type": "fields, one a line: 'name: ...'",
    "int_type": "a whole number, as 5",
    "date_type": "a date, as 2026-03-01",
}
_KEYS = {r"^[1-5]$": "a level from 1 to 5"}
_WAYS_TO_REACH = frozenset({"email", "e-mail", "mail", "e_mail", "phone", "telephone", "tel", "mobile", "whatsapp"})
_NO_BREAK = "\u00a0"
_TEXT_AS_COMMENT = re.compile(r":? *#[^\s#]")
"""A value that vanished: `name: #Payments`."""


def without_echoes(model: type[Part], problems: Iterable[Problem]) -> list[Problem]:
    """Problems without the missing fields that stand there misspelt: one typing error is one finding."""
    known = list(problems)
    lacking = {problem.field[:-1] for problem in known if problem.kind == "missing"}
    misspelt = {
        (*problem.field[:-1], _meant_field(_described(model, problem.field)[0], str(problem.field[-1])))
        for problem in known
        if problem.kind == "extra_forbidden" and problem.field[:-1] in lacking
    }
    return [problem for problem in known if problem.kind != "missing" or problem.field not in misspelt]


def told(model: type[Part], problem: Problem, source: Source, ref: str) -> Finding:
    """The finding about a problem."""
    code, message, hint = _told(model, problem, source)
    at_key = problem.at_key or code in ("SCH101", "SCH102")
    field, offsets = problem.field, None
    secret = next((at for at, part in enumerate(field) if next(addresses(str(part)), None) is not None), None)
    if secret is not None:  # a key that holds an address is pointed at and not repeated
        field, offsets = field[:secret], source.locate(field, key=at_key)
    return Finding(code, source, field, message, hint, ref, "error", offsets=offsets, at_key=at_key)


def _told(model: type[Part], problem: Problem, source: Source) -> tuple[str, str, str]:
    """Code, message and hint; what nobody sees in the file comes first in the hint."""
    code, message, hint = _as_the_field_says(model, problem, private=source.private)
    text = str(problem.field[-1]) if code == "SCH101" or problem.at_key else problem.text or ""
    if _NO_BREAK in text and next(addresses(text), None) is None:
        hint = "a no-break space U+00A0 stands in it: use a plain space"
    elif _is_comment(problem, source):
        hint = "# starts a comment: quote the text"
    return code, message, hint


def _is_comment(problem: Problem, source: Source) -> bool:
    """The field is there, and its text was taken for a comment."""
    given = problem.given
    if problem.kind == "missing":
        name = problem.field[-1]
        if not isinstance(given, dict) or name not in given:
            return False
        given = given[name]
    return given is None and _TEXT_AS_COMMENT.match(source.text, source.locate(problem.field)[1]) is not None


def _as_the_field_says(model: type[Part], problem: Problem, *, private: bool) -> tuple[str, str, str]:
    holder, described = _described(model, problem.field)
    name = str(problem.field[-1]) if problem.field else ""
    if problem.kind == "extra_forbidden":
        return "SCH101", *_unknown_field(holder, name, private=private)
    if problem.kind == "missing":
        return "SCH102", f"field '{name}' is missing", to_add(described, name)
    seen_by = visibility(model, problem.field)
    if problem.kind == "literal_error" and (problem.at_key or problem.text is not None):
        return "REF102", *_not_one_of(described, problem, name, seen_by)
    expected = _expected(problem, described)
    if problem.at_key:
        return "SCH103", f"key {named(name)}: expected {expected}", "write the key in this form"
    where = f"field {named(_last(problem.field))}" if problem.field else "the file"
    message = f"{where}: expected {expected}; found {shape_of(problem.given, seen_by)}"
    return "SCH103", message, instead(problem, described, seen_by)


def _described(model: type[Part], field: Field) -> tuple[type[Part], FieldOf | None]:
    """The model that holds the last name of a path, and the field of that name; keys of free mappings are passed."""
    holder, found, is_key = model, None, False
    for part in field:
        if isinstance(part, int):
            continue
        if is_key and found is not None:
            is_key = False
            holder = found.shape.part or holder
            continue
        if found is not None and found.shape.part is not None and found.shape.container != "dict":
            holder = found.shape.part
        found = fields(holder).get(part)
        is_key = found is not None and found.shape.container == "dict"
    return holder, found


def _meant_field(holder: type[Part], name: str) -> str | None:
    """The field that was probably meant."""
    return nearest(name.replace(_NO_BREAK, " ").strip(" -"), fields(holder))


def _unknown_field(holder: type[Part], name: str, *, private: bool) -> tuple[str, str]:
    """Message and hint; nobody is led to write a private field where anyone may read it."""
    is_open = not private and issubclass(holder, Record) and holder.folder == "members"
    known = [field for field, it in fields(holder).items() if not is_open or it.visibility < Visibility.PRIVATE]
    guess = _meant_field(holder, name)
    if guess is not None and guess not in known:
        return f"unknown field {named(name)}", "remove it; in a public registry what is private stands in the overlay"
    if name == "id" and issubclass(holder, Record) and holder.folder:
        hint, guess = "remove it: the file name is the id", None
    elif guess:
        hint = f"rename it to '{guess}', or start a key of your own with 'x-'"
    elif name.casefold() in _WAYS_TO_REACH:
        hint = "remove it: mail addresses and phone numbers stand nowhere in a registry, the shared mailbox knows them"
    else:
        hint = f"fields here: {', '.join(known)}; keys of your own start with 'x-'"
    if private and guess is None:  # what the overlay's place holds may be no overlay at all: its words stay there
        return "unknown field", hint
    return f"unknown field {named(name)}{did_you_mean(guess)}", hint


def _not_one_of(described: FieldOf | None, problem: Problem, name: str, seen_by: Visibility) -> tuple[str, str]:
    """A fixed word, or a key of a fixed set, that does not exist."""
    shape = described.shape if described else None
    words = (shape.key_words if problem.at_key else shape.words) if shape else ()
    text = name if problem.at_key else problem.text or ""
    hidden = seen_by >= Visibility.PRIVATE and not problem.at_key
    guess = None if hidden else nearest(text, words)
    message = f"{'the value' if hidden else shown(text)} is not one of: {', '.join(words)}{did_you_mean(guess)}"
    return message, f"write '{guess}'" if guess else f"meaning of the field: {meaning(described)}"


def _expected(problem: Problem, described: FieldOf | None) -> str:
    """What the field takes, alternatives joined."""
    kind, context = problem.kind, problem.context
    if kind == "literal_error":
        wanted = f"one of {', '.join(described.shape.words)}" if described else "another word"
    elif kind == "string_too_long":
        wanted = f"at most {context.get('max_length')} characters"
    elif kind == "string_too_short":
        least = context.get("min_length", 1)
        wanted = f"at least {least} characters" if least > 1 else "text that is not empty"
    else:
        pattern = context.get("pattern", "")
        wanted = context.get("what") or EXPECTED.get(pattern) or _KEYS.get(pattern) or _WANTED.get(kind) or ""
    if not wanted and described is not None:
        wanted = f"a value as {example(described)}" if example(described) else meaning(described)
    other = f", or {_expected(problem.other, described)}" if problem.other is not None else ""
    return (wanted or "another value") + other


def shape_of(value: Any, seen_by: Visibility) -> str:
    """What was found; the value itself only of a field that its readers may see."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = value.text if isinstance(value, Plain) else str(value)
    if seen_by >= Visibility.PRIVATE:
        return f"a text of {len(text)} characters"
    return f"a text of {len(text.splitlines())} lines" if "\n" in text else shown(text)


def _last(field: Field) -> str:
    """The last name of a path, with its index: `languages[2]`."""
    text = ""
    for part in reversed(field):
        text = f"[{part}]{text}" if isinstance(part, int) else f"{part}{text}"
        if isinstance(part, str):
            break
    return text
