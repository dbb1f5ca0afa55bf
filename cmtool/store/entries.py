"""The files of a registry folder as they lie on disk: no link is followed, nothing but regular files is opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Literal, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.model.folders import LATER
from cmtool.store.layout import IGNORED, folder_place, is_judged_folder, place

MAX_FILES = 100_000
MAX_TOTAL = 512 * 1024 * 1024
_READ = 256 * 1024 + 1
"""One byte more than a file may have, so that the reader sees that it is too large."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Entry(NamedTuple):
    """A file of a registry, from disk or from a git tree; `data` only of regular files."""

    path: str
    kind: Literal["file", "link", "special", "repository", "folder", "closed"]
    data: bytes = b""


def entries(root: Path) -> Iterator[Entry]:
    """What lies in a registry folder and is judged, in the order of names."""
    return _counted(root, _top(root))


def record_files(root: Path) -> Iterator[Entry]:
    """What lies in a registry folder and is judged, and the files of kinds that only a later version reads."""
    yield from entries(root)
    for folder in LATER:
        if is_folder(root / folder):
            for entry in _tree(str(root / folder), f"{folder}/"):
                yield _opened(root / entry.path, entry.path) if entry.kind == "file" else entry


def is_folder(path: Path) -> bool:
    """A folder, and no link to one; a link can lead where even to look is an error."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def overlay_entries(root: Path, named: str, folder: str) -> Iterator[Entry]:
    """What lies in one folder of the overlay that a registry names: nothing else there is read, no link followed."""
    if is_linked(root, named) or (root / named / folder).is_symlink():
        return iter((Entry(folder, "link"),))
    return _counted(root / named, _tree(str(root / named / folder), f"{folder}/"))


def is_linked(root: Path, named: str) -> bool:
    """The way to a folder leads over a link of the registry itself, where anybody could have put it."""
    top = os.path.normpath(root)
    steps = accumulate(Path(named).parts, lambda path, part: path / part, initial=root)
    return any(s.is_symlink() and os.path.normpath(s).startswith(top + os.sep) for s in steps)


def as_checked_out(files: Sequence[Entry]) -> Iterator[Entry]:
    """Of all files of a git tree those that `entries` would yield, if they lay on disk."""
    near_misses: set[str] = set()
    for entry in files:
        top, is_below, _ = entry.path.partition("/")
        if is_judged_folder(top):
            yield entry
        elif is_below or entry.kind == "repository":
            if folder_place(top).problem:
                near_misses.add(top)
        elif place(top) != IGNORED or (entry.kind == "link" and folder_place(top).problem):
            yield entry
    yield from (Entry(name, "folder") for name in sorted(near_misses))


def _counted(root: Path, found: Iterator[Entry]) -> Iterator[Entry]:
    count = total = 0
    for entry in found:
        count, total = count + 1, total + len(entry.data)
        if count > MAX_FILES or total > MAX_TOTAL:
            raise CmtoolError(
                f"{root} is too large: a registry has at most {MAX_FILES} files and {MAX_TOTAL >> 20} MiB"
            )
        yield entry


def _top(root: Path) -> Iterator[Entry]:
    try:
        listed = sorted(os.scandir(root), key=lambda e: e.name)
    except OSError as error:
        raise CmtoolError(f"cannot read {root}: {error.strerror}") from None
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            if is_judged_folder(entry.name):
                yield from _tree(entry.path, f"{entry.name}/")
            elif folder_place(entry.name).problem:
                yield Entry(entry.name, "folder")
        elif place(entry.name) != IGNORED:
            yield _entry(entry, entry.name)
        elif entry.is_symlink() and (is_judged_folder(entry.name) or folder_place(entry.name).problem):
            yield Entry(entry.name, "link")


def _tree(folder: str, prefix: str) -> Iterator[Entry]:
    """What lies in a folder at any depth; never recursive, since folders can be nested deeper than Python calls."""
    open_folders = [_listed(folder, prefix)]
    while open_folders:
        found = next(open_folders[-1], None)
        if found is None:
            open_folders.pop()
        elif isinstance(found, Entry):
            yield found
        else:
            open_folders.append(_listed(*found))


def _listed(folder: str, prefix: str) -> Iterator[Entry | tuple[str, str]]:
    """What lies in one folder: entries, and for a folder its path on disk and its prefix."""
    try:
        listed = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        yield Entry(prefix.rstrip("/"), "closed")
        return
    names = {entry.name for entry in listed}
    if ".git" in names or {"HEAD", "objects", "refs"} <= names:
        yield Entry(prefix.rstrip("/"), "repository")
        return
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            yield entry.path, f"{prefix}{entry.name}/"
        else:
            yield _entry(entry, prefix + entry.name)


def _entry(entry: os.DirEntry[str], path: str) -> Entry:
    if entry.is_symlink():
        return Entry(path, "link")
    if not place(path).folder and path != "community.yaml":
        return Entry(path, "file")
    return _opened(entry.path, path) if entry.is_file(follow_symlinks=False) else Entry(path, "special")


def _opened(place: str | Path, path: str) -> Entry:
    """A file with its bytes; what it is, is asked of the open file, so that nobody swaps it in between."""
    try:
        handle = os.open(place, _FLAGS)
    except OSError:
        return Entry(path, "closed")
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return Entry(path, "special")
        return Entry(path, "file", os.read(handle, min(status.st_size, _READ)) if status.st_size else b"")
    except OSError:
        return Entry(path, "closed")
    finally:
        os.close(handle)


def opened_file(path: Path) -> bytes | None:
    """The bytes of one file; None where nothing is. CmtoolError for what is no plain file, or cannot be read."""
    try:
        handle = os.open(path, _FLAGS)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        problem = "it is a symbolic link" if path.is_symlink() else error.strerror
        raise CmtoolError(f"cannot read {path}: {problem}") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise CmtoolError(f"cannot read {path}: it is not a plain file")
    with os.fdopen(handle, "rb") as file:
        return file.read()


def ids(root: Path, folder: str) -> list[str]:
    """The ids in a kind's folder by the names of its files; none is opened."""
    found = (place(path.relative_to(root).as_posix()) for path in (root / folder).rglob("*.yaml"))
    return sorted({verdict.id for verdict in found if verdict.folder == folder and not verdict.problem})
