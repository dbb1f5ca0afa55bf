"""A person: where they stand, whom they work with, what they agreed to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cmtool.history.telling.lists import without
from cmtool.history.telling.plain import plain
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import SHORT, counted, joined, label, line, spoken, text_at, was
from cmtool.model.change import Change

_STATUS = {
    "onboarding": "is onboarding",
    "active": "is active now",
    "paused": "takes a break",
    "alumni": "became alumni",
    "removed": "was removed",
}
_CONSENTS = {
    "listing": "to be listed",
    "spotlight": "to a spotlight",
    "statistics": "to be counted in statistics",
    "photo": "to photos",
}


def status(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Changes of `status`, `joined` and `left`."""
    fields = {change.field: change for change in changes if len(change.field) == 1}
    moved, left, came = (_with_text(fields.get((name,))) for name in ("status", "left", "joined"))
    if moved is not None:
        verb = _STATUS.get(moved.after) or f"is {line(moved.after, SHORT)} now"
        is_going = left is not None and moved.after == "alumni" and left.after != "unknown"
        day = f", last day {line(left.after)}" if left and is_going else ""
        back = fields.get(("left",)) if left is None else None
        before = spoken(moved.before) if moved.before else ""
        if back is not None and before and isinstance(back.before, str):
            yield Told(f"{verb}{was(f'{before} until {line(back.before)}')}", [moved, back])
        else:
            yield Told(f"{verb}{was(before)}{day}", [moved, left] if left and is_going else [moved])
        left = None if is_going else left
    if left is not None:
        before = was(left.before)
        yield Told(f"last day {line(left.after)}{before}", [left])
    if came is not None:
        yield Told(f"joined on {line(came.after)}{was(came.before)}", [came])


def _with_text(change: Change | None) -> Change | None:
    """The change, if there is a text now."""
    return change if change is not None and isinstance(change.after, str) else None


def erased(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """What a person who was removed leaves behind: names of fields, no values."""
    for verb in ("erased", "changed"):
        found = [change for change in changes if (change.action == "removed") == (verb == "erased")]
        if found:
            names = list(dict.fromkeys(label(change.field[0]) for change in found))
            yield Told(f"{verb}: {joined(names)}", found)


def consents(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """What the person agreed to, and takes back."""
    by_verb: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        if len(change.field) == 2 and change.field[1] in _CONSENTS and all(_is_text(v) for v in change[2:4]):
            by_verb[_consent(change)].append(change)
    for (verb, end), found in by_verb.items():
        whats = joined([_CONSENTS[change.field[1]] for change in found])
        consent = "consents" if len(found) > 1 else "consent"
        yield Told(f"{verb.replace('consent*', consent)} {whats}{end}", found)


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _consent(change: Change) -> tuple[str, str]:
    """The verb and the end of the sentence."""
    before, after = change.before, change.after
    if after == "declined":
        given = before and before != "declined"
        return ("withdrew the consent*", f" (given on {line(before)})") if given else ("does not consent", "")
    if not after:
        return ("the consent*", " is no longer recorded" + was(before))
    if before == "declined":
        return ("consented", f" on {line(after)} (had declined)")
    return (
        ("renewed the consent*", f" on {line(after)}{was(line(before))}")
        if before
        else (("consented", f" on {line(after)}"))
    )


def affiliations(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Organisations that the person comes to and leaves."""
    came = [c for c in changes if len(c.field) == 2 and c.action == "added" and text_at(c.after, "org")]
    ended = [c for c in changes if c.field[2:] == ("until",) and isinstance(c.after, str)]
    gone = [c for c in changes if len(c.field) == 2 and c.action == "removed"]
    if len(came) == 1 and len(ended) + len(gone) == 1:
        old = [*ended, *gone][0]
        since = text_at(came[0].after, "since")
        until = f" (until {line(old.after)})" if ended else ""
        from_, to = scene.name("organisations", old.field[1]), scene.name("organisations", came[0].field[1])
        yield Told(f"moved from {from_}{until} to {to}{f' (since {line(since)})' if since else ''}", [old, came[0]])
        came, ended, gone = [], [], []
    for change in came:
        since = text_at(change.after, "since")
        name = scene.name("organisations", change.field[1])
        yield Told(f"now with {name}{f' (since {line(since)})' if since else ''}", [change])
    for change in ended:
        name, before = scene.name("organisations", change.field[1]), change.before
        yield Told(f"with {name} until {line(change.after)}{was(before)}", [change])
    for change in gone:
        yield Told(f"no longer with {scene.name('organisations', change.field[1])}", [change])
    for change in without(changes, ended):
        if len(change.field) == 3 and (change.field[2] != "until" or change.after is None):
            name = scene.name("organisations", change.field[1])
            if change.field[2] == "since" and isinstance(change.after, str):
                yield Told(f"with {name} since {line(change.after)}{was(change.before)}", [change])
            else:
                yield Told(plain(scene, change, name), [change])


def roles(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Roles in the whole community."""
    for change in changes:
        text = _role(scene, change) if len(change.field) > 1 else None
        if text:
            yield Told(text, [change])


def _role(scene: Scene, change: Change) -> str | None:
    name, before, after = scene.name("roles", change.field[1]), change.before, change.after
    match change.field[2:]:
        case () if change.action == "added" and isinstance(after, dict):
            since, until, time = (text_at(after, field) for field in ("since", "until", "time"))
            share = f", {line(time)} of working time" if time else ""
            if until:
                return f"was {name} {f'from {line(since)} to' if since else 'until'} {line(until)}{share}"
            return f"became {name}{f' on {line(since)}' if since else ''}{share}"
        case () if change.action == "removed":
            return f"is no longer listed as {name}"
        case ("role",) if isinstance(before, str) and isinstance(after, str):
            return f"became {scene.name('roles', after)}{was(scene.name('roles', before))}"
        case ("since",) if isinstance(after, str):
            return f"{name} since {line(after)}{was(before)}"
        case ("until",) if isinstance(after, str):
            return f"{name} until {line(after)}{was(before)}"
        case ("until",) if after is None:
            return f"is {name} again"
        case ("time",) if isinstance(after, str):
            return f"{line(after)} of working time as {name}{was(before)}"
        case (_,) if change.action != "reordered":
            return plain(scene, change, f"the role {name}")
    return None


def availability(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """What the person can give."""
    for change in changes:
        whole = len(change.field) == 1 and isinstance(change.after, dict) and change.before is None
        given = change.after if whole else {"".join(change.field[1:]): change.after}
        known = {"hours_per_month", "mentoring"}
        if given and given.keys() <= known and all(isinstance(value, str) for value in given.values()):
            before = was(line(change.before)) if isinstance(change.before, str) and "hours_per_month" in given else ""
            yield Told(", ".join(_gives(name, value) for name, value in given.items()) + before, [change])


def _gives(name: str, value: str) -> str:
    if name == "hours_per_month":
        return f"can give {counted(line(value), 'hour')} a month"
    return {"true": "would mentor a newcomer", "false": "cannot mentor at the moment"}.get(
        value, f"mentoring: {line(value)}"
    )


def links(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Handles on other platforms."""
    for change in changes:
        if len(change.field) == 2:
            yield Told(plain(scene, change, name=f"{line(change.field[1], SHORT)} handle"), [change])


def agreed(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """The code of conduct."""
    for change in changes:
        if isinstance(change.after, str):
            before = was(change.before)
            yield Told(f"agreed to the code of conduct on {line(change.after)}{before}", [change])


def verified(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Somebody confirmed the record."""
    for change in changes:
        if isinstance(change.after, str):
            yield Told(f"record confirmed on {line(change.after)}", [change])
