"""The registry on a past day: the tree that git kept, judged as of that day, with today's consents."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from cmtool.errors import CmtoolError
from cmtool.history.git import Repository, opened
from cmtool.history.snapshots import Past, entries_at, has_registry, overlay_entries_at, present_in
from cmtool.history.timeline import NoData, moments, step_at
from cmtool.model.member import OverlayMember
from cmtool.model.registry import Registry
from cmtool.schedule.zones import zone
from cmtool.store.entries import entries
from cmtool.store.load import Loaded, assemble
from cmtool.store.overlay import overlay_members
from cmtool.store.root import work_tree
from cmtool.workspace import Workspace


def as_of(space: Workspace, day: date) -> Workspace:
    """The workspace as it was at the end of a day in the community's time zone."""
    repository = opened(space.root)
    loaded = snapshot(space, repository, commit_on(space, repository, day), day)
    return Workspace(space.root, day, space.clock, loaded)


def before(space: Workspace, day: date) -> Registry | None:
    """The registry on a day, for comparison; None where no history reaches so far, and `space` notes why."""
    try:
        return as_of(space, day).registry
    except NoData:
        return None
    except CmtoolError as error:
        space.notes.append(f"nothing is compared with {day}: {error}")
        return None


def commit_on(space: Workspace, repository: Repository, day: date) -> str:
    """The commit that was the last one on a day."""
    community = space.registry.community
    own = zone(community.timezone if community else "UTC")
    return step_at(moments(repository, repository.head()), day, own).commit


def snapshot(space: Workspace, repository: Repository, commit: str, day: date) -> Loaded:
    """The registry of a commit in the words of today."""
    files = entries_at(repository, commit)
    if not has_registry(files):
        raise CmtoolError(f"no data on {day}: {repository.prefix or 'the repository'} held no community.yaml then")
    past = Past(files, present_in(list(entries(space.root))), day)
    return assemble(past.entries, past=past.values, overlay=_overlay(space, past, day))


def _overlay(space: Workspace, past: Past, day: date) -> dict[str, OverlayMember] | None:
    """The overlay on a day, where it is a git repository of its own; else nothing is known of its past."""
    community = space.registry.community
    named = community.privacy.overlay if community else None
    folder = Path(os.path.realpath(space.root / named)) if named else None
    if folder is None or not folder.is_dir() or work_tree(folder) in (None, work_tree(space.root)):
        return None
    repository = opened(folder)
    try:
        commit = commit_on(space, repository, day)
    except NoData:
        return {}
    return overlay_members(str(named), overlay_entries_at(repository, commit, past), past.values)[0]
