"""Answers about entries inside of records: memberships of groups, and what members say of their skills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from cmtool.exchange.spreadsheet.answers import Answer, Problem, joined_told, merged, rows_told
from cmtool.exchange.spreadsheet.changes import Asked, Change, Difference, Step, differing, told, value_at
from cmtool.exchange.spreadsheet.records import Outcome
from cmtool.exchange.spreadsheet.targets import MEMBERSHIPS, targets
from cmtool.model.edit import Insert
from cmtool.model.group import Membership
from cmtool.model.member import MemberSkill
from cmtool.model.record import Part
from cmtool.model.registry import Registry
from cmtool.model.values import ordered


def compared_entries(kind: str, registry: Registry, answers: Sequence[Answer], asked: Asked) -> Outcome:
    """The answers against the entries that stand in the registry."""
    needed = ("group", "member", "role") if kind == MEMBERSHIPS else ("member", "skill")
    complete, problems = _complete(answers, needed, asked.defaults)
    one_each, clashes, notes = _one_each(complete, (*needed, "since") if kind == MEMBERSHIPS else needed)
    problems += clashes
    found: dict[str, Difference] = {}
    for answer in one_each:
        holder, id = ("groups", answer.values["group"]) if kind == MEMBERSHIPS else ("members", answer.values["member"])
        ref = f"{holder}/{id}"
        if registry.get(ref) is None:
            problems.append(Problem(answer.rows[0], "", f"{ref} cannot be read: run cmtool validate"))
            continue
        try:
            steps = list(_membership(registry, answer) if kind == MEMBERSHIPS else _skill(registry, answer, asked))
        except _Doubtful as error:
            problems.append(Problem(answer.rows[0], "", str(error)))
            continue
        before = found.setdefault(ref, Difference(ref, (), [], []))
        found[ref] = before._replace(
            rows=(*before.rows, *answer.rows),
            changes=[*before.changes, *(change for change, _ in steps)],
            edits=[*before.edits, *(edit for _, edits in steps for edit in edits)],
        )
    return Outcome(list(found.values()), problems, notes)


class _Doubtful(ValueError):
    """An answer that may mean two things."""


def _complete(
    answers: Sequence[Answer], needed: Sequence[str], defaults: Mapping[str, Any]
) -> tuple[list[Answer], list[Problem]]:
    found, problems = [], []
    for answer in answers:
        values = {**{name: defaults[name] for name in needed if name in defaults}, **answer.values}
        lacking = [name for name in needed if name not in values]
        problems += [Problem(answer.rows[0], name, "is blank") for name in lacking]
        if not lacking:
            found.append(answer._replace(values=values))
    return found, problems


def _one_each(answers: Sequence[Answer], identity: Sequence[str]) -> tuple[list[Answer], list[Problem], list[str]]:
    """One answer an entry: what stands twice is joined, or a problem where it differs."""
    found: dict[tuple[Any, ...], Answer] = {}
    problems: list[Problem] = []
    for answer in answers:
        key = tuple(answer.values.get(name) for name in identity)
        if key not in found:
            found[key] = answer
            continue
        both, conflicts = merged(found[key], answer)
        if conflicts:
            text = f"{rows_told(both.rows)} speak of the same and differ in {', '.join(conflicts)}: keep one"
            problems.append(Problem(answer.rows[0], "", text))
        else:
            found[key] = both
    joined = joined_told(answer.rows for answer in found.values() if len(answer.rows) > 1)
    return list(found.values()), problems, joined


def _membership(registry: Registry, answer: Answer) -> Iterator[Step]:
    group = registry.all_groups[answer.values["group"]]
    values = ordered(Membership, {name: value for name, value in answer.values.items() if name != "group"})
    same = [at for at, m in enumerate(group.members) if (m.member, m.role) == (values["member"], values["role"])]
    at = _stint(group.members, same, values.get("since"))
    label = f"{values['member']}, {values['role']}"
    if at is None:
        yield Change(label, None, _words(values)), [Insert(("members",), values)]
    else:
        yield from _differing(MEMBERSHIPS, group.members[at], values, ("members", at), label)


def _stint(members: Sequence[Membership], same: Sequence[int], since: date | None) -> int | None:
    """Which of the entries of one person and role is meant; None for a new one."""
    exact = [at for at in same if members[at].since == since]
    if len(exact) == 1:
        return exact[0]
    if not same:
        return None
    if since is None and len(same) == 1:
        return same[0]
    undated = [at for at in same if members[at].since is None]
    if since is not None and len(same) == 1 and undated:
        return undated[0]
    ends = [members[at].until for at in same]
    if since is not None and all(isinstance(end, date) and end < since for end in ends):
        return None
    known = " and ".join(str(members[at].since or "an unknown day") for at in same)
    raise _Doubtful(f"the registry holds this role since {known}: write that day, or end it first ('until')")


def _skill(registry: Registry, answer: Answer, asked: Asked) -> Iterator[Step]:
    member = registry.members[answer.values["member"]]
    values = {name: value for name, value in answer.values.items() if name != "member"}
    at = next((at for at, own in enumerate(member.skills) if own.skill == values["skill"]), None)
    if at is not None:
        yield from _differing("member-skills", member.skills[at], values, ("skills", at), values["skill"])
        return
    if "level" not in values:
        raise _Doubtful("a new skill needs its 'level', from 1 to 5")
    usual = {"date": answer.said or asked.today, "state": "proposed"}
    values = {**usual, **{n: v for n, v in asked.defaults.items() if n in targets("member-skills")}, **values}
    values.pop("member", None)
    values = ordered(MemberSkill, values)
    yield Change(values["skill"], None, _words(values)), [Insert(("skills",), values)]


def _differing(
    kind: str, part: Part, values: Mapping[str, Any], prefix: tuple[str | int, ...], label: str
) -> Iterator[Step]:
    for name, value in values.items():
        target = targets(kind)[name]
        for change, edits in differing(target, value_at(part, target.path), value, prefix):
            yield change._replace(field=f"{label}: {name}"), edits


def _words(values: Mapping[str, Any]) -> str:
    """What a new entry says, beside whose it is."""
    said = {name: value for name, value in values.items() if name not in ("member", "role", "skill")}
    return ", ".join(f"{name} {told(value)}" for name, value in said.items()) or "new"
