"""When a group meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from cmtool.history.telling.plain import plain
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import counted, line, month_rule, rhythm, spoken, text_at, was
from cmtool.model.change import Change

_WHEN = ("every", "month_rule", "time", "tz")


def series(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Changes of `meets`, series by series."""
    by_series: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if len(change.field) > 1:
            by_series[change.field[1]].append(change)
    for id, found in by_series.items():
        yield from _one(scene, f"the {_name(scene, id)}", found)


def _name(scene: Scene, id: str) -> str:
    named = text_at(scene.entry("meets", id), "name")
    return line(named) if named else spoken(id)


def _one(scene: Scene, subject: str, changes: Sequence[Change]) -> Iterator[Told]:
    when = [change for change in changes if change.field[2:] in {(name,) for name in _WHEN} and _is_text(change)]
    if when:
        told = _when({change.field[2]: change.after for change in when})
        old = _when({change.field[2]: change.before for change in when})
        yield Told(f"{subject} meets {told}{was(old)}" if told else f"{subject} no longer meets {old}", when)
    for change in changes:
        match change.field[2:]:
            case () if change.action == "added" and isinstance(change.after, dict):
                yield Told(_new(subject, change.after), [change])
            case () if change.action == "removed":
                yield Told(f"{subject} is no longer listed", [change])
            case ("except", day) if change.action == "added" and isinstance(change.after, dict):
                yield Told(_exception(subject, day, change.after), [change])
            case ("name",) if isinstance(change.after, str):
                yield Told(
                    f"the {spoken(change.field[1])} is called {line(change.after)} now{was(change.before)}", [change]
                )
            case ("except", day) if change.action == "removed":
                yield Told(f"{subject} takes place on {line(day)} after all", [change])
            case ("alternate", _) if change.action in ("added", "removed") and (hour := _when(_entry(change))):
                meets = "also meets" if change.action == "added" else "no longer meets"
                yield Told(f"{subject} {meets} {hour} by turns", [change])
            case ("minutes",) if isinstance(change.after, str):
                yield Told(f"{subject} takes {counted(line(change.after), 'minute')}{was(change.before)}", [change])
            case ("starts",) if isinstance(change.after, str):
                yield Told(f"{subject} counts from {line(change.after)}{was(change.before)}", [change])
            case ("ends",) if isinstance(change.after, str):
                before = was(change.before)
                yield Told(f"{subject} ends on {line(change.after)}{before}", [change])
            case ("except" | "alternate", _, *_) | (_,) if change.action != "reordered" and change not in when:
                yield Told(plain(scene, change, subject if len(change.field) == 3 else ""), [change])


def _entry(change: Change) -> Any:
    return change.before if change.after is None else change.after


def _is_text(change: Change) -> bool:
    return all(value is None or isinstance(value, str) for value in (change.before, change.after))


def _when(values: Any) -> str:
    every, rule, time, zone = (text_at(values, name) for name in _WHEN)
    parts = [
        rhythm(every) if every and not (rule and every == "monthly") else "",
        month_rule(rule) if rule else "",
        f"at {line(time)}" if time else "",
        line(zone) if time and zone else f"in {line(zone)} time" if zone else "",
    ]
    return " ".join(part for part in parts if part)


def _new(subject: str, values: dict[str, Any]) -> str:
    name, starts = text_at(values, "name"), text_at(values, "starts")
    subject = f"the {line(name)}" if name else subject
    return f"new meetings: {subject}, {_when(values) or 'time open'}{f', from {line(starts)}' if starts else ''}"


def _exception(subject: str, day: str, values: dict[str, Any]) -> str:
    why, instead = text_at(values, "why"), text_at(values, "moved_to")
    reason = f": {line(why)}" if why else ""
    if instead:
        return f"{subject} of {line(day)} moves to {line(instead)}{reason}"
    return f"{subject} does not take place on {line(day)}{reason}"
