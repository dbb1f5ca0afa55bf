"""A request: who got it, who answered it when, the way in, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import line, spoken, text_at, was
from cmtool.model.change import Change
from cmtool.model.values import Values

_STAGES = {
    "call": "onboarding call",
    "registered": "record of the member made",
    "mailed": "personal mail",
    "followed_up": "follow-up",
}


def essence(scene: Scene, values: Values) -> list[str]:
    """What a new request is: `join, by ticket, received on 2026-09-02`. Its summary is not for everybody."""
    kind, source, received = (text_at(values, name) for name in ("kind", "source", "received"))
    owner, outcome = text_at(values, "owner"), text_at(values, "outcome")
    return [
        spoken(kind) if kind else "",
        f"by {spoken(source)}" if source else "",
        f"received on {line(received)}" if received else "",
        f"routed to {scene.person(owner)}" if owner else "",
        f"closed: {_ending(scene, values)}" if outcome else "",
    ]


def routed(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Who looks after it since when."""
    fields = _texts(changes)
    owner, day = fields.get("owner"), fields.get("routed")
    on = f" on {line(day.after)}" if day is not None else ""
    if owner is not None:
        before = was(owner.before and scene.person(owner.before))
        found = [owner, *([day] if day is not None else [])]
        yield Told(f"routed to {scene.person(owner.after)}{on}{before}", found)
    elif day is not None:
        yield Told(f"routed{on}{was(day.before)}", [day])


def acknowledged(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """The pro-forma reply."""
    for change in _texts(changes).values():
        yield Told(f"its arrival was confirmed on {line(change.after)}{was(change.before)}", [change])


def answered(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """The first personal answer."""
    for change in _texts(changes).values():
        yield Told(f"answered for the first time on {line(change.after)}{was(change.before)}", [change])


def onboarding(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """The way in, day by day."""
    for change in changes:
        match change.field, change.after:
            case (_,), dict() as days if change.before is None and _are_days(days):
                yield Told(", ".join(f"{_STAGES[name]} on {line(day)}" for name, day in days.items()), [change])
            case (_, name), str() as day if name in _STAGES and isinstance(change.before, str | None):
                yield Told(f"{_STAGES[name]} on {line(day)}{was(change.before)}", [change])


def _are_days(days: dict[str, Any]) -> bool:
    return bool(days) and days.keys() <= _STAGES.keys() and all(isinstance(day, str) for day in days.values())


def experts(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Who was asked, and who answered."""
    for change in changes:
        match change.field, change.after:
            case (_, id), dict() if change.action == "added":
                asked, then = text_at(change.after, "asked"), text_at(change.after, "answered")
                said = f"{scene.person(id)} was asked{f' on {line(asked)}' if asked else ''}"
                yield Told(f"{said}{f' and answered on {line(then)}' if then else ''}", [change])
            case (_, id, "answered"), str() if isinstance(change.before, str | None):
                yield Told(f"{scene.person(id)} answered on {line(change.after)}{was(change.before)}", [change])


def ended(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """`closed on 2026-10-05: joined as Rosa Quispe`, `open again (was no reply)`."""
    fields = {change.field[0]: change for change in changes if len(change.field) == 1}
    outcome = fields.get("outcome")
    if outcome is None:
        yield from _piecemeal(scene, _texts(changes))
    if outcome is None or not all(isinstance(value, str | None) for change in changes for value in change[2:4]):
        return
    before = was(outcome.before and spoken(outcome.before))
    if outcome.after is None:
        closed = fields.get("closed")
        yield Told(f"open again{before}", [outcome, *([closed] if closed and closed.after is None else [])])
        return
    day = scene.text("closed")
    said = _ending(scene, {name: scene.part(name) for name in ("member", "referred_to")}, outcome.after)
    yield Told(f"closed{f' on {line(day)}' if day else ''}: {said}{before}", [c for c in changes if c.after])


def _piecemeal(scene: Scene, fields: dict[str, Change]) -> Iterator[Told]:
    """The member, before or without an outcome, and the day when it is told alone."""
    if (member := fields.get("member")) is not None:
        before = was(member.before and scene.person(member.before))
        yield Told(f"became the member {scene.person(member.after)}{before}", [member])
    if (closed := fields.get("closed")) is not None:
        yield Told(f"closed on {line(closed.after)}{was(closed.before)}", [closed])


def _ending(scene: Scene, values: Values, outcome: str = "") -> str:
    """An outcome with what belongs to it."""
    outcome = outcome or text_at(values, "outcome") or ""
    member, place = (text_at(values, name) for name in ("member", "referred_to"))
    if outcome == "joined" and member:
        return f"joined as {scene.person(member)}"
    if outcome == "referred" and place:
        return f"referred to {line(place)}"
    return spoken(outcome)


def _texts(changes: Sequence[Change]) -> dict[str, Change]:
    """The changes of whole fields that say a text now."""
    return {
        change.field[0]: change
        for change in changes
        if len(change.field) == 1 and isinstance(change.after, str) and isinstance(change.before, str | None)
    }
