"""People joining a group, leaving it, changing role, and their way in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cmtool.history.telling.lists import without
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.ways import role_until, ways
from cmtool.history.telling.words import joined, line, text_at, was
from cmtool.model.audience import FORMER
from cmtool.model.change import Change, Path

_MANY = 12
"""Most people that one sentence names."""


class _Join(NamedTuple):
    who: str
    since: str | None
    change: Change


def memberships(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Changes of `members`, person by person; people of whom the same is to be told in one sentence."""
    joins: defaultdict[tuple[str, str, str], list[_Join]] = defaultdict(list)
    lists: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
    rest: list[Told] = []
    for who, found in _by_person(scene, changes):
        added = [change for change in found if change.action == "added" and _is_entry(change.field, change.after)]
        ended = [change for change in found if _is_end(change)]
        if len(added) == len(ended) == 1 and role_until(scene, ended[0]):
            rest.append(_switched(scene, who, ended[0], added[0]))
        else:
            _sort_joins(scene, who, found, added, joins)
            for change in ended:
                lists[_left(scene, who, change)].append(change)
        for change in found:
            if change.action == "removed" and _is_entry(change.field, change.before):
                lists[_gone(scene, who, change, found)].append(change)
        rest += ways(scene, who, without(found, ended))
    yield from (_joined(scene, *key, found) for key, found in joins.items())
    for (before, after), found in lists.items():
        people = list(dict.fromkeys(change.field[1] for change in found))
        if len(people) > 1:
            before, after = before.replace("is ", "are ", 1), after.replace("(was ", "(were ", 1)
        yield Told(f"{scene.people(people, _MANY)} {before}{after}", found)
    yield from rest


def _by_person(scene: Scene, changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """The changes by person; those about people who are gone each for itself, as nobody knows who is who."""
    by_person: defaultdict[tuple[str, int], list[Change]] = defaultdict(list)
    for at, change in enumerate(changes):
        if len(change.field) > 1:
            who = change.field[1]
            by_person[who, at if scene.person(who) == FORMER else 0].append(change)
    yield from ((who, found) for (who, _), found in by_person.items())


def _is_entry(field: Path, value: Any) -> bool:
    return len(field) == 2 and text_at(value, "role") is not None


def _is_end(change: Change) -> bool:
    return change.field[2:] == ("until",) and change.action == "added" and isinstance(change.after, str)


def _sort_joins(
    scene: Scene,
    who: str,
    found: Sequence[Change],
    added: Sequence[Change],
    joins: defaultdict[tuple[str, str, str], list[_Join]],
) -> None:
    """Entries that are new, by what is to be said of them."""
    news = [change.after for change in added]
    for change in added:
        entry = change.after
        mentor = text_at(entry, "mentor")
        verb = _verb(scene, who, entry, news)
        if verb == "listed":
            since, until = text_at(entry, "since"), text_at(entry, "until")
            verb = f"listed from {line(since)} to {line(until)}" if since else f"listed until {line(until)}"
        role = scene.name("roles", entry["role"])
        key = verb, role, scene.person(mentor) if mentor else ""
        joins[key].append(_Join(who, text_at(entry, "since"), change))


def _verb(scene: Scene, who: str, entry: dict[str, Any], news: Sequence[dict[str, Any]]) -> str:
    """Whether the person is new here, has one role more, is back, or is told of after the fact."""
    if text_at(entry, "until"):
        return "listed"
    if entry is not news[0]:
        return "also"
    others = [one for one in scene.memberships(who) if one not in news]
    if not others:
        return "joined"
    return "also" if any(one.get("until") is None for one in others) else "back"


def _joined(scene: Scene, verb: str, role: str, mentor: str, joins: Sequence[_Join]) -> Told:
    days = {join.since for join in joins}
    day = line(next(iter(days))) if len(days) == 1 and None not in days else ""
    many = len(days) > 1
    names = [f"{scene.person(j.who)} ({line(j.since)})" if many and j.since else scene.person(j.who) for j in joins]
    who, are = scene.persons(names, _MANY), "is" if len(joins) == 1 else "are"
    with_mentor = f", with {mentor} as mentor" if mentor else ""
    text = {
        "joined": f"{who} joined as {role}{f' on {day}' if day else ''}",
        "also": f"{who} {are} now also {role}{f', since {day}' if day else ''}",
        "back": f"{who} {are} back as {role}{f', since {day}' if day else ''}",
    }.get(verb) or f"{who} {are} {verb.replace('listed', f'listed as {role}', 1)}"
    return Told(text + with_mentor, [join.change for join in joins])


def _switched(scene: Scene, who: str, ended: Change, added: Change) -> Told:
    since = text_at(added.after, "since")
    role, day = scene.name("roles", added.after["role"]), f" on {line(since)}" if since else ""
    before = f"{role_until(scene, ended)} until {line(ended.after)}"
    return Told(f"{scene.person(who)} became {role}{day}{was(before)}", [ended, added])


def _left(scene: Scene, who: str, change: Change) -> tuple[str, str]:
    """The verb and the rest of a sentence about somebody whose entry has ended."""
    role, day = role_until(scene, change), line(change.after)
    is_known = day != "unknown"
    until = f"until {day}" if is_known else "last day unknown"
    if any(entry.get("until") is None for entry in scene.memberships(who)) and role:
        return "is no longer", f" {role} ({until})"
    return "left", f" ({role}{'' if is_known else ','} {until})" if role else f" ({until})"


def _gone(scene: Scene, who: str, change: Change, found: Sequence[Change]) -> tuple[str, str]:
    removed = [one.before for one in found if one.action == "removed" and _is_entry(one.field, one.before)]
    if scene.memberships(who):
        return "is no longer", f" {scene.name('roles', change.before['role'])}"
    roles = joined(list(dict.fromkeys(scene.name("roles", entry["role"]) for entry in removed)))
    return "is no longer listed", f" (was {roles})"
