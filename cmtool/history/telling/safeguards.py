"""What guards the registry: who can read it, who approves, which warnings are silenced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cmtool.history.telling.plain import plain
from cmtool.history.telling.scene import Scene, Told
from cmtool.history.telling.words import SHORT, line, text_at, was
from cmtool.model.change import Change

_BY = {
    "self": "the person themselves",
    "leads": "the leads of the group",
    "owner": "the owner",
    "manager": "a community manager",
}


def waivers(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Warnings silenced for a reason, until a day."""
    by_record: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if len(change.field) == 2 and isinstance(values := change.after or change.before, dict):
            code, until, reason = (line(text_at(values, name)) for name in ("code", "until", "reason"))
            verb = "waives" if change.action == "added" else "no longer waives"
            yield Told(f"{verb} {code} on {_record(change.field[1])} until {until}: {reason}", [change])
        elif len(change.field) == 3:
            by_record[change.field[1]].append(change)
    for record, found in by_record.items():
        codes = [text_at(one, "code") for one in scene.entries("waivers") if one.get("record") == record]
        code = f" of {line(codes[0])}" if len(codes) == 1 and codes[0] else ""
        for change in found:
            name = f"the waiver{code} on {_record(record)}"
            if change.field[2] == "until" and isinstance(change.after, str):
                yield Told(f"{name} holds until {line(change.after)}{was(change.before)}", [change])
            else:
                yield Told(plain(scene, change, name), [change])


def _record(ref: str) -> str:
    return "all records" if ref == "*" else line(ref, SHORT)


def review(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Who approves changes of which files."""
    for change in changes:
        match change.field:
            case (_, paths) if change.action == "added" and (by := text_at(change.after, "by")):
                yield Told(f"changes of {_files(paths)} are approved by {_approver(scene, by)}", [change])
            case (_, paths) if change.action == "removed":
                yield Told(f"no rule any more for who approves changes of {_files(paths)}", [change])
            case (_, paths, "by") if isinstance(change.after, str):
                before = was(isinstance(change.before, str) and _approver(scene, change.before))
                yield Told(
                    f"changes of {_files(paths)} are approved by {_approver(scene, change.after)} now{before}", [change]
                )


def _files(paths: str) -> str:
    return "anything else" if paths == "*" else line(paths, SHORT)


def _approver(scene: Scene, by: str) -> str:
    return _BY.get(by) or scene.person(by)


def privacy(scene: Scene, changes: Sequence[Change]) -> Iterator[Told]:
    """Who can read the registry, said plainly."""
    for change in changes:
        whole = len(change.field) == 1 and change.before is None and isinstance(change.after, dict)
        parts = (
            [Change((*change.field, name), "added", None, value) for name, value in change.after.items()]
            if whole
            else [change]
        )
        told = [_setting(part) for part in parts]
        if told and all(told):
            yield Told("; ".join(text for text in told if text), [change])


def _setting(change: Change) -> str | None:
    before, after = change.before, change.after
    if not all(value is None or isinstance(value, str) for value in (before, after)):
        return None
    match change.field[1:]:
        case ("visibility",) if after == "public":
            return f"the repository is declared public now: everybody can read it{was(before)}"
        case ("visibility",) if after == "private":
            return f"the repository is declared private now: only those with access read it{was(before)}"
        case ("overlay",) if after:
            return f"sensitive fields are kept in the overlay {line(after)}{was(before)}"
        case ("overlay",):
            return f"sensitive fields are no longer kept in an overlay{was(before)}"
        case ("min_cell",) if after:
            return f"the smallest count that is shown is {line(after)}{was(before)}"
    return None
