"""Folders of made files: cmtool writes only into one that is empty or that it marked, and removes only what it made.

The marker `.cmtool-build` lists the files. A file that is not on the list is somebody's: it is neither replaced nor
removed. Links are never followed.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.store.save import make_folder, remove, save, sweep

MARKER = ".cmtool-build"
_HEAD = "Made by cmtool build, which may replace and remove the files listed here.\n"
_PATH = re.compile(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*\.[a-z]+", re.ASCII)


class Changes(NamedTuple):
    """What a folder of made files needed."""

    written: list[str]
    unchanged: list[str]
    removed: list[str]


def put(folder: Path, files: Mapping[str, bytes], *, dry_run: bool = False) -> Changes:
    """Make the folder hold these files, and none that an earlier run made; `dry_run` only tells."""
    try:
        return _put(folder, files, dry_run)
    except OSError as error:  # what writes has told its own trouble
        raise CmtoolError(f"cannot read {error.filename or folder}: {error.strerror}") from None


def _put(folder: Path, files: Mapping[str, bytes], dry_run: bool) -> Changes:
    if not dry_run and not folder.is_symlink():
        sweep(folder)  # of a run that was killed; without this its marker may be missing, and the folder seem foreign
    before = _listed(folder)
    for path in files:
        _refuse_unless_free(folder, path, before)
    stale = [path for path in sorted(before - set(files)) if _is_plain(folder / path) and _lies_inside(folder, path)]
    written = [path for path in sorted(files) if not _holds(folder / path, files[path])]
    changes = Changes(written, sorted(set(files) - set(written)), stale)
    if dry_run:
        return changes
    # both lists while it is being done: a run that is killed leaves nothing that the next one does not know
    _mark(folder, before | set(files))
    for path in written:
        make_folder((folder / path).parent)
        sweep((folder / path).parent)
        save(folder / path, files[path])
    for path in stale:
        remove(folder / path, folder)
    _mark(folder, set(files))
    return changes


def _listed(folder: Path) -> set[str]:
    """The files that the marker of a folder lists; a folder that is neither new, empty nor marked is refused."""
    if folder.is_symlink():
        raise CmtoolError(f"{folder} is a link; name the folder itself")
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return set()
    marker = folder / MARKER
    if not folder.is_dir() or not _is_plain(marker):
        raise CmtoolError(f"{folder} holds what cmtool did not make; name a new or empty folder")
    text = marker.read_text("utf-8", "replace")
    if not text.startswith(_HEAD):
        raise CmtoolError(f"{marker} is not a marker of cmtool; name a new or empty folder")
    return {line for line in text.splitlines()[1:] if _PATH.fullmatch(line)}


def _refuse_unless_free(folder: Path, path: str, before: set[str]) -> None:
    if not _PATH.fullmatch(path):
        raise ValueError(f"not the name of a made file: {path!r}")
    if not _lies_inside(folder, path):
        raise CmtoolError(f"{folder / path} leads through a link or a file; remove it, or name another folder")
    if path not in before and ((folder / path).exists() or (folder / path).is_symlink()):
        raise CmtoolError(f"{folder / path} exists and was not made by cmtool; move it away, or name another folder")


def _lies_inside(folder: Path, path: str) -> bool:
    """Every folder on the way is a real folder, or not there yet."""
    parents = [folder / parent for parent in Path(path).parents if parent != Path()]
    return all(not parent.is_symlink() and (parent.is_dir() or not parent.exists()) for parent in parents)


def _is_plain(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _holds(path: Path, data: bytes) -> bool:
    return _is_plain(path) and path.read_bytes() == data


def _mark(folder: Path, paths: set[str]) -> None:
    make_folder(folder)
    save(folder / MARKER, (_HEAD + "".join(f"{path}\n" for path in sorted(paths))).encode("utf-8"))
