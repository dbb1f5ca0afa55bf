"""CODEOWNERS of the repository in which a registry lies."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.exchange.codeowners import GITHUB, GITLAB, Platform, codeowners
from cmtool.exchange.codeowners.block import MAX_BYTES, block, merged
from cmtool.store.entries import is_linked
from cmtool.store.foreign import read_file
from cmtool.store.root import work_tree
from cmtool.workspace import Workspace, counted

PLATFORMS = {"github": GITHUB, "gitlab": GITLAB}
_HEAD = "# Made by `cmtool export codeowners` out of the registry: changes of these lines are lost."


class Block(NamedTuple):
    """The block, and what its reader should know."""

    text: str
    notes: list[str]


class File(NamedTuple):
    """A CODEOWNERS file as it is and as it should be; None where there is none yet."""

    before: bytes | None
    after: bytes


def block_of(space: Workspace, platform: Platform) -> Block:
    """The lines for the registry, by their paths from the top of its repository."""
    prefix = space.root.resolve().relative_to(top_of(space)).as_posix()
    made = codeowners(space.registry, space.today, "" if prefix == "." else f"{prefix}/", platform)
    notes = made.notes
    if unread := len(space.registry.unreadable):
        verb = "is" if unread == 1 else "are"
        notes = [*notes, f"{counted(unread, 'record')} cannot be read and {verb} not in it: run cmtool validate"]
    return Block(block([_HEAD, *made.lines]), notes)


def top_of(space: Workspace) -> Path:
    """The top of the repository: patterns begin there."""
    top = work_tree(space.root)
    if top is None:
        raise CmtoolError(f"{space.root} lies in no git repository, and CODEOWNERS needs paths from its top: git init")
    return top


def file_with(path: Path, text: str) -> File:
    """A CODEOWNERS file with the block. A link may lead anywhere, and neither GitHub nor GitLab follows it."""
    try:
        is_link, is_there = path.is_symlink(), path.exists()
    except OSError as error:
        raise CmtoolError(f"cannot read {path}: {error.strerror}") from None
    if is_link:
        raise CmtoolError(f"{path} is a link, which is not followed: put the file itself there")
    before = read_file(path, MAX_BYTES) if is_there else None
    if before is not None and len(before) > MAX_BYTES:
        raise CmtoolError(f"{path} has more than {MAX_BYTES // 1_000_000} MB: neither GitHub nor cmtool reads it")
    return File(before, merged(str(path), before, text))


def place_of(top: Path, platform: Platform) -> Path | None:
    """The file that the platform uses: the first of its places where one is. No link leads to it."""
    found = next((place for place in platform.places if (top / place).is_file()), None)
    if found is not None and is_linked(top, found):
        raise CmtoolError(f"{found} is reached over a link, which is not followed: put the file itself there")
    return top / found if found is not None else None
