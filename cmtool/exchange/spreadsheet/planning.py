"""A sheet against the registry: what it would change, what is wrong in it, what should be known. Nothing is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.exchange.readable import community_of
from cmtool.exchange.spreadsheet.answers import Problem, answers_of
from cmtool.exchange.spreadsheet.cells import Refused, Saying, value_of
from cmtool.exchange.spreadsheet.changes import Asked, Change, Difference
from cmtool.exchange.spreadsheet.entries import compared_entries
from cmtool.exchange.spreadsheet.mapfile import MapFile
from cmtool.exchange.spreadsheet.mapping import Assignment, mapped
from cmtool.exchange.spreadsheet.reading import Table
from cmtool.exchange.spreadsheet.records import Outcome, compared
from cmtool.exchange.spreadsheet.targets import MEMBER_SKILLS, MEMBERSHIPS, TIMESTAMP, target_of
from cmtool.exchange.spreadsheet.words import Words
from cmtool.model.edit import ChangeSet, as_read
from cmtool.model.registry import Registry

__all__ = ["Change", "Difference", "Plan", "Problem", "planned"]

_NOUNS = {MEMBERSHIPS: "membership", MEMBER_SKILLS: "member skill"}
"""What an entry is called; a record is called by its folder."""


class Plan(NamedTuple):
    """What an import would do. With problems nothing may be applied, unless their rows are to be left out."""

    kind: str
    change_set: ChangeSet
    differences: list[Difference]
    """Records that are new or change, in the order of the sheet."""
    unchanged: int
    """Records that the sheet says nothing new of."""
    problems: list[Problem]
    notes: list[str]
    skips: bool = False

    @property
    def is_blocked(self) -> bool:
        """Rows with problems stand in the way."""
        return bool(self.problems) and not self.skips

    @property
    def left_out(self) -> list[int]:
        """The rows that have problems."""
        return sorted({problem.row for problem in self.problems})


def planned(
    registry: Registry,
    table: Table,
    said: MapFile,
    today: date,
    *,
    kind: str | None = None,
    defaults: Mapping[str, str] | None = None,
    ignore_unknown: bool = False,
    skip_bad_rows: bool = False,
) -> Plan:
    """The difference that a table makes. CmtoolError where the sheet as a whole cannot be understood."""
    community_of(registry)
    mapping = mapped(table, said, kind, ignore_unknown=ignore_unknown)
    words = Words(registry)
    answers, problems = answers_of(table, mapping, words, today)
    asked = Asked(_defaults(mapping, {**mapping.defaults, **(defaults or {})}, words, today), _filled(mapping), today)
    compare = compared_entries if mapping.kind in (MEMBERSHIPS, MEMBER_SKILLS) else compared
    outcome: Outcome = compare(mapping.kind, registry, answers, asked)
    troubles = sorted({*problems, *outcome.problems})
    made = [one for one in outcome.differences if one.changes]
    notes = [*table.notes, *mapping.notes, *outcome.notes]
    unchanged = len(outcome.differences) - len(made)
    return Plan(mapping.kind, _change_set(mapping.kind, made), made, unchanged, troubles, notes, skip_bad_rows)


def _filled(mapping: Assignment) -> frozenset[str]:
    """Fields that an answer fills and never moves: agreements by words, and what the timestamp's column also is."""
    stamp = mapping.timestamp()
    at = stamp.column.position if stamp else -1
    return frozenset(
        one.target.name
        for one in mapping.columns
        if (one.target.is_agreement and one.answers is not None) or one.column.position == at
    )


def _defaults(mapping: Assignment, said: Mapping[str, str], words: Words, today: date) -> Mapping[str, Any]:
    """Defaults as values of their fields."""
    found: dict[str, Any] = {}
    for name, text in said.items():
        target = target_of(MEMBER_SKILLS, "state") if name == "skills.state" else target_of(mapping.kind, name)
        if target is None or target.name == TIMESTAMP or target.is_agreement:
            why = "is given by the person alone" if target and target.is_agreement else "is no field that a sheet fills"
            raise CmtoolError(f"default '{name}': {why}")
        scope = "community" if mapping.kind == "members" else "group"
        try:
            found[name] = value_of(target, text, None, Saying(words, "day-first", today, None, scope))
        except Refused as error:
            raise CmtoolError(f"default '{name}': {error}") from None
    return found


def _change_set(kind: str, made: list[Difference]) -> ChangeSet:
    new = {one.ref: as_read(one.new) for one in made if one.new is not None}
    edits = {one.ref: tuple(one.edits) for one in made if one.new is None}
    return ChangeSet("import", f"import csv: {counts(kind, made)}", edits, new)


def counts(kind: str, made: list[Difference]) -> str:
    """What is added and changed, in words: `200 members added, 3 changed`."""
    number: Counter[str] = Counter()
    for one in made:
        if kind in _NOUNS:
            number["added"] += sum(change.before is None and ": " not in change.field for change in one.changes)
            number["changed"] += len({c.field.partition(": ")[0] for c in one.changes if ": " in c.field})
        else:
            number["added" if one.new is not None else "changed"] += 1
    told = [(number[what], what) for what in ("added", "changed") if number[what]]
    if not told:
        return f"no {kind.replace('-', ' ')} changed"
    (first, what), *rest = told
    return ", ".join([f"{first} {_noun(kind, first)} {what}", *(f"{many} {word}" for many, word in rest)])


def _noun(kind: str, number: int) -> str:
    one = _NOUNS.get(kind, kind.removesuffix("s"))
    return one if number == 1 else f"{one}s"
