"""`save`: what somebody edited by hand gets home, checked and told in words."""

from __future__ import annotations

from collections.abc import Sequence

from cmtool.errors import CmtoolError
from cmtool.history.identity import key_of
from cmtool.history.messages import words
from cmtool.history.readiness import refuse_sparse
from cmtool.history.repository import Repository
from cmtool.history.worktree import changed_paths, ignored_paths
from cmtool.model.folders import FOLDERS, LATER, OPTIONAL_FILES
from cmtool.store.entries import Entry
from cmtool.store.journal import Written, held
from cmtool.store.layout import COMMUNITY_FILE
from cmtool.store.load import Loaded, assemble
from cmtool.workspace import Workspace
from cmtool.workspace.changing import Done, How, judged, lines_of, made
from cmtool.workspace.difference import Difference, Side, at_commit, on_disk
from cmtool.workspace.door import door
from cmtool.workspace.proposing import Proposal
from cmtool.workspace.schemas import PATHS, with_schemas

_OURS = (*FOLDERS, *LATER, "templates")


def save(space: Workspace, how: How) -> Done:
    """Commit the files of the registry that hands changed; nothing else that lies in the work tree."""
    with door(space.root, is_dry=how.is_dry) as (repository, lock, notes):
        if repository is None:
            raise CmtoolError(
                f"{space.root} is in no git repository, so there is nothing to save it to: begin one with `git init`"
            )
        refuse_sparse(repository)
        fresh = Workspace(space.root, space.given_day, space.clock)
        paths = [path for path in changed_paths(repository) if _is_ours(fresh, repository, path)]
        files = [Written(path, data, data) for path in paths for data in [held(space.root, path)]]
        before, after = _last(fresh, repository), on_disk(fresh)
        _refuse_ignored(repository, after)
        found = judged(before, after, how, is_by_hand=True)
        lines = lines_of(_compared(files, before.entries))
        proposal = _proposal(files, found)
        proposal = proposal._replace(files=with_schemas(after.space, repository, proposal.files))
        paths = [file.path for file in proposal.files]
        done = Done(proposal.subject, found, lines, [*notes, *found.notes], paths)
        return done if how.is_dry or not paths else made(fresh, repository, lock, proposal, how, done)


def _is_ours(space: Workspace, repository: Repository, path: str) -> bool:
    """A file of the registry: all of them in a folder of its own, the known ones at the top of a repository."""
    if repository.prefix:
        return True
    keys = space.registry.community.keys if space.registry.community else None
    return path.partition("/")[0] in _OURS or path in (COMMUNITY_FILE, *OPTIONAL_FILES, keys, *PATHS)


def _refuse_ignored(repository: Repository, after: Side) -> None:
    """What is judged is what is saved: a record that git keeps out would be told of, and be nowhere."""
    ignored = ignored_paths(repository).intersection(entry.path for entry in after.entries)
    if ignored:
        raise CmtoolError(
            f"{repository.prefix}{min(ignored)} is ignored by a .gitignore, so nobody else would get it: "
            "change that first"
        )


def _last(space: Workspace, repository: Repository) -> Side:
    """The registry of the last commit; an empty one before the first."""
    if repository.tip() is not None:
        return at_commit(space, repository, "HEAD")
    registry, _ = assemble([])
    return Side("nothing", [], Workspace(space.root, space.today, space.clock, Loaded(registry, [])))


def _proposal(files: list[Written], found: Difference) -> Proposal:
    subject, body = words((one.key, one.record, one.changes, one.around) for one in found.changed)
    records = list(dict.fromkeys(key.ref for one in found.changed for key in one.touched))
    return Proposal("save", subject or _named([file.path for file in files]), files, records, body=body)


def _named(paths: Sequence[str]) -> str:
    """What is said of files in which no field changed."""
    what = "comments or layout" if all(key_of(path) for path in paths) else "changed"
    return f"{paths[0].removesuffix('.yaml')}: {what}" if len(paths) == 1 else f"{len(paths)} files: {what}"


def _compared(files: list[Written], entries: list[Entry]) -> list[Written]:
    """The files with what they held in the last commit, as far as they are records."""
    old = {entry.path: entry.data for entry in entries if entry.kind == "file"}
    return [Written(file.path, old.get(file.path), file.after) for file in files]
