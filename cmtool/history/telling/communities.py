"""The community itself: its own words, its door and channels, its settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cmtool.history.telling.plain import plain
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import (
    SHORT,
    counted,
    cut,
    flat,
    joined,
    label,
    line,
    rhythm,
    spoken,
    text_at,
    was,
)
from cmtool.model.change import Change

_SCOPES = {"group": "held in groups", "community": "held in the whole community"}


def vocabulary(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Roles, organisations and series: entries that are new or gone, and what is said of one."""
    words = {"roles": "role", "organisations": "organisation", "series": "meeting series"}
    for change in changes:
        if len(change.field) > 1:
            kind, id = words[change.field[0]], change.field[1]
            yield Told(_entry(scene, change, kind, id), [change])


def _entry(scene: Scene, change: Change, kind: str, id: str) -> str:
    before, after = change.before, change.after
    values = after if change.action == "added" else before
    called = text_at(values, "name") if len(change.field) == 2 else None
    name = line(called or scene.names.name(change.field[0], id), SHORT)
    match change.field[2:]:
        case () if change.action == "added" and isinstance(values, dict):
            return f"new {kind}: {', '.join([name, *_notes(scene, values)])}"
        case () if change.action == "removed":
            return f"the {kind} {name} is no longer listed"
        case () if change.action != "reordered":
            return plain(scene, change, name=f"the {kind} {name}")
        case ("name",) if isinstance(before, str) and isinstance(after, str):
            return f"the {kind} {line(before, SHORT)} is called {line(after, SHORT)} now"
    return plain(scene, change, name=f"the {kind} {name}, {' '.join(map(label, change.field[2:]))}")


def _notes(scene: Scene, values: dict[str, object]) -> list[str]:
    """What matters of a new entry."""
    kind, country, scope, every = (text_at(values, name) for name in ("kind", "country", "scope", "every"))
    notes = [
        spoken(kind) if kind else "",
        scene.name("countries", country) if country else "",
        _SCOPES.get(scope, line(scope)) if scope else "",
        rhythm(every) if every else "",
    ]
    acts_as = values.get("acts_as")
    if isinstance(acts_as, list) and acts_as:
        notes.append(f"acts as {joined([spoken(word) for word in acts_as])}")
    return [note for note in notes if note]


def contact(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """The one door: its address, the only one that is told, and who reads it."""
    for change in changes:
        if not isinstance(change.after, str) or not isinstance(change.before, str | None):
            continue
        if change.field[1:] == ("owner",):
            before = was(change.before and scene.person(change.before))
            yield Told(f"{scene.person(change.after)} reads the contact address{before}", [change])
        elif change.field[1:] == ("address",):
            before = f" (was {_address(change.before)})" if change.before else ""
            yield Told(f"contact address: {_address(change.after)}{before}", [change])


def _address(text: str) -> str:
    return cut(flat(text), 260)


def channels(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Where people talk."""
    checked: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        match change.field:
            case (_, id) if change.action == "added" and isinstance(change.after, dict):
                purpose = text_at(change.after, "purpose")
                yield Told(f"new channel: {spoken(id)}{f' ({line(purpose)})' if purpose else ''}", [change])
            case (_, id) if change.action == "removed":
                yield Told(f"the channel {spoken(id)} is no longer listed", [change])
            case (_, id, "reviewed") if isinstance(change.after, str):
                checked[change.after].append(change)
            case (_, id, _) if change.action != "reordered":
                yield Told(plain(scene, change, f"the channel {spoken(id)}"), [change])
    for day, found in checked.items():
        names = joined([spoken(change.field[1]) for change in found])
        yield Told(f"{'channel' if len(found) == 1 else 'channels'} checked on {line(day)}: {names}", found)


def sensitivities(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Times in which we do not post or ask."""
    for change in changes:
        if len(change.field) == 2 and isinstance(values := change.after or change.before, dict):
            starts, ends, note = (line(text_at(values, name)) for name in ("starts", "ends", "note"))
            start = "time for caution" if change.action == "added" else "no longer a time for caution"
            yield Told(f"{start}: {starts} to {ends}, {note}", [change])


def settings(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """The frozen day, and who may sign."""
    for change in changes:
        before = was(change.before)
        match change.field:
            case ("today",) if isinstance(change.after, str):
                yield Told(f"the day is frozen at {line(change.after)}{before}", [change])
            case ("today",) if change.after is None:
                yield Told(f"the day is no longer frozen{before}", [change])
            case ("keys",) if isinstance(change.after, str):
                yield Told(f"signatures are checked against {line(change.after)}{before}", [change])
            case ("keys",) if change.after is None:
                yield Told(f"signatures are no longer checked{before}", [change])


def policy(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Periods and thresholds; nothing switches a cadence off."""
    for change in changes:
        if len(change.field) == 2 and change.action != "reordered":
            name = f"policy: {label(change.field[1])}"
            if isinstance(change.after, str) and change.field[1].endswith(("_within", "_every", "_after")):
                yield Told(f"{name} {counted(line(change.after), 'day')}{was(change.before)}", [change])
            else:
                yield Told(plain(scene, change, name=name), [change])
