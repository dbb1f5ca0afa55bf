"""What happens to people while they are in a group: role, days, mentor, steps of the pathway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cmtool.history.telling.lists import without
from cmtool.history.telling.plain import plain
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import joined, line, quoted, text_at, was
from cmtool.model.change import Change


def role_until(scene: Scene, change: Change) -> str:
    """The role of the entry whose day this is; of several that end on one day all of them, else empty."""
    field, day = change.field[2], change.after
    entries = [one for one in scene.memberships(change.field[1]) if one.get(field) == day]
    roles = list(dict.fromkeys(role for one in entries if (role := text_at(one, "role"))))
    if len(roles) > 1 and (field != "until" or day is None):
        return ""
    return joined([scene.name("roles", role) for role in roles])


def ways(scene: Scene, who: str, changes: Sequence[Change]) -> Iterator[Told]:
    """What happened inside the entries of a person."""
    steps = [c for c in changes if c.field[2:3] == ("steps",) and len(c.field) == 4 and c.action == "added"]
    reached = [step for change in steps if (step := _reached(scene, change))]
    if steps and len(reached) == len(steps):
        yield Told(f"{scene.person(who)} reached {joined(reached)}", steps)
    for change in without(changes, steps):
        if change.field[2:3] == ("steps",) and len(change.field) > 3:
            yield Told(_step_changed(scene, who, change), [change])
    fields = Counter(change.field[2] for change in changes if len(change.field) == 3)
    single = {c.field[2]: c for c in changes if len(c.field) == 3 and fields[c.field[2]] == 1}
    is_role = "role" in single and _texts(single["role"])
    since = single.get("since")
    for change in changes:
        if len(change.field) != 3 or not _texts(change) or (is_role and change is since and change.after):
            continue
        day = since if is_role and change.field[2] == "role" and since and since.after and _texts(since) else None
        text = _way(scene, who, change, day.after if day else None)
        if text:
            yield Told(text, [change, day] if day else [change])


def _texts(change: Change) -> bool:
    return all(value is None or isinstance(value, str) for value in (change.before, change.after))


def _reached(scene: Scene, change: Change) -> str:
    date = text_at(change.after, "date")
    return f"{_step(scene, change.field[3])} on {line(date)}" if date else ""


def _step_changed(scene: Scene, who: str, change: Change) -> str:
    person = scene.person(who)
    match change.field[3:]:
        case (step,) if change.action == "removed":
            return f"{person}: the step {_step(scene, step)} no longer counts"
        case (step, "date") if isinstance(change.after, str):
            return f"{person} reached {_step(scene, step)} on {line(change.after)}{was(change.before)}"
    return plain(scene, change, person)


def _step(scene: Scene, id: str) -> str:
    """The name of a step of the group's own pathway, else the community's, else its id."""
    named = text_at(scene.entry("pathway", id), "name")
    return quoted(named or scene.name("pathway", id))


def _way(scene: Scene, who: str, change: Change, day: str | None) -> str | None:
    person, field = scene.person(who), change.field[2]
    before, after = change.before, change.after
    if field == "role" and after:
        on = f" on {line(day)}" if day else ""
        return f"{person} became {scene.name('roles', after)}{on}{was(before and scene.name('roles', before))}"
    if field == "mentor":
        if not after:
            return f"{person} is no longer mentored by {scene.person(before)}"
        return f"{person} is mentored by {scene.person(after)}{was(before and scene.person(before))}"
    if field in ("since", "until"):
        return _days(person, role_until(scene, change), field, change)
    return None


def _days(person: str, role: str, field: str, change: Change) -> str:
    before, after = change.before, change.after
    as_role = f"{person} as {role}" if role else person
    if after:
        return f"{as_role}: {field} {line(after)}{was(before)}"
    if field == "until":
        back = f" as {role}" if role else ""
        return f"{person} is back{back} (had left{f' on {line(before)}' if before != 'unknown' else ''})"
    return f"{as_role}: first day removed{was(before)}"
