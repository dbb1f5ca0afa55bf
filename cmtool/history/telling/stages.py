"""Lifecycle and pathway, of a group or of the community."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from cmtool.history.telling.plain import plain
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import joined, line, quoted, spoken, text_at, was
from cmtool.model.change import Change

_PEOPLE = {"activator": "activator", "partner": "community-building partner"}


def lifecycle(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Changes of `lifecycle`: the stage with its day, people, milestones, risks."""
    stage = next((c for c in changes if c.field[1:] == ("stage",) and isinstance(c.after, str)), None)
    since = next((c for c in changes if c.field[1:] == ("since",) and isinstance(c.after, str)), None)
    if stage is not None:
        day = f" on {line(since.after)}" if since else ""
        yield Told(
            f"moved to the stage {quoted(stage.after)}{day}{was(stage.before)}", [stage, since] if since else [stage]
        )
    for change in changes:
        if change is not stage and (change is not since or stage is None):
            text = _told(scene, change)
            if text:
                yield Told(text, [change])


def _told(scene: Scene, change: Change) -> str | None:
    before, after = change.before, change.after
    match change.field[1:]:
        case () if change.action == "added" and isinstance(after, dict):
            return _begun(scene, after)
        case (("activator" | "partner") as field,) if isinstance(after, str):
            return f"{scene.person(after)} is the {_PEOPLE[field]} now{was(before and scene.person(before))}"
        case (("activator" | "partner") as field,) if isinstance(before, str):
            return f"{scene.person(before)} is no longer the {_PEOPLE[field]}"
        case ("milestones", name) if isinstance(after, str):
            return f"reached the milestone '{spoken(name)}' on {line(after)}{was(before)}"
        case ("risks", id) if change.action == "added" and isinstance(after, dict):
            status, action = text_at(after, "status"), text_at(after, "action")
            stands = f" ({spoken(status)})" if status and status != "open" else ""
            return f"new risk: {spoken(id)}{stands}{f', {line(action)}' if action else ''}"
        case ("risks", id, "status") if isinstance(after, str):
            return f"the risk '{spoken(id)}' is {spoken(after)} now{was(before and spoken(before))}"
    return None


def _begun(scene: Scene, values: dict[str, Any]) -> str:
    stage, since = text_at(values, "stage"), text_at(values, "since")
    people = [
        f"{scene.person(id)} as {role}" for field, role in _PEOPLE.items() if (id := text_at(values, field)) is not None
    ]
    with_people = f", with {joined(people)}" if people else ""
    return f"lifecycle: stage {quoted(stage)}{f' since {line(since)}' if since else ''}{with_people}"


def pathway(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Changes of `pathway`: steps that are new or gone, and what is said of a step."""
    by_action: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if len(change.field) == 2 and change.action in ("added", "removed"):
            by_action[change.action].append(change)
        elif len(change.field) == 3:
            yield Told(plain(scene, change, f"the step {_step(scene, change.field[1])}"), [change])
    for action, found in by_action.items():
        names = joined([quoted(text_at(c.after or c.before, "name") or c.field[1]) for c in found])
        steps = "step" if len(found) == 1 else "steps"
        text = f"new {steps} on the pathway: {names}" if action == "added" else f"no longer on the pathway: {names}"
        yield Told(text, found)


def _step(scene: Scene, id: str) -> str:
    named = text_at(scene.entry("pathway", id), "name")
    return quoted(named or id)
