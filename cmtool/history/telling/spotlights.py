"""A spotlight: how far it is, whose word it has, where it is out and where it was taken down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cmtool.history.telling.lists import without
from cmtool.history.telling.plain import plain
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import SHORT, joined, line, spoken, text_at, was
from cmtool.model.change import Change
from cmtool.model.values import Values


def essence(scene: Scene, values: Values) -> list[str]:
    """What a new spotlight is: `of Amina Diallo, invited, planned for 2026-10-06`."""
    who, status, day = whom(scene, values), text_at(values, "status"), text_at(values, "planned")
    posts = values.get("published") if status == "published" else None
    known = [post for post in posts if text_at(post, "date")] if isinstance(posts, list) else []
    out = [f"{spoken(text_at(post, 'channel'))} ({line(text_at(post, 'date'))})" for post in known]
    if out:
        return [f"of {who}" if who else "", f"published on {joined(out)}"]
    return [f"of {who}" if who else "", spoken(status) if status else "", f"planned for {line(day)}" if day else ""]


def whom(scene: Scene, values: Values) -> str:
    """The member or the group shown."""
    member, group = text_at(values, "member"), text_at(values, "group")
    return scene.person(member) if member else scene.name("groups", group) if group else ""


def course(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """`approved by Liis Tamm`, `published on linkedin (2026-10-06)`, `withdrawn`."""
    fields = {change.field[0]: change for change in changes if len(change.field) == 1}
    told: list[Change] = []
    status = fields.get("status")
    if status is not None and isinstance(status.after, str) and isinstance(status.before, str | None):
        said, told = _now(scene, status, fields.get("approved_by"), _posts(changes))
        yield Told(said, told)
    left = without(changes, told)
    for post in _posts(left):
        yield Told(f"published on {_out(post)}", [post])
    for change in left:
        match change.field, change.after:
            case ("approved_by",), str() if isinstance(change.before, str | None):
                before = was(change.before and scene.person(change.before))
                yield Told(f"approved by {scene.person(change.after)}{before}", [change])
            case ("published", channel, "taken_down"), str() if isinstance(change.before, str | None):
                on = f" on {line(change.after)}{was(change.before)}"
                yield Told(f"the post on {spoken(channel)} was taken down{on}", [change])


def _now(scene: Scene, status: Change, approved: Change | None, posts: list[Change]) -> tuple[str, list[Change]]:
    """The new status with what made it so; what was before is said where the way is not the usual one."""
    before = was(status.before and spoken(status.before))
    by = approved.after if approved is not None and approved.before is None else None
    if status.after == "approved" and approved is not None and isinstance(by, str):
        return f"approved by {scene.person(by)}", [status, approved]
    if status.after == "published" and posts:
        return f"published on {joined([_out(post) for post in posts])}", [status, *posts]
    return f"{spoken(status.after)}{before}", [status]


def _posts(changes: Sequence[Change]) -> list[Change]:
    """The posts that came."""
    return [
        change
        for change in changes
        if change.field[0] == "published" and len(change.field) == 2 and change.action == "added"
        if text_at(change.after, "date")
    ]


def _out(post: Change) -> str:
    return f"{spoken(post.field[1])} ({line(text_at(post.after, 'date'), SHORT)})"


def planned(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Another day."""
    for change in changes:
        if len(change.field) == 1 and isinstance(change.after, str) and isinstance(change.before, str):
            yield Told(f"planned for {line(change.after)}{was(change.before)}", [change])


def consent(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """The word of who is shown, to this text."""
    for change in changes:
        match change.field, change.after:
            case (_,), dict() if change.before is None and (day := text_at(change.after, "given")):
                yield Told(_given(change.after, day), [change])
            case (_, "withdrawn"), str() if change.before is None:
                yield Told(f"the consent to the text was withdrawn on {line(change.after)}", [change])


def _given(values: Values, day: str) -> str:
    found = values.get("channels")
    channels = [spoken(id) for id in found if isinstance(id, str)] if isinstance(found, list) else []
    where = f" for {joined(channels)}" if channels else ""
    seen = "" if text_at(values, "text_seen") == "true" else ", the text not seen"
    back = text_at(values, "withdrawn")
    return f"consent to the text{where} given on {line(day)}{seen}{f', withdrawn on {line(back)}' if back else ''}"


def answers(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Which questions were answered; what was said stands in the text."""
    came = [change for change in changes if len(change.field) == 2 and change.before is None]
    if came and all(isinstance(change.after, str) for change in came):
        yield Told(f"answers to {joined([line(change.field[1], SHORT) for change in came])}", came)
    gone = [change for change in changes if len(change.field) == 2 and change.after is None]
    if gone:
        noun, verb = ("answer", "was") if len(gone) == 1 else ("answers", "were")
        yield Told(f"the {noun} to {joined([line(c.field[1], SHORT) for c in gone])} {verb} taken out", gone)
    for change in without(changes, [*came, *gone]):
        if len(change.field) == 2:
            yield Told(plain(scene, change, name=f"the answer to {line(change.field[1], SHORT)}"), [change])
