"""A meeting: when it is or was, and who came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cmtool.history.telling.lists import came_and_went
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import counted, joined, line, spoken, was
from cmtool.model.change import Change

_FEW = 3
"""Attendance is told by so many names; the others are counted."""


def course(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Status, day and attendance: what became of the meeting."""
    fields = {change.field[0]: change for change in changes if len(change.field) == 1 and change.action != "reordered"}
    told: list[Change] = []
    status = fields.get("status")
    if status is not None and isinstance(status.after, str) and isinstance(status.before, str | None):
        if status.after == "held":
            said, told = _held(scene, fields)
        else:
            said, told = _not_held(scene, fields)
        yield Told(said, told)
    left = {name: change for name, change in fields.items() if change not in told}
    yield from _moved(left)
    if "attended" in left and (text := attendance(scene, left["attended"])):
        yield Told(text, [left["attended"]])
    if "guests" in left and isinstance(left["guests"].after, str):
        before = left["guests"].before
        count = counted(line(left["guests"].after), "guest")
        yield Told(f"{count} came as well{was(before)}", [left["guests"]])


def _held(scene: Scene, fields: dict[str, Change]) -> tuple[str, list[Change]]:
    """`was held on 2026-11-26, attended by Amina Diallo, Jonas Berg and 12 more, with 4 guests`."""
    told = [fields["status"]]
    date, day = fields.get("date"), scene.text("date")
    planned = ""
    if date is not None and isinstance(date.after, str) and isinstance(date.before, str):
        told.append(date)
        day, planned = date.after, f" (planned for {line(date.before)})"
    text = f"was held{f' on {line(day)}' if day else ''}{planned}"
    if fields["status"].before not in ("planned", None):
        text += was(spoken(fields["status"].before))
    attended, guests = fields.get("attended"), fields.get("guests")
    if attended is not None and attended.before is None and (came := attendance(scene, attended)):
        told.append(attended)
        text += f", {came}"
    if guests is not None and guests.before is None and isinstance(guests.after, str):
        told.append(guests)
        text += f", with {counted(line(guests.after), 'guest')}"
    return text, told


def _not_held(scene: Scene, fields: dict[str, Change]) -> tuple[str, list[Change]]:
    status = fields["status"]
    day = scene.text("date") if "date" not in fields else None
    before = was(status.before and spoken(status.before))
    if status.after == "cancelled":
        return (
            f"was cancelled{f' (was {spoken(status.before)} for {line(day)})' if day and status.before else before}",
            [status],
        )
    verb = "is planned" if status.after == "planned" else f"is {spoken(status.after)} now"
    return f"{verb}{f' for {line(day)}' if day and status.after == 'planned' else ''}{before}", [status]


def _moved(fields: dict[str, Change]) -> Iterator[Told]:
    """Another day or hour."""
    found = {n: fields[n] for n in ("date", "start") if n in fields and all(isinstance(v, str) for v in fields[n][2:4])}
    if found:
        to = " at ".join(line(change.after) for change in found.values())
        before = " at ".join(line(change.before) for change in found.values())
        verb = "moved to" if "date" in found else "starts at"
        yield Told(f"{verb} {to}{was(before)}", list(found.values()))


def attendance(scene: Scene, change: Change) -> str | None:
    """Who came; of a list that changed, who was added and taken out."""
    old, new = change.before, change.after
    if isinstance(new, str):
        before = scene.people(old, _FEW) if isinstance(old, list) and old else line(old) if old else ""
        return f"attended by {counted(line(new), 'member')}{was(before)}"
    if not isinstance(new, list) or not new:
        return None
    if not isinstance(old, list) or not old:
        return f"attended by {scene.people(new, _FEW)}{was(old)}"
    came, went = came_and_went(old, new)
    parts = [f"also attended by {scene.people(came)}"] if came else []
    if went:
        parts.append(f"{'no longer' if came else 'no longer attended'} by {scene.people(went)}")
    return ", ".join(parts) or None


def regrets(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Groups that could not come."""
    for change in changes:
        if change.before is None and isinstance(change.after, list) and change.after:
            yield Told(f"{joined([scene.name('groups', id) for id in change.after])} sent regrets", [change])


def run(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Who leads through it and who takes notes."""
    words = {"facilitator": "facilitates", "notes_by": "takes notes"}
    for change in changes:
        if isinstance(change.after, str) and isinstance(change.before, str | None):
            before = was(change.before and scene.person(change.before))
            yield Told(f"{scene.person(change.after)} {words[change.field[0]]}{before}", [change])
