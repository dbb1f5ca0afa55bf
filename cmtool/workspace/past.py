"""The registry on a past day: the tree that git kept, judged as of that day, with today's consents."""

from __future__ import annotations

import os
from datetime import date, tzinfo
from pathlib import Path

from cmtool.errors import CmtoolError
from cmtool.history.identity import COMMUNITY, Present
from cmtool.history.repository import Repository, opened
from cmtool.history.snapshots import Past, entries_at, has_registry, overlay_entries_at, present_in
from cmtool.history.timeline import NoData, moments, step_at
from cmtool.model.member import OverlayMember
from cmtool.model.registry import Registry
from cmtool.model.values import text_at
from cmtool.schedule.zones import zone
from cmtool.store.entries import is_linked, record_files
from cmtool.store.load import Loaded, assemble
from cmtool.store.overlay import overlay_members
from cmtool.store.root import work_tree
from cmtool.workspace import Workspace


def as_of(space: Workspace, day: date) -> Workspace:
    """The workspace as it was at the end of a day in the community's time zone."""
    return Workspace(space.root, day, space.clock, _snapshot(space.root, day))


def before(space: Workspace, day: date) -> Registry | None:
    """The registry on a day, for comparison; None before the first commit, or with a note where history fails."""
    try:
        return as_of(space, day).registry
    except NoData:
        return None
    except CmtoolError as error:
        space.notes.append(f"nothing is compared with {day}: {error}")
        return None


def _snapshot(root: Path, day: date) -> Loaded:
    """The registry of a day in the words of today; nothing of today's is judged for it, only looked up."""
    repository = opened(root)
    present = present_in(record_files(root))
    own = zone(text_at(present.values(COMMUNITY), "timezone") or "UTC")
    files = entries_at(repository, _commit_on(repository, day, own))
    if not has_registry(files):
        raise NoData(f"no data on {day}: {repository.prefix or 'the repository'} held no community.yaml then")
    past = Past(files, present)
    return assemble(past.entries, past=past.values, overlay=_overlay(root, present, past, day, own))


def _commit_on(repository: Repository, day: date, own: tzinfo) -> str:
    """The commit that was the last one on a day."""
    return step_at(moments(repository, repository.head()), day, own).commit


def _overlay(root: Path, present: Present, past: Past, day: date, own: tzinfo) -> dict[str, OverlayMember] | None:
    """The overlay on a day, where it is a git repository of its own; else nothing is known of its past."""
    named = text_at(present.values(COMMUNITY), "privacy", "overlay")
    if named is None or is_linked(root, named) or not _has_own_past(root, Path(os.path.realpath(root / named))):
        return None
    repository = opened(root / named)
    try:
        commit = _commit_on(repository, day, own)
    except NoData:
        return {}
    return overlay_members(named, overlay_entries_at(repository, commit, past), past.values)[0]


def _has_own_past(root: Path, folder: Path) -> bool:
    return folder.is_dir() and work_tree(folder) not in (None, work_tree(root))
