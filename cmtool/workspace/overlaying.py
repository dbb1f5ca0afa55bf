"""The overlay's part of a change. It is a repository of its own, and no commit spans two: it goes first."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.commit import Intent, commit, write_only
from cmtool.history.readiness import Unsaved
from cmtool.history.repository import Repository, opened
from cmtool.model.member import OverlayMember
from cmtool.store.entries import Entry
from cmtool.store.overlay import overlay_members
from cmtool.store.root import work_tree
from cmtool.workspace import Workspace
from cmtool.workspace.door import door
from cmtool.workspace.proposing import Proposal

Held = tuple[Repository | None, int]
"""A repository and the lock on it."""


class Plea(NamedTuple):
    """What is asked of the overlay's repository, as of the registry's."""

    message: str
    branch: str | None
    is_detached_fine: bool
    commits: bool


def named_in(space: Workspace) -> str | None:
    """The folder of the overlay, as the community names it from the registry."""
    community = space.registry.community
    return community.privacy.overlay if community else None


def people_after(space: Workspace, proposal: Proposal) -> Mapping[str, OverlayMember] | None:
    """The overlay's members as they would be."""
    people, named = space.registry.overlay, named_in(space)
    if people is None or named is None:
        return people
    touched = {Path(file.path).stem for file in proposal.overlay}
    written = [Entry(file.path, "file", file.after) for file in proposal.overlay if file.after is not None]
    return {id: record for id, record in people.items() if id not in touched} | overlay_members(named, written)[0]


def overlay_first(space: Workspace, proposal: Proposal, plea: Plea, held: Held) -> str:
    """Change the overlay, if it has a part in it; what the user should know. A repeated command finds it done."""
    named = named_in(space)
    if not proposal.overlay or named is None:
        return ""
    folder = space.root / named
    place = shlex.quote(str(folder))
    try:
        with _opened(folder, held, commits=plea.commits) as (repository, lock):
            if repository is None or not plea.commits:
                write_only(repository, folder, proposal.overlay)
                by_hand = f"; save it there: git -C {place} add -A, then git -C {place} commit" if repository else ""
                return f"the overlay was changed as well{by_hand}"
            branch = None if held[0] is not None and held[0].top == repository.top else plea.branch
            there = Intent(proposal.overlay, plea.message, new_branch(repository, branch), plea.is_detached_fine)
            made = commit(repository, folder, lock, there)
    except Unsaved as error:
        raise CmtoolError(
            f"in the overlay, {error.path} has changes that are not saved: "
            f"save them with git -C {place} commit -a, then repeat this"
        ) from None
    except CmtoolError as error:
        raise CmtoolError(f"the overlay in {folder} cannot be changed, so nothing was: {error}") from None
    return f"the overlay was changed as well, in a commit of its own ({made.id[:7]})"


def new_branch(repository: Repository, branch: str | None) -> str | None:
    """The branch to begin; none where one is on it already."""
    return None if repository.checked_out == f"refs/heads/{branch}" else branch


@contextmanager
def _opened(folder: Path, held: Held, *, commits: bool) -> Iterator[Held]:
    """The repository of the overlay and its lock, which may be those of the registry."""
    if held[0] is not None and work_tree(folder) == held[0].top:
        yield opened(folder), held[1]
        return
    with door(folder, commits=commits) as (repository, lock, _):
        yield repository, lock
