"""Rows that speak of one thing, joined: the same id, account or name stands twice in most sheets that people keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cmtool.exchange.spreadsheet.answers import Answer, Problem, agree, disagree, joined_told, merged, rows_told
from cmtool.exchange.spreadsheet.people import accounts
from cmtool.exchange.spreadsheet.targets import ID, MEMBERS
from cmtool.model.names import folded, person

Key = tuple[str, ...]


def joined(
    kind: str, answers: Sequence[Answer], target: Callable[[Mapping[str, Any]], Key | None]
) -> tuple[list[Answer], list[Problem], list[str]]:
    """One answer a thing. `target` names the record or entry that values mean, where that is known already.

    Rows that agree are joined and told; rows that speak against each other are a problem.
    """
    found: list[Answer | None] = []
    first: dict[Key, int] = {}
    problems: list[Problem] = []
    notes: list[list[int]] = []
    for answer in answers:
        keys = _keys(kind, answer.values, target(answer.values))
        hits = sorted({first[key] for key in keys if key in first})
        hits = [at for at in hits if not _apart(found[at], answer)]
        if not hits:
            first |= {key: len(found) for key in keys if key not in first}
            found.append(answer)
            continue
        other = found[hits[0]]
        if other is None:  # it was in conflict already
            problems.append(
                Problem(answer.rows[0], "", "speaks of the same as a row that is told here: settle that first")
            )
            continue
        problem, both = _one_of(kind, other, answer, sure=_is_sure(keys, other, kind, target), twice=len(hits) > 1)
        if problem:
            problems += [Problem(row, "", problem) for row in (*other.rows, *answer.rows)]
            found[hits[0]] = None
        else:
            found[hits[0]] = both
            first |= {key: hits[0] for key in keys if key not in first}
            notes.append([*both.rows])
    longest = {rows[0]: rows for rows in notes}
    return [answer for answer in found if answer is not None], problems, joined_told(longest.values())


def _keys(kind: str, values: Mapping[str, Any], target: Key | None) -> list[Key]:
    """By what an answer may be the same as another: what it means in the registry, its id, accounts and name."""
    keys: list[Key] = [("target", *target)] if target is not None else []
    if ID in values:
        keys.append(("id", values[ID]))
    if kind == MEMBERS:
        keys += [("account", *account) for account in accounts(values)]
    if "name" in values:
        keys.append(("name", person(values["name"]) if kind == MEMBERS else folded(values["name"])))
    return keys


def _apart(first: Answer | None, second: Answer) -> bool:
    """Both say their ids, and these differ: two things of one name."""
    ids = {answer.values[ID] for answer in (first, second) if answer is not None and ID in answer.values}
    return len(ids) > 1


def _is_sure(keys: list[Key], other: Answer, kind: str, target: Callable[[Mapping[str, Any]], Key | None]) -> bool:
    """They share more than a name."""
    shared = set(keys) & set(_keys(kind, other.values, target(other.values)))
    return any(key[0] != "name" for key in shared)


def _one_of(kind: str, first: Answer, second: Answer, *, sure: bool, twice: bool) -> tuple[str, Answer]:
    """Why two answers cannot be joined, if so, and both as one."""
    both, conflicts = merged(first, second)
    rows = rows_told(both.rows)
    if twice:
        return f"{rows}: the account of one and the name of another: who is meant? Write an id column", both
    if kind == MEMBERS and not sure:
        identical = first.values == second.values
        if not identical and (disagree(first, second) or not agree(first, second)):
            return f"{rows} bear one name: one person, or two? Write an id column", both
    if conflicts:
        return f"{rows} speak of the same and differ in {', '.join(conflicts)}: keep one", both
    return "", both
