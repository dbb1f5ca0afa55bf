"""Answers about whole records: who or what is meant, and what differs from the registry, as edits or new records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cmtool.exchange.spreadsheet.answers import Answer, Problem, rows_told
from cmtool.exchange.spreadsheet.changes import Asked, Change, Difference, changed, evaluation, told
from cmtool.exchange.spreadsheet.people import Match, People
from cmtool.exchange.spreadsheet.targets import ID, MEMBERS, ORG, SKILLS, target_of
from cmtool.exchange.spreadsheet.twins import joined
from cmtool.exchange.spreadsheet.words import Words
from cmtool.model.edit import as_read
from cmtool.model.kinds import KINDS
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.model.values import Values, ordered
from cmtool.source import Source
from cmtool.store.layout import bad_id, id_of
from cmtool.store.schema import to_record

_STATUS = "status"


class Outcome(NamedTuple):
    """What the answers come to."""

    differences: list[Difference]
    problems: list[Problem]
    notes: list[str]


def compared(kind: str, registry: Registry, answers: Sequence[Answer], asked: Asked) -> Outcome:
    """The answers against the registry's records."""
    people = People(registry, asked.today) if kind == MEMBERS else None
    finder = people.match if people else _Things(kind, registry).match
    one_each, problems, notes = joined(kind, answers, lambda values: _known(finder(values)))
    found: list[Difference] = []
    by_name: list[int] = []
    for answer in one_each:
        match = finder(answer.values)
        if same := _same(match, registry, answer, asked):
            found.append(same)
            by_name += answer.rows
            continue
        if match.problem:
            problems += [Problem(row, "", match.problem) for row in answer.rows]
            continue
        if match.note:
            notes.append(f"{rows_told(answer.rows)}: {match.note}")
        record = registry.records[kind].get(match.id)
        if record is None:
            one, wrong = _new(kind, match.id, answer, asked, _usual(kind, registry, answer))
            problems += wrong
            found += [one] if one is not None else []
        elif isinstance(record, Member) and record.status == "removed":
            notes.append(f"{rows_told(answer.rows)}: {record.ref} was removed; nothing of it is imported")
        else:
            found.append(changed(record, answer, asked, notes))
    notes += [f"{rows_told(by_name)}: a known name, and nothing new is said: nobody is added"] if by_name else []
    notes += _status_told(found, answers, asked) if kind == MEMBERS else []
    return Outcome(*_once(found, problems), notes)


def _same(match: Match, registry: Registry, answer: Answer, asked: Asked) -> Difference | None:
    """The one member of this name of whom the row says nothing new: an import repeated asks no questions."""
    strictly = asked._replace(filled=frozenset())
    found = []
    for id in match.may_be:
        notes: list[str] = []
        difference = changed(registry.members[id], answer, strictly, notes)
        if not difference.changes and not notes and registry.members[id].status != "removed":
            found.append(difference)
    return found[0] if len(found) == 1 else None


def _usual(kind: str, registry: Registry, answer: Answer) -> Values:
    """What goes without saying of a new member, as in `add`: onboarding until the code of conduct is agreed to."""
    if kind != MEMBERS:
        return {}
    has_code = registry.community is not None and registry.community.code_of_conduct is not None
    return {_STATUS: "onboarding" if has_code and "code_of_conduct" not in answer.values else "active"}


def _status_told(found: Sequence[Difference], answers: Sequence[Answer], asked: Asked) -> list[str]:
    """That a status goes without saying, where the sheet and the defaults say none."""
    said = {row for answer in answers if _STATUS in answer.values for row in answer.rows}
    silent = [one.new for one in found if one.new is not None and said.isdisjoint(one.rows)]
    if not silent or _STATUS in asked.defaults:
        return []
    usual = " or ".join(sorted({str(values[_STATUS]) for values in silent}))
    return [f"new members without a status become {usual}, as in `cmtool add`; --default status=.. says otherwise"]


def _once(found: Sequence[Difference], problems: list[Problem]) -> tuple[list[Difference], list[Problem]]:
    """Records that one answer each speaks of: two names may make one id, or one id may be spelled in two ways."""
    by_ref: dict[str, list[Difference]] = {}
    for one in found:
        by_ref.setdefault(one.ref, []).append(one)
    clashes = [
        Problem(row, "", f"{rows_told([r for o in several for r in o.rows])} all mean {ref}: write an 'id' column")
        for ref, several in by_ref.items()
        if len(several) > 1
        for one in several
        for row in one.rows
    ]
    return [several[0] for several in by_ref.values() if len(several) == 1], [*problems, *clashes]


def _known(match: Match) -> tuple[str, ...] | None:
    return (match.id,) if match.id and not match.is_new and not match.problem else None


class _Things:
    """Records of other kinds: by id, or by their name."""

    def __init__(self, kind: str, registry: Registry) -> None:
        self._kind = kind
        self._registry = registry
        self._words = Words(registry)

    def match(self, values: Mapping[str, Any]) -> Match:
        """The record that a row means."""
        id = values.get(ID) or ""
        if not id:
            alike = self._words.ids(self._kind, values.get("name", ""))
            if len(alike) > 1:
                return Match(problem=f"may be {' or '.join(alike)}: write the id into an 'id' column")
            id = alike[0] if alike else id_of(values.get("name", ""))
        if self._registry.is_unreadable(self._kind, id):
            return Match(problem=f"{self._kind}/{id} cannot be read: run cmtool validate")
        former = self._registry.formerly(self._kind, id)
        if former is not None and id not in self._registry.records[self._kind]:
            return Match(former.id, note=f"'{id}' is {former.id} today")
        if bad_id(id)[0]:
            return Match(problem="needs an id: write one into an 'id' column")
        return Match(id, is_new=id not in self._registry.records[self._kind])


def _new(kind: str, id: str, answer: Answer, asked: Asked, usual: Values) -> tuple[Difference | None, list[Problem]]:
    """A new record, or what it lacks."""
    said = {
        **usual,
        **{name: value for name, value in asked.defaults.items() if "skills." not in name},
        **answer.values,
    }
    values = _values(kind, said, answer, asked)
    _, findings = to_record(KINDS[kind], id, as_read(values), Source(""))
    wrong = [f"{finding.message}; {finding.hint}" for finding in findings if finding.severity == "error"]
    if wrong:
        return None, [Problem(answer.rows[0], "", _lacking(text)) for text in wrong]
    changes = [Change(name, None, told(value)) for name, value in said.items() if name != ID]
    return Difference(f"{kind}/{id}", answer.rows, changes, [], values), []


def _values(kind: str, said: Mapping[str, Any], answer: Answer, asked: Asked) -> Values:
    """The values of a new record, in the order of its model."""
    values: Values = {}
    for name in said:
        if name == ORG:
            values["affiliations"] = [{"org": org} for org in said[name]]
        elif name == SKILLS:
            values[SKILLS] = [evaluation(skill, level, answer, asked) for skill, level in said[name]]
        elif name != ID and (target := target_of(kind, name)) is not None:
            _put(values, target.path, said[name])
    if kind == "groups":
        values.setdefault("members", [])
    return ordered(KINDS[kind], values)


def _lacking(text: str) -> str:
    missing = text.removeprefix("field '").partition("'")[0] if text.startswith("field '") and "missing" in text else ""
    return f"a new record needs '{missing}': give it a column, or say --default {missing}=.." if missing else text


def _put(values: Values, path: Sequence[str], value: Any) -> None:
    for part in path[:-1]:
        values = values.setdefault(part, {})
    values[path[-1]] = value
