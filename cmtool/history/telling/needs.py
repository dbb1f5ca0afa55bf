"""A need: where it was published, who was asked, who took it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cmtool.history.telling.lists import came_and_went
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import SHORT, line, spoken, text_at, was
from cmtool.model.change import Change
from cmtool.model.values import Values


def essence(scene: Scene, values: Values) -> list[str]:
    """What a new need is: `task of Payments Working Group, open since 2026-03-23`."""
    kind, group, status, opened = (text_at(values, name) for name in ("type", "group", "status", "opened"))
    since = f" since {line(opened)}" if opened and status == "open" else ""
    return [
        " of ".join([spoken(word) for word in (kind,) if word] + [scene.name("groups", group)] * bool(group)),
        f"{spoken(status)}{since}" if status else "",
    ]


def status(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Where it stands, and who took it."""
    found = {change.field[0]: change for change in changes if len(change.field) == 1}
    state, taken = found.get("status"), found.get("filled_by")
    who = _taken(scene, taken) if taken is not None else None
    if state is not None and isinstance(state.after, str) and isinstance(state.before, str | None):
        before = was(state.before and spoken(state.before))
        if state.after == "filled" and who and taken is not None:
            yield Told(f"filled by {who}{before}", [state, taken])
            return
        yield Told(f"{spoken(state.after)}{before}", [state])
    if who and taken is not None:
        yield Told(f"{'also ' if taken.before else ''}taken by {who}", [taken])


def _taken(scene: Scene, change: Change) -> str | None:
    """Those who were added; None where somebody was taken out, too."""
    old, new = change.before or [], change.after
    if change.action == "reordered" or not isinstance(new, list) or not isinstance(old, list):
        return None
    came, went = came_and_went(old, new)
    return scene.people(came) if came and not went else None


def published(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Where it was told."""
    for change in changes:
        if len(change.field) == 2 and change.action == "added" and (day := text_at(change.after, "date")):
            url = text_at(change.after, "url")
            place = spoken(change.field[1])
            yield Told(f"published in {place} on {line(day)}{f', {line(url)}' if url else ''}", [change])


def outreach(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Who was asked, and what came of it."""
    for change in changes:
        match change.field, change.after:
            case (_, _), dict() if change.action == "added" and text_at(change.after, "date"):
                yield Told(_asked(scene, change.after), [change])
            case (_, day, "result"), str() if isinstance(change.before, str):
                found = [one for one in scene.entries("outreach") if one.get("date") == day]
                place = _whom(scene, found[0]) if len(found) == 1 else f"the outreach of {line(day, SHORT)}"
                yield Told(f"{place}: {spoken(change.after)}{was(spoken(change.before))}", [change])


def _asked(scene: Scene, values: Values) -> str:
    by, result, day = (text_at(values, name) for name in ("by", "result", "date"))
    subject = f"{scene.person(by)} asked" if by else "asked"
    return f"{subject} {_whom(scene, values)} on {line(day)}{f': {spoken(result)}' if result else ''}"


def _whom(scene: Scene, values: Values) -> str:
    """A member by name, a place outside as it stands there."""
    member, place = text_at(values, "member"), text_at(values, "to")
    return scene.person(member) if member else line(place, SHORT) if place else "somebody"
