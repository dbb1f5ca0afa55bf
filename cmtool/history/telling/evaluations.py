"""What a person says of their skills, and what colleagues say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cmtool.history.telling.plain import plain
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import joined, line, quoted, spoken, text_at, was
from cmtool.model.change import Change

_WANTS = {"offer": "offers {}", "learn": "wants to learn {}", "rest": "lets {} rest"}
_WANTED = {"offer": "no longer offers {}", "learn": "no longer wants to learn {}", "rest": "no longer lets {} rest"}
_STANDS = {"offer": "offered", "learn": "to learn", "rest": "at rest"}
_MERGED = ("level", "state", "date")


def skills(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Changes of `skills`: new ones together, then skill by skill."""
    new = [c for c in changes if len(c.field) == 2 and c.action == "added" and text_at(c.after, "skill")]
    gone = [c for c in changes if len(c.field) == 2 and c.action == "removed"]
    if new:
        word = "new skill" if len(new) == 1 else "new skills"
        yield Told(f"{word}: {joined([_new(scene, change) for change in new], 8)}", new)
    by_skill: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if len(change.field) > 2:
            by_skill[change.field[1]].append(change)
    again: defaultdict[str, list[Change]] = defaultdict(list)
    for id, found in by_skill.items():
        merged = {c.field[2]: c for c in found if len(c.field) == 3 and c.field[2] in _MERGED and _texts(c)}
        if list(merged) == ["date"] and merged["date"].after:
            again[merged["date"].after].append(merged["date"])
        else:
            yield from _evaluated(scene, id, merged)
        yield from _rest(scene, id, [change for change in found if change not in merged.values()])
    for day, same in again.items():
        names = joined([_skill(scene, change.field[1]) for change in same])
        yield Told(f"evaluated {names} again on {line(day)}", same)
    if gone:
        yield Told(f"no longer lists {joined([_skill(scene, change.field[1]) for change in gone])}", gone)


def _skill(scene: Scene, id: str) -> str:
    return quoted(scene.name("skills", id))


def _texts(change: Change) -> bool:
    return all(value is None or isinstance(value, str) for value in (change.before, change.after))


def _new(scene: Scene, change: Change) -> str:
    level, state, want = (text_at(change.after, name) for name in ("level", "state", "want"))
    endorsed = change.after.get("endorsed")
    by = [text_at(one, "by") for one in endorsed] if isinstance(endorsed, list) else []
    notes = [
        f"level {line(level)}" if level else "",
        spoken(state) if state and state != "confirmed" else "",
        _STANDS.get(want or "", ""),
        f"endorsed by {scene.people([id for id in by if id], 3)}" if any(by) else "",
    ]
    told = ", ".join(note for note in notes if note)
    return f"{_skill(scene, change.field[1])}{f' ({told})' if told else ''}"


def _evaluated(scene: Scene, id: str, merged: dict[str, Change]) -> Iterator[Told]:
    """Level, state and day of one skill."""
    level, state, date = (merged.get(name) for name in _MERGED)
    if not merged or any(not change.after for change in merged.values()):
        yield from (Told(plain(scene, change, _skill(scene, id)), [change]) for change in merged.values())
        return
    parts = []
    if state:
        parts.append(f"{spoken(state.after)}{was(state.before and spoken(state.before))}")
    if level:
        parts.append(f"level {line(level.after)}{was(level.before)}")
    if date:
        parts.append(f"evaluated on {line(date.after)}")
    yield Told(f"{_skill(scene, id)}: {', '.join(parts)}", list(merged.values()))


def _rest(scene: Scene, id: str, changes: Sequence[Change]) -> Iterator[Told]:
    skill = _skill(scene, id)
    endorsed = [c for c in changes if c.field[2] == "endorsed" and len(c.field) == 4 and c.action == "added"]
    if endorsed:
        yield Told(_endorsed(scene, skill, endorsed), endorsed)
    for change in changes:
        match change.field[2:]:
            case ("want",) if str(change.after) in _WANTS and isinstance(change.before, str | None):
                before = was(_STANDS.get(change.before or "", change.before))
                yield Told(f"{_WANTS[change.after].format(skill)}{before}", [change])
            case ("want",) if change.after is None and str(change.before) in _WANTED:
                yield Told(_WANTED[change.before].format(skill), [change])
            case ("endorsed", who) if change.action == "removed":
                yield Told(f"{skill} is no longer endorsed by {scene.person(who)}", [change])
            case ("endorsed", who, "level") if isinstance(change.after, str):
                endorses = f"{scene.person(who)} endorses {skill}"
                yield Told(f"{endorses} at level {line(change.after)}{was(change.before)}", [change])
            case ("endorsed", who, _):
                yield Told(plain(scene, change, f"{scene.person(who)}'s word on {skill}"), [change])
            case (_,) if change.action != "reordered":
                yield Told(plain(scene, change, skill), [change])


def _endorsed(scene: Scene, skill: str, endorsed: Sequence[Change]) -> str:
    if len(endorsed) > 1:
        return f"{joined([_word(scene, change) for change in endorsed])} endorsed {skill}"
    level, date = (text_at(endorsed[0].after, name) for name in ("level", "date"))
    at, on = f" at level {line(level)}" if level else "", f" on {line(date)}" if date else ""
    return f"{scene.person(endorsed[0].field[3])} endorsed {skill}{at}{on}"


def _word(scene: Scene, change: Change) -> str:
    """Who endorsed, at which level, when."""
    level, date = text_at(change.after, "level"), text_at(change.after, "date")
    notes = [f"level {line(level)}" if level else "", line(date) if date else ""]
    told = ", ".join(note for note in notes if note)
    return f"{scene.person(change.field[3])}{f' ({told})' if told else ''}"
