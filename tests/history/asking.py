"""Everything that the door to git can be asked of a repository, as plain data to compare."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Any

from cmtool.history.archive import Archive
from cmtool.history.objects import commits, contents, tree
from cmtool.history.repository import opened
from cmtool.history.snapshots import entries_at
from cmtool.history.timeline import NO_FILE, at, between, moments, timeline


def happened(root: Path) -> list[str]:
    """What happened to whom, a line for each."""
    return [
        f"{at(deed.step.effective, UTC):%Y-%m-%d} {deed.key.ref} {change.action} {'.'.join(map(str, change.field))}".strip()
        for deed in Archive(root).everything()
        for change in deed.changes
    ]


def everything(root: Path) -> dict[str, Any]:
    """All answers; paths and hashes as they are."""
    repository = opened(root)
    head = repository.head()
    steps = list(timeline(repository, head))
    files = tree(repository, head)
    below = list(timeline(repository, head, "members"))
    assert any(step.touches for step in below), "nothing below members/: this would compare nothing"
    return {
        "happened": happened(root),
        "steps": steps,
        "below members": below,
        "moments": moments(repository, head),
        "between": list(between(repository, steps[0].commit, head)),
        "tree": files,
        "contents": list(contents(repository, [file.blob for file in files if file.blob != NO_FILE])),
        "commits": list(commits(repository, [step.commit for step in steps])),
        "entries": entries_at(repository, head),
        "is_detached": repository.is_detached,
        "is_shallow": repository.is_shallow,
        "by branch": repository.resolve("main"),
        "parent": repository.resolve("HEAD^"),
    }
