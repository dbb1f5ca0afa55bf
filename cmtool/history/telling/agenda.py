"""The agenda of a meeting, and what was promised there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from cmtool.history.telling.lists import without
from cmtool.history.telling.plain import plain
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import counted, joined, line, quoted, text_at, was
from cmtool.model.change import Change

_FEW = 3
"""So many summaries are told; of more, only the titles."""


def agenda(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Changes of `agenda`: slots that are new or gone, what was said, and the rest slot by slot."""
    kinds: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        kinds[_kind(change)].append(change)
    if kinds["added"]:
        found = kinds["added"]
        slots = [_slot(scene, change, with_details=len(found) <= _FEW) for change in found]
        yield Told(f"new on the agenda: {joined(slots)}", found)
    if kinds["removed"]:
        titles = joined([quoted(change.field[1]) for change in kinds["removed"]])
        yield Told(f"no longer on the agenda: {titles}", kinds["removed"])
    for change in kinds["one"]:
        yield Told(_changed(scene, change), [change])
    yield from _said(kinds["said"])


def _kind(change: Change) -> str:
    match change.field:
        case (_, _) if change.action == "added" and isinstance(change.after, dict):
            return "added"
        case (_, _) if change.action == "removed":
            return "removed"
        case (_, _, "summary") if change.before is None and isinstance(change.after, str):
            return "said"
        case (_, _, _) if change.action != "reordered":
            return "one"
    return ""


def _slot(scene: Scene, change: Change, *, with_details: bool) -> str:
    by, minutes = text_at(change.after, "by"), text_at(change.after, "minutes")
    notes = [scene.person(by) if by else "", counted(line(minutes), "minute") if minutes else ""]
    told = ", ".join(note for note in notes if note) if with_details else ""
    return f"{quoted(change.field[1])}{f' ({told})' if told else ''}"


def _changed(scene: Scene, change: Change) -> str:
    title, before, after = quoted(change.field[1]), change.before, change.after
    match change.field[2]:
        case "minutes" if isinstance(after, str):
            return f"{title} takes {counted(line(after), 'minute')}{was(before)}"
        case "by" if isinstance(after, str):
            return f"{title} by {scene.person(after)}{f' instead of {scene.person(before)}' if before else ''}"
        case "by" if isinstance(before, str) and after is None:
            return f"{title} no longer by {scene.person(before)}"
        case "summary" if isinstance(after, str):
            return f"on {title}, now: {line(after)}"
    return plain(scene, change, title)


def _said(changes: Sequence[Change]) -> Iterator[Told]:
    if len(changes) > _FEW:
        titles = joined([quoted(change.field[1]) for change in changes], 4)
        yield Told(f"notes on {len(changes)} agenda items: {titles}", changes)
    else:
        yield from (Told(f"on {quoted(change.field[1])}: {line(change.after)}", [change]) for change in changes)


def actions(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Changes of `actions`: promises made, kept, moved or given to somebody else."""
    new = [c for c in changes if len(c.field) == 2 and c.action == "added" and isinstance(c.after, dict)]
    kept = [c for c in changes if c.field[2:] == ("done",) and c.before is None and isinstance(c.after, str)]
    if kept:
        yield Told(f"done: {joined([f'{quoted(c.field[1])} on {line(c.after)}' for c in kept])}", kept)
    if new:
        word = "new action" if len(new) == 1 else f"{len(new)} new actions"
        yield Told(f"{word}: {joined([_promise(scene, change.field[1], change.after) for change in new], 8)}", new)
    for change in without(changes, [*new, *kept]):
        if len(change.field) > 1 and change.action != "reordered":
            yield Told(_moved(scene, change), [change])


def _promise(scene: Scene, what: str, values: dict[str, Any]) -> str:
    who, due, done = (text_at(values, name) for name in ("who", "due", "done"))
    day = f"done on {line(done)}" if done else f"due {line(due)}" if due else ""
    told = ", ".join(note for note in (scene.person(who) if who else "", day) if note)
    return f"{quoted(what)}{f' ({told})' if told else ''}"


def _moved(scene: Scene, change: Change) -> str:
    what, before, after = quoted(change.field[1]), change.before, change.after
    match change.field[2:]:
        case () if change.action == "removed":
            return f"the action {what} is no longer listed"
        case ("due",) if isinstance(after, str):
            return f"{what} is due {line(after)}{was(before)}"
        case ("done",) if isinstance(after, str):
            return f"{what} was done on {line(after)}{was(before)}"
        case ("who",) if isinstance(after, str):
            return f"{what} is up to {scene.person(after)}{was(before and scene.person(before))}"
    return plain(scene, change, what)
