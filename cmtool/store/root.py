"""Where the registry is."""

from __future__ import annotations

import os
from pathlib import Path

from cmtool.errors import CmtoolError
from cmtool.store.layout import COMMUNITY_FILE


class NoRegistry(CmtoolError):
    """Nothing was named, and there is none here."""


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds a registry, itself or in `registry/`; NoRegistry where none does."""
    for folder in (start, *start.parents):
        for candidate in (folder / "registry", folder):
            if (candidate / COMMUNITY_FILE).is_file():
                return candidate
    raise NoRegistry(
        f"no registry here: no {COMMUNITY_FILE} in {start} or above; go into one, or name it with --registry DIR"
    )


def given_root(folder: Path) -> Path:
    """The registry in a folder that the user named, itself or in its `registry/`."""
    try:
        if not folder.is_dir():
            raise CmtoolError(f"no folder {folder}")
        # in a folder called `registry` another one is not looked for: a change could slip it under who names the first
        inner = [] if folder.resolve().name == "registry" else [folder / "registry"]
        for candidate in (folder, *inner):
            if (candidate / COMMUNITY_FILE).exists():
                return candidate
    except OSError as error:
        raise CmtoolError(f"cannot read {folder}: {error.strerror}") from None
    raise CmtoolError(f"no registry in {folder}: it holds no {COMMUNITY_FILE}")


def work_tree(folder: Path) -> Path | None:
    """The git work tree a folder lies in: the nearest folder upwards with `.git`; git itself is not needed."""
    here = Path(os.path.realpath(folder))
    return next((place for place in (here, *here.parents) if os.path.lexists(place / ".git")), None)


def git_folder(top: Path) -> Path:
    """Where the repository of a work tree lies: `.git`, or the folder that this file names; git itself is not asked."""
    place = top / ".git"
    if not place.is_file():
        return place
    named = place.read_bytes().removeprefix(b"gitdir: ").rstrip(b"\r\n")
    return top / os.fsdecode(named)


def work_folder(git_dir: Path) -> Path:
    """Where a change is prepared, in the folder of git, and where a killed one leaves its journal."""
    return git_dir / "cmtool"


def is_left(root: Path) -> bool:
    """A change is under way in a registry, or a killed one left something."""
    try:
        top = work_tree(root)
        return top is not None and os.path.lexists(work_folder(git_folder(top)))
    except OSError:
        return False
