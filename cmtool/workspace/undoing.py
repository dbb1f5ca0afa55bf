"""`undo`: a new commit that takes the last change of cmtool back, and leaves what came later alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.git import Failed
from cmtool.history.identity import key_of
from cmtool.history.messages import CHANGE, UNDOES
from cmtool.history.repository import Repository, opened
from cmtool.history.trailers import trailers
from cmtool.history.worktree import checked_out_bytes, committed_changes
from cmtool.model.addresses import addresses
from cmtool.model.change import Person
from cmtool.store.journal import Written, held
from cmtool.store.layout import COMMUNITY_FILE
from cmtool.store.save import lent
from cmtool.workspace import Workspace
from cmtool.workspace.proposing import Proposal
from cmtool.workspace.schemas import PATHS


class _Change(NamedTuple):
    """A commit of cmtool."""

    id: str
    parents: list[str]
    author: Person
    verb: str
    subject: str


def undo(space: Workspace, *, is_forced: bool = False) -> Proposal:
    """The files as they were before the last change, with all that came later.

    Forced, also where somebody else made it.
    """
    repository = opened(space.root)
    for last in _changes(repository):
        if not last.parents:
            raise CmtoolError(f"{last.id[:7]} is the first commit: there is no state before it")
        files = [_without(repository, space, last, *facts) for facts in _facts(repository, last)]
        changed = [file for file in files if file.before != file.after]
        if changed:  # else somebody took it back by hand
            if not is_forced:
                _refuse_others(repository, last)
            return _proposal(space, last, changed)
    raise CmtoolError("no change of cmtool is there to undo")


def _proposal(space: Workspace, last: _Change, files: list[Written]) -> Proposal:
    records = [key.ref for file in files if (key := key_of(file.path)) is not None]
    is_half = last.verb == "merge" and bool(space.registry.overlay)
    notes = ["the overlay is not taken back: look there whether two people became one"] if is_half else []
    return Proposal("undo", _subject(last), files, records, notes, _renamed_back(space, files), undoes=last.id)


def _refuse_others(repository: Repository, last: _Change) -> None:
    """After a pull the last change may be that of a colleague."""
    me = repository.own().execute(["git", "var", "GIT_AUTHOR_IDENT"]).decode("utf-8", "replace")
    if f"<{last.author.mail}>" not in me:
        what = f"the last change, {last.id[:7]} ({last.subject}), is by {last.author.name}"
        raise CmtoolError(f"{what}: --force takes it back")


def _renamed_back(space: Workspace, files: Sequence[Written]) -> list[Written]:
    """The overlay's file of a member who gets the old id back."""
    people = space.registry.overlay or {}
    keys = [(key, file) for file in files if (key := key_of(file.path)) is not None and key.folder == "members"]
    now = [key.id for key, file in keys if file.after is None and key.id in people]
    then = [key.id for key, file in keys if file.before is None and key.id not in people]
    if len(now) != 1 or len(then) != 1:
        return []
    member = space.registry.members.get(now[0])
    if member is None or then[0] not in member.formerly:  # two people, one who went and one who came
        return []
    data = people[now[0]].source.text.encode()
    return [Written(f"members/{now[0]}.yaml", data, None), Written(f"members/{then[0]}.yaml", None, data)]


def _subject(last: _Change) -> str:
    """What was undone; without its words where they hold what must not be repeated."""
    short = f"undo {last.id[:7]}"
    return short if next(addresses(last.subject), None) is not None else f"{short}: {last.subject}"


def _changes(repository: Repository) -> Iterator[_Change]:
    """The commits of cmtool that are not taken back yet, and take none back themselves; the last one first."""
    undone: set[str] = set()
    with repository.stream("log", "--first-parent", "-z", "--format=%H%n%P%n%an%n%ae%n%B", repository.head()) as stream:
        for told in _pieces(stream.read()):
            id, parents, name, mail, message = told.split("\n", 4)
            said = {name.lower(): value for name, value in trailers(message)}
            if UNDOES.lower() in said:
                undone.add(said[UNDOES.lower()])
            elif CHANGE.lower() in said and id not in undone:
                yield _Change(id, parents.split(), Person(name, mail), said[CHANGE.lower()], message.partition("\n")[0])


def _facts(repository: Repository, last: _Change) -> list[tuple[str, bool, bool]]:
    """The files that a change touched: path, and whether it was there before and after.

    Schemas that only followed `community.yaml` do so again.
    """
    facts = list(committed_changes(repository, last.id))
    if not any(path == COMMUNITY_FILE for path, _, _ in facts):
        return facts
    return [(path, before, after) for path, before, after in facts if not (path in PATHS and before and after)]


def _pieces(data: bytes) -> list[str]:
    return [piece.decode("utf-8", "replace") for piece in data.split(b"\0") if piece]


def _without(
    repository: Repository, space: Workspace, last: _Change, path: str, was_before: bool, is_after: bool
) -> Written:
    """A file without what the change did to it. CmtoolError where later changes touch the same lines."""
    before = checked_out_bytes(repository, last.parents[0], path) if was_before else None
    after = checked_out_bytes(repository, last.id, path) if is_after else None
    now = held(space.root, path)
    if now is not None and now != after:
        before, after = _ended_like(now, before), _ended_like(now, after)
    if now == after:
        return Written(path, now, before)
    if now is None or before is None or after is None:
        raise _overlapping(path, last)
    return Written(path, now, _merged(repository, path, last, now, after, before))


def _ended_like(now: bytes, data: bytes | None) -> bytes | None:
    """A file with the line ends that it has on disk, which git may give it only at the next checkout."""
    if data is None:
        return None
    plain = data.replace(b"\r\n", b"\n")
    return plain.replace(b"\n", b"\r\n") if b"\r\n" in now else plain


def _merged(repository: Repository, path: str, last: _Change, now: bytes, after: bytes, before: bytes) -> bytes:
    with lent(now) as ours, lent(after) as base, lent(before) as theirs:
        try:
            return repository.run("merge-file", "-p", "-q", str(ours), str(base), str(theirs))
        except Failed:
            raise _overlapping(path, last) from None


def _overlapping(path: str, last: _Change) -> CmtoolError:
    return CmtoolError(
        f"{path} was changed since {last.id[:7]} ({last.subject}) in the same lines, so it cannot be taken back alone: "
        "edit the file by hand, then `cmtool save`"
    )
