"""`demo`: the sample community as a git repository with its past, and its overlay as a second one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cmtool.demo import moments, private_moments
from cmtool.document.screen import MAX_BYTES
from cmtool.history.founding import found
from cmtool.model.change import NewCommit
from cmtool.store.entries import Entry, entries, overlay_entries
from cmtool.store.foreign import read_file
from cmtool.store.packaged import demo_folder, sample_folder
from cmtool.store.save import put_in_place, refuse_unless_new

PRIVATE, COMMUNITY = "meridian-private", "meridian-stack"
"""The folders, in the order in which they appear: until the last one is there, nothing looks finished."""


class Founded(NamedTuple):
    """A repository that was made: its folder, how many commits, the days of the first and the last, and its head."""

    folder: Path
    commits: int
    first: date
    last: date
    head: str = ""


def demonstrate(folder: Path, *, dry_run: bool) -> list[Founded]:
    """Make the sample's repositories in a new or empty folder; `dry_run` only tells what they would be."""
    refuse_unless_new(folder)
    made = sample()
    if dry_run:
        return [_told(folder / name, commits) for name, commits in made.items()]
    with put_in_place(folder) as aside:
        heads = {name: found(aside / name, made[name]) for name in (PRIVATE, COMMUNITY)}
    return [_told(folder / name, commits, heads[name]) for name, commits in made.items()]


def sample() -> dict[str, list[NewCommit]]:
    """The commits of the sample's repositories by their folders."""
    demo = demo_folder()
    files = _data(entries(sample_folder()))
    overlay = _data(overlay_entries(demo, "overlay", "members"))
    history = read_file(demo / "history.yaml", MAX_BYTES)
    pages = {name: {"README.md": read_file(demo / "pages" / f"{name}.md", MAX_BYTES)} for name in (COMMUNITY, PRIVATE)}
    return {
        COMMUNITY: moments(files, history, pages[COMMUNITY]),
        PRIVATE: private_moments(files, overlay, history, pages[PRIVATE]),
    }


def _data(found: Iterable[Entry]) -> dict[str, bytes]:
    return {entry.path: entry.data for entry in found}


def _told(folder: Path, commits: Sequence[NewCommit], head: str = "") -> Founded:
    return Founded(folder, len(commits), _day(commits[0]), _day(commits[-1]), head)


def _day(commit: NewCommit) -> date:
    """The day of a commit where it was made."""
    return (datetime.fromtimestamp(commit.seconds, UTC) + timedelta(minutes=commit.offset)).date()
