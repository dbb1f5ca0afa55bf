"""Which state of the registry is judged: what lies on disk, or what a commit holds, whatever a checkout makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.model.folders import LATER
from cmtool.source import Source
from cmtool.store.entries import Entry, as_checked_out
from cmtool.store.load import Loaded, assemble
from cmtool.store.overlay import published
from cmtool.workspace import Report, Workspace, selected
from cmtool.workspace.places import is_within, normal


class Verdict(NamedTuple):
    """What validation says of a state, the files of records in it, and the state."""

    report: Report
    files: list[str]
    space: Workspace


def on_disk(space: Workspace, paths: list[Path], *, private: bool = False) -> Verdict:
    """What lies in the registry's folder; of some files and folders if they are named."""
    report = space.validate(paths, private=private)
    community = space.registry.community
    overlay = community.privacy.overlay if community else None
    return Verdict(report, [one.path for one in selected(_sources(space), space.root, overlay, paths)], space)


def at_commit(space: Workspace, revision: str, paths: list[Path], *, private: bool = False) -> Verdict:
    """What a commit holds, without any overlay; of some files and folders of it if they are named."""
    # what lies on disk is judged without git, and without what runs it
    from cmtool.history.repository import opened
    from cmtool.history.snapshots import entries_at, has_registry

    repository = opened(space.root)
    commit = repository.resolve(revision)
    files = entries_at(repository, commit)
    entries = list(as_checked_out(files))
    if not has_registry(entries):
        where = f"in {repository.prefix}" if repository.prefix else "at its top"
        raise CmtoolError(f"no registry in commit {commit[:12]}: it holds no community.yaml {where}")
    registry, findings = assemble(entries, unread_folders=_unread(files))
    loaded = Loaded(registry, [*findings, *published(space.root, registry.community)])
    then = Workspace(space.root, space.given_day, space.clock, loaded)
    verdict = Verdict(then.validate(private=private), [source.path for source in _sources(then)], then)
    base = space.root.resolve()
    return _of(verdict, base, {_located(path, base, files, commit) for path in paths}) if paths else verdict


def _unread(files: list[Entry]) -> list[str]:
    """The folders that only a later version reads."""
    tops = {entry.path.partition("/")[0] for entry in files if "/" in entry.path}
    return [folder for folder in LATER if folder in tops]


def _of(verdict: Verdict, base: Path, wanted: set[Path]) -> Verdict:
    """The verdict on some places alone."""

    def is_wanted(path: str) -> bool:
        return is_within(normal(base / path), wanted)

    report = verdict.report
    findings = [finding for finding in report.findings if is_wanted(finding.path)]
    due = [finding for finding in report.due if is_wanted(finding.path)]
    files = [path for path in verdict.files if is_wanted(path)]
    return verdict._replace(report=report._replace(findings=findings, due=due), files=files)


def _located(path: Path, base: Path, files: list[Entry], commit: str) -> Path:
    """A given path as a place in the registry of a commit: what lies on disk does not count, but for the way there."""
    for here in (normal(path.parent.resolve() / path.name), path.resolve()):
        if here == base or base in here.parents or here in base.parents:
            if any(is_within(normal(base / entry.path), {here}) for entry in files):
                return here
            raise CmtoolError(f"no file or folder {path} in commit {commit[:12]}")
    raise CmtoolError(f"{path} lies outside the registry {base}")


def _sources(space: Workspace) -> list[Source]:
    """The files of records, readable or not."""
    registry = space.registry
    return [*(record.source for record in registry.all_records()), *(source for _, source in registry.unread_sources)]
