"""Assignments as edits of a record's values, judged by the schema before any file is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from cmtool.edits._assignment import Assignment, items_of, parsed, value_of
from cmtool.edits._choices import require_known
from cmtool.edits._emptied import NOWHERE, emptied, is_optional, there_at
from cmtool.edits._place import Place, place, the_one
from cmtool.edits._times import has_times
from cmtool.edits._union import is_same
from cmtool.errors import CmtoolError
from cmtool.finding import Finding
from cmtool.model.addresses import shown
from cmtool.model.change import Path
from cmtool.model.edit import Drop, Edit, Insert, Put, applied
from cmtool.model.fields import Shape, fields
from cmtool.model.plain import Plain
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.values import Values, mentioned, plain_text
from cmtool.source import Source
from cmtool.store.schema import to_record

_ONE_WORD = re.compile(r"write \S+")
"""A hint that says what to write, and not how YAML writes it."""
_ADD = re.compile(r"add '.*?'(?: \(or .*?\))?: ")
"""How a missing field is written in a file."""


class Subject(NamedTuple):
    """The record that is assigned to: the registry around it, its model and id, and today."""

    registry: Registry
    model: type[Record]
    id: str
    today: date


def edits_of(subject: Subject, values: Values, words: Iterable[str]) -> tuple[list[Edit], Values]:
    """The edits that assignments mean, in their order, and the values after them; what changes nothing is no edit."""
    edits: list[Edit] = []
    given: set[Path] = set()
    for word in words:
        assignment = parsed(word)
        if assignment.sign == "=" and assignment.path in given:
            raise CmtoolError(f"'{assignment.field}' is given twice: which of them?")
        given |= {assignment.path} if assignment.sign == "=" else set()
        made = list(_edits(subject, values, assignment))
        try:
            values = applied(values, made)
        except (LookupError, TypeError):
            raise CmtoolError(f"'{assignment.field}': something else stands there; look with cmtool show") from None
        edits += made
    return edits, values


def _edits(subject: Subject, values: Values, assignment: Assignment) -> Iterator[Edit]:
    at = place(subject.model, values, assignment)
    there = there_at(values, at.field)
    if assignment.sign == "=" and not assignment.text:
        if there is not NOWHERE:
            yield Drop(emptied(subject.model, values, at.field))
        return
    _refuse_private(subject, at, assignment)
    if assignment.sign == "=":
        yield from _put(subject, assignment, at, there)
    elif at.shape is None or at.shape.container != "list":
        key = ".KEY" if at.shape is not None and at.shape.container == "dict" else ""
        raise CmtoolError(f"'{assignment.field}' is no list: write {assignment.field}{key}=value")
    elif isinstance(there, list) or there in (NOWHERE, None):
        inside = list(there) if isinstance(there, list) else []
        changes = _append if assignment.sign == "+=" else _remove
        for edit in changes(subject, assignment, at, at.shape, inside):
            is_last = not inside and is_optional(subject.model, at.field)
            yield Drop(emptied(subject.model, values, at.field)) if is_last else edit
    else:
        raise CmtoolError(f"'{assignment.field}' holds one value now, no list: write {assignment.field}=[..]")


def _refuse_private(subject: Subject, at: Place, assignment: Assignment) -> None:
    if at.is_private and subject.registry.is_public:
        where = f"{subject.model.folder}/{subject.id or 'ID'}.yaml"
        name = assignment.path[0]
        raise CmtoolError(
            f"'{name}' does not belong in a public registry: write it into {where} of the overlay (privacy.overlay)"
        )


def _put(subject: Subject, assignment: Assignment, at: Place, there: Any) -> Iterator[Edit]:
    value = value_of(assignment, at.shape, subject.today, hidden=at.is_private)
    _refuse_twice(assignment, at, value)
    if at.shape is not None and not _has_form(at.shape, value):
        raise CmtoolError(_in_braces(assignment, at.shape))
    _require_known(subject, assignment, at, value)
    if there is NOWHERE or plain_text(there) != plain_text(value):
        yield Put(at.field, value)


def _refuse_twice(assignment: Assignment, at: Place, value: Any) -> None:
    """A list of words has each of them once."""
    if at.shape is None or at.shape.part is not None or not isinstance(value, list):
        return
    items = plain_text(value)
    twice = [item for place, item in enumerate(items) if item in items[:place]]
    if twice:
        what = "an item" if at.is_private or not isinstance(twice[0], str) else shown(twice[0])
        raise CmtoolError(f"'{assignment.field}': {what} stands there twice")


def _append(subject: Subject, assignment: Assignment, at: Place, shape: Shape, there: list[Any]) -> Iterator[Edit]:
    """Each item that is not there, at the end."""
    items = items_of(assignment, shape, subject.today, hidden=at.is_private)
    _require_known(subject, assignment, at, items)
    for item in items or [_nothing(assignment)]:
        if shape.part is not None and not isinstance(item, dict):
            raise CmtoolError(_in_braces(assignment, shape))
        if plain_text(item) not in plain_text(there):
            _refuse_running(assignment, shape, there, item)
            there.append(item)
            yield Insert(at.field, item)


def _refuse_running(assignment: Assignment, shape: Shape, there: list[Any], item: Any) -> None:
    """What holds for a time is not begun again before it has ended."""
    if shape.part is None or not has_times(shape.part) or not all(_is_dated(known) for known in (*there, item)):
        return
    if any(is_same(shape.part, known, item) for known in there):
        name = shape.part.identity[0]
        what = shown(str(plain_text(item).get(name)))
        raise CmtoolError(
            f"'{assignment.field}': {what} is there already, at the same time: change that entry, "
            f"as {assignment.field}[{name.upper()}].since=value"
        )


def _is_dated(item: Any) -> bool:
    return isinstance(item, dict) and all(isinstance(item.get(at), str | Plain | None) for at in ("since", "until"))


def _remove(subject: Subject, assignment: Assignment, at: Place, shape: Shape, there: list[Any]) -> Iterator[Edit]:
    """Each item that a word names, or that has the fields which are given."""
    for item in items_of(assignment, shape, subject.today, hidden=at.is_private) or [_nothing(assignment)]:
        given = plain_text(item)
        if isinstance(given, str):
            position = the_one(shape, there, given, assignment.field)
        else:
            position = _with_fields(there, given, assignment.field)
        del there[position]
        yield Drop((*at.field, position))


def _with_fields(items: list[Any], given: Any, written: str) -> int:
    if not isinstance(given, dict):
        raise CmtoolError(f"'{written}': name the item that goes")
    found = [
        at for at, item in enumerate(plain_text(items)) if isinstance(item, dict) and given.items() <= item.items()
    ]
    if len(found) != 1:
        raise CmtoolError(f"'{written}': {'no item has' if not found else 'several items have'} these fields")
    return found[0]


def _nothing(assignment: Assignment) -> Any:
    raise CmtoolError(f"'{assignment.field}{assignment.sign}': the value is missing")


def _has_form(shape: Shape, value: Any) -> bool:
    """Fields stand in a mapping, keys too, and parts of a list each in their own."""
    if shape.container == "list" and shape.part is not None:
        return isinstance(value, list) and all(isinstance(item, dict) for item in value)
    return isinstance(value, dict) or (shape.container != "dict" and shape.part is None)


def _in_braces(assignment: Assignment, shape: Shape) -> str:
    """How a value with fields or keys is written."""
    known = fields(shape.part) if shape.part else {}
    needed = [name for name, field in known.items() if field.info.is_required()] or list(known)[:2]
    form = "{" + ", ".join(f"{name}: .." for name in needed) + "}" if known else ".."
    if shape.container == "dict":
        form = f"{{KEY: {form}}}"
    if shape.container == "list" and assignment.sign == "=":
        form = f"[{form}]"
    what = "keys" if shape.container == "dict" else "fields"
    return f"'{assignment.field}' takes {what} in braces: {assignment.field}{assignment.sign}'{form}'"


def _require_known(subject: Subject, assignment: Assignment, at: Place, value: Any) -> None:
    is_alone = at.shape is not None and at.shape.container != "one" and not isinstance(value, list | dict)
    found = set(at.keys) if is_alone else mentioned(at.shape, value) | set(at.keys)
    require_known(subject.registry, subject.model.folder, assignment.field, found)


def judge(subject: Subject, values: Values, *, whole: bool = True) -> None:
    """CmtoolError for the first thing that the schema does not accept; a record that is not `whole` may lack fields."""
    # the text says that there may be free keys; positions are of no use here
    _, findings = to_record(subject.model, subject.id, values, Source("", "x-"))
    for finding in sorted(findings, key=lambda finding: finding.code == "SCH102"):
        is_asked_later = not whole and finding.code == "SCH102" and len(finding.field) == 1
        if finding.is_error and not is_asked_later:
            raise CmtoolError(_told(finding))


def _told(finding: Finding) -> str:
    """A finding without a file: the place, what was expected, and the one word to write if it is known."""
    where = shown(finding.field_name)
    if finding.code == "SCH102":
        return f"{where} is needed: {_ADD.sub('', finding.hint)}"
    message = re.sub(r"^field '[^']*': ", "", finding.message)
    hint = f"; {finding.hint}" if _ONE_WORD.fullmatch(finding.hint) and "did you mean" not in message else ""
    return f"{where}: {message}{hint}"
