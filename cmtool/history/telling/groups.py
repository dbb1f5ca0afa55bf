"""A group: where it stands, its charter, its partners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cmtool.history.telling.lists import came_and_went
from cmtool.history.telling.plain import plain
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import SHORT, joined, line, quoted, spoken, text_at, was
from cmtool.model.change import Change

_CHARTER = ("status", "starts", "ends", "url", "path")
_STATUS = {
    "forming": "is forming",
    "active": "is active",
    "maintenance": "moved to maintenance",
    "dormant": "went dormant",
    "closed": "was closed",
    "retired": "is retired",
}


def status(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Changes of `status` and of its first day."""
    fields = {change.field: change for change in changes if isinstance(change.after, str)}
    moved, since = fields.get(("status",)), fields.get(("since",))
    if moved is not None and moved.after in _STATUS:
        verb = _STATUS[moved.after]
        day = f" {'since' if verb.startswith('is ') else 'on'} {line(since.after)}" if since else ""
        now = " now" if verb.startswith("is ") and not day else ""
        before = was(moved.before and spoken(moved.before))
        yield Told(f"{verb}{now}{day}{before}", [moved, since] if since else [moved])
    elif since is not None:
        stands = scene.text("status")
        before = was(since.before)
        yield Told(
            f"{spoken(stands)} since {line(since.after)}{before}" if stands else f"since {line(since.after)}{before}",
            [since],
        )


def charter(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Changes of `charter` in one sentence."""
    whole = next((change for change in changes if len(change.field) == 1), None)
    if whole is not None:
        if isinstance(whole.after, dict) and whole.before is None and (agreed := _agreed(whole.after)):
            yield Told(f"charter: {agreed}", [whole])
        elif whole.after is None:
            yield Told("no longer has a charter", [whole])
        return
    fields = {c.field[1]: c for c in changes if c.field[1] in _CHARTER and c.after and isinstance(c.after, str)}
    if fields:
        now = {name: change.after for name, change in fields.items()}
        before = {name: change.before for name, change in fields.items() if isinstance(change.before, str)}
        old = _agreed({name: value for name, value in before.items() if name not in ("url", "path")}) if before else ""
        yield Told(f"charter: {_agreed(now)}{was(old)}", list(fields.values()))


def _agreed(charter: dict[str, Any]) -> str:
    """`approved, 2026-02-01 to 2027-01-31`."""
    stands, starts, ends, url, path = (text_at(charter, name) for name in _CHARTER)
    days = (
        f"{line(starts)} to {line(ends)}"
        if starts and ends
        else f"from {line(starts)}"
        if starts
        else (f"until {line(ends)}" if ends else "")
    )
    parts = [spoken(stands) if stands else "", days, *(line(place) for place in (url, path) if place)]
    return ", ".join(part for part in parts if part)


def partners(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """The list of groups with a working relationship."""
    for change in changes:
        old, new = change.before or [], change.after or []
        if change.action == "reordered" or not (isinstance(old, list) and isinstance(new, list)):
            continue
        came, went = ([scene.name("groups", id) for id in ids] for ids in came_and_went(old, new))
        parts = [f"works with {joined(came)} now"] if came else []
        if went:
            parts.append(
                f"{'' if came else 'works '}no longer with {joined(went)}"
                if came
                else f"no longer works with {joined(went)}"
            )
        if parts:
            yield Told(", ".join(parts), [change])


def called(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """The name of any record."""
    for change in changes:
        if isinstance(change.after, str) and (change.before is None or isinstance(change.before, str)):
            before = was(change.before)
            yield Told(f"is {'now ' if before else ''}called {line(change.after, SHORT)}{before}", [change])


def purpose(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """What the group is for: the new text alone."""
    for change in changes:
        if isinstance(change.after, str):
            yield Told(f"{'new ' if change.before else ''}purpose: {quoted(change.after, 120)}", [change])


def kind(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """What the group is."""
    for change in changes:
        if isinstance(change.after, str):
            before = was(change.before and spoken(change.before))
            yield Told(f"is a {spoken(change.after)} now{before}", [change])


def levels(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """A skill's own wording of its levels."""
    for change in changes:
        if len(change.field) == 2:
            yield Told(plain(scene, change, name=f"wording of level {line(change.field[1], SHORT)}"), [change])
