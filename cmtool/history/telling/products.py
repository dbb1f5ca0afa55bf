"""What a group makes, and its versions on their way from planned to released."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from cmtool.history.telling.plain import plain
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import joined, line, spoken, text_at, was
from cmtool.model.change import Change

_USUAL = (("planned", "released"), ("in-development", "released"), ("released", "retired"))
"""What a version was before goes without saying."""


def products(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Changes of `products`, version by version."""
    by_version: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        match change.field:
            case (_, name) if change.action in ("added", "removed"):
                yield Told(_product(scene, name, change), [change])
            case (_, name, "versions", version, *_):
                by_version[name, version].append(change)
            case (_, name, _, *_) if change.action != "reordered":
                yield Told(plain(scene, change, line(name)), [change])
    for (name, version), found in by_version.items():
        yield from _version(scene, f"version {line(version)} of {line(name)}", found)


def _product(scene: Scene, name: str, change: Change) -> str:
    if change.action == "removed":
        return f"the product {line(name)} is no longer listed"
    found = change.after.get("versions") if isinstance(change.after, dict) else None
    versions = [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
    told = [_stands(scene, f"version {line(one.get('version'))}", {**one, "authors": None}) for one in versions]
    return f"new product: {line(name)}{f' ({joined(told)})' if told else ''}"


def _version(scene: Scene, subject: str, changes: Sequence[Change]) -> Iterator[Told]:
    fields = {change.field[4]: change for change in changes if len(change.field) == 5 and _is_plain(change)}
    status = fields.pop("status", None)
    if status is not None and isinstance(status.after, str):
        around: dict[str, Change] = {name: fields[name] for name in ("date", "due", "authors") if name in fields}
        if "authors" in around and around["authors"].before:
            del around["authors"]
        yield Told(_moved(scene, subject, status, around), [status, *around.values()])
        fields = {name: change for name, change in fields.items() if name not in around}
    left = set(map(id, fields.values()))
    for change in changes:
        if len(change.field) == 4 and change.action == "added" and isinstance(change.after, dict):
            yield Told(_stands(scene, subject, change.after), [change])
        elif len(change.field) == 4 and change.action == "removed":
            status_was = text_at(change.before, "status")
            yield Told(f"{subject} is no longer listed{was(status_was and spoken(status_was))}", [change])
        elif id(change) in left:
            yield Told(_field(scene, subject, change), [change])


def _is_plain(change: Change) -> bool:
    """A text, or for authors a list."""
    kind = list if change.field[4] == "authors" else str
    return change.action != "reordered" and all(v is None or isinstance(v, kind) for v in (change.before, change.after))


def _stands(scene: Scene, subject: str, version: dict[str, Any]) -> str:
    """`version 2.1 is in development, due 2027-03-31`."""
    status, date, due = (text_at(version, name) for name in ("status", "date", "due"))
    authors = version.get("authors")
    by = f", by {scene.people(authors)}" if isinstance(authors, list) and authors else ""
    on = f" on {line(date)}" if date else ""
    if status == "released":
        return f"{subject} was released{on}{by}"
    text = f"{subject} is {spoken(status)}" if status else f"{subject} is new"
    if status == "retired":
        return f"{text} (released{on}){by}" if date else f"{text}{by}"
    return f"{text}{f', due {line(due)}' if due else ''}{f', dated {line(date)}' if date else ''}{by}"


def _moved(scene: Scene, subject: str, status: Change, around: dict[str, Change]) -> str:
    """A version with a new status, and what changed with it."""
    version = {name: change.after for name, change in around.items()} | {"status": status.after}
    text = _stands(scene, subject, version)
    due = around["due"].before if "due" in around else None
    is_usual = (status.before, status.after) in _USUAL
    before = [spoken(status.before)] if isinstance(status.before, str) and not is_usual else []
    if due and due != version.get("date"):
        before.append(f"due {line(due)}")
    if "date" in around and around["date"].before:
        before.append(f"dated {line(around['date'].before)}")
    return f"{text}{was(', '.join(before))}"


def _field(scene: Scene, subject: str, change: Change) -> str:
    name, before, after = change.field[4], change.before, change.after
    if name == "due":
        return (
            f"{subject} is due {line(after)}{was(before)}"
            if after
            else (f"{subject} is no longer due on {line(before)}")
        )
    if name == "date" and after:
        return f"{subject} came out on {line(after)}{was(before)}"
    if name == "authors" and not before and after:
        return f"{subject} credits {scene.people(after)}"
    return plain(scene, change, subject)
