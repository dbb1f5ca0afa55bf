"""Small histories for tests: files as text, and what was found as lines that one can read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from cmtool.history.archive import Archive
from cmtool.history.walk import Deed
from cmtool.model.change import Change
from tests.history.repository import File, Made, write

COMMUNITY = "schema: 1\nname: Friday Garden\n"
DAY = 86_400


def archive_of(folder: Path, *commits: dict[str, File] | Made) -> tuple[Archive, list[str]]:
    """A registry at the top of a repository, each commit a day later than the one before; and their hashes."""
    made: list[Made] = []
    for number, commit in enumerate(commits):
        one = commit if isinstance(commit, Made) else Made(commit, number * DAY)
        made.append(one._replace(files={"community.yaml": COMMUNITY, **one.files}))
    hashes = write(folder, made)
    return Archive(folder), hashes


def lines(deeds: Iterable[Deed], hashes: Sequence[str]) -> list[str]:
    """`2 members/ada: name 'Ada' -> 'Ada Moreau'`: the commit by its position, the record, and one change."""
    return [
        f"{hashes.index(deed.step.commit)} {deed.key.ref}: {told(change)}"
        for deed in deeds
        for change in deed.changes
        if deed.key.folder
    ]


def told(change: Change) -> str:
    """A change in few words."""
    if not change.field:
        return f"renamed from {change.before}" if change.action == "renamed" else change.action
    if change.action in ("added", "removed"):
        value = change.after if change.action == "added" else change.before
        return f"{change.field_name} {change.action} {value!r}"
    arrow = "~>" if change.action == "reordered" else "->"
    return f"{change.field_name} {change.before!r} {arrow} {change.after!r}"
