"""What answers change in a record that is there: the edits of each field, and what a sheet may not change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from cmtool.exchange.spreadsheet.answers import Answer, rows_told
from cmtool.exchange.spreadsheet.people import is_spelling
from cmtool.exchange.spreadsheet.reading import tidy
from cmtool.exchange.spreadsheet.targets import ID, ORG, SKILLS, Target, target_of
from cmtool.model.edit import Drop, Edit, Insert, Put, as_read
from cmtool.model.fields import fields
from cmtool.model.member import Member
from cmtool.model.record import Part, Record
from cmtool.model.values import Values, plain_text


class Change(NamedTuple):
    """A field before and after, as it stands in a cell."""

    field: str
    before: Any
    after: Any


class Difference(NamedTuple):
    """What an import does to one record, and the rows that say so."""

    ref: str
    rows: tuple[int, ...]
    changes: list[Change]
    edits: list[Edit]
    new: Values | None = None


class Asked(NamedTuple):
    """What counts beside the answers: defaults of new records, fields that answers fill but never move, the day."""

    defaults: Mapping[str, Any]
    filled: frozenset[str]
    today: date


def changed(record: Record, answer: Answer, asked: Asked, notes: list[str]) -> Difference:
    """What an answer changes in a record."""
    edits: list[Edit] = []
    changes: list[Change] = []
    for name, value in answer.values.items():
        if name == ORG and isinstance(record, Member):
            found = _organisations(record, value, asked.today, notes)
        elif name == SKILLS and isinstance(record, Member):
            found = _levels(record, value, answer, asked)
        elif name == ID or (target := target_of(record.folder, name)) is None:
            continue
        else:
            found = list(differing(target, value_at(record, target.path), value, ()))
            found = [step for step in found if _may(record, target, step[0], answer, asked, notes)]
        for change, steps in found:
            changes.append(change)
            edits += steps
    return Difference(record.ref, answer.rows, changes, edits)


Step = tuple[Change, list[Edit]]


def differing(target: Target, before: Any, after: Any, prefix: tuple[str | int, ...]) -> Iterator[Step]:
    """The edits that make the value the one of the cell; none where it is the same. The order of a list is nothing."""
    field = (*prefix, *target.path)
    if target.is_list and isinstance(before, list) and isinstance(after, list) and before:
        known = [_as_cell(item) for item in before]
        gone = [at for at, item in enumerate(known) if item not in after]
        added = [item for item in after if item not in known]
        if gone or added:
            steps: list[Edit] = [Drop((*field, at)) for at in reversed(gone)]
            steps += [Insert(field, item) for item in added]
            if len(gone) == len(before):
                steps = [Put(field, after)]
            yield Change(target.name, told(before), told(after)), steps
    elif as_read(_as_cell(before) or None) != as_read(after) and before != after:
        yield Change(target.name, told(before), told(after)), [Put(field, after)]


def _as_cell(value: Any) -> Any:
    """A value as a cell gives it back: what a sheet does to spaces is no change."""
    return tidy(value) if isinstance(value, str) else value


def told(value: Any) -> Any:
    """A value as plain texts."""
    return plain_text(as_read(value))


def value_at(part: Part | None, path: Sequence[str]) -> Any:
    """The value at a path of a record; None where there is none."""
    value: Any = part
    for name in path:
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, Part):
            field = fields(type(value)).get(name)
            value = getattr(value, field.attribute) if field else None
        else:
            value = None
    return value


def _may(record: Record, target: Target, change: Change, answer: Answer, asked: Asked, notes: list[str]) -> bool:
    """A cell may change the field: what was declined is given back by nobody's sheet, and an answer moves no day."""
    if change.before is None or change.after == "declined":
        return True
    if target.is_agreement and change.before == "declined":
        notes.append(f"{rows_told(answer.rows)}: {record.ref} declined {target.name}; left so, a sheet may be older")
        return False
    if ID not in answer.values and is_spelling(target.name, change.before, change.after):
        return False
    return target.name not in asked.filled


def _organisations(member: Member, orgs: list[str], today: date, notes: list[str]) -> list[Step]:
    """Organisations that are not among the current ones; none is ended, as nobody says when."""
    current = member.organisations(today)
    added = [org for org in orgs if org not in current]
    if added and any(org not in orgs for org in current):
        notes.append(f"{member.ref} now has several organisations: end one of them if the person left it")
    return [(Change(ORG, None, org), [Insert(("affiliations",), {"org": org})]) for org in added]


def _levels(member: Member, said: list[tuple[str, int]], answer: Answer, asked: Asked) -> list[Step]:
    found: list[Step] = []
    places = {own.skill: at for at, own in enumerate(member.skills)}
    for skill, level in dict(said).items():
        stated = evaluation(skill, level, answer, asked)
        at = places.get(skill)
        if at is None:
            found.append((Change(f"skills.{skill}", None, level), [Insert((SKILLS,), stated)]))
        elif member.skills[at].level != level:
            edits = [Put((SKILLS, at, name), stated[name]) for name in ("level", "date", "state")]
            kept = [e for e in edits if getattr(member.skills[at], str(e.field[-1])) != e.value]
            found.append((Change(f"skills.{skill}", member.skills[at].level, level), [*kept]))
    return found


def evaluation(skill: str, level: int, answer: Answer, asked: Asked) -> Values:
    """A level that somebody else put down is proposed until the person confirms it, unless the map says otherwise."""
    state = asked.defaults.get("skills.state", "proposed")
    return {"skill": skill, "level": level, "date": answer.said or asked.today, "state": state}
