"""Writing files whole or not at all, making and removing folders: the only place where cmtool writes to disk."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from cmtool.errors import CmtoolError
from cmtool.store.layout import COMMUNITY_FILE, IGNORED, place

_TEMPORARY = ".cmtool-tmp-"
"""How a file begins that is being written."""


def save(path: Path, data: bytes) -> bool:
    """Write a file atomically, with the mode it had; False if it already holds these bytes.

    A reader sees the old or the new file, never a part; a link is never written through.
    """
    with _told(f"cannot write {path}"):
        status = path.lstat() if path.is_symlink() or path.exists() else None
        if status is not None and not stat.S_ISREG(status.st_mode):
            raise CmtoolError(f"cannot write {path}: it is not a plain file")
        _refuse_read_only(path, status)
        if status is not None and path.read_bytes() == data:
            return False
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_TEMPORARY)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(stat.S_IMODE(status.st_mode) if status else 0o644)
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)
            raise
        settle(path.parent)
    return True


def _refuse_read_only(path: Path, status: os.stat_result | None) -> None:
    """A file that its owner closed is not replaced, though the system would let us."""
    if status is not None and not status.st_mode & stat.S_IWUSR:
        raise CmtoolError(f"cannot write {path}: it is read-only; `chmod u+w` opens it")


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where they are not there yet."""
    with _told(f"cannot make {folder}"):
        folder.mkdir(parents=True, exist_ok=True)


def remove(path: Path, within: Path) -> None:
    """Remove a file, and the folders that it leaves empty up to `within`, which stays."""
    with _told(f"cannot remove {path}"):
        status = path.lstat() if path.is_symlink() or path.exists() else None
        _refuse_read_only(path, status)
        path.unlink(missing_ok=True)
        settle(path.parent)
    with suppress(OSError):
        for parent in list(path.relative_to(within).parents)[:-1]:
            (within / parent).rmdir()


def clear(folder: Path) -> None:
    """Remove a folder of ours with all that is in it; what cannot be removed is left to the next time."""
    shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what a killed process has left of files that it was writing."""
    with suppress(OSError):
        for left in folder.glob(f"{_TEMPORARY}*"):
            left.unlink()


def drop(path: Path) -> None:
    """Remove a file of ours, if it is there."""
    with _told(f"cannot remove {path}"):
        path.unlink(missing_ok=True)


@contextmanager
def lent(data: bytes) -> Iterator[Path]:
    """A file of these bytes outside the registry, for a program that wants a path; gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        yield path


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Trouble with the disk in words."""
    try:
        yield
    except OSError as error:
        raise CmtoolError(f"{what}: {error.strerror}") from None


def save_new(folder: Path, files: Mapping[str, bytes], *, folders: Iterable[str] = ()) -> None:
    """Write a new registry, all of it or nothing, into a folder that is empty or does not exist yet.

    Of `folders`, those without a file get a `.gitkeep`: the next record has its place.

    The files are written aside and put in place at the end, `community.yaml` last: until then there is no registry.
    """
    with put_in_place(folder) as aside:
        for path in sorted(files):
            _write(aside, path, files[path])
        for name in folders:
            if not (aside / name).exists():
                (aside / name).mkdir()
                (aside / name / ".gitkeep").touch()


@contextmanager
def put_in_place(folder: Path) -> Iterator[Path]:
    """A folder aside, to be filled, that becomes `folder`, which is empty or not there yet: all of it or nothing.

    Into an empty folder its entries are moved by name, `community.yaml` last.
    """
    refuse_unless_new(folder)
    try:
        exists = folder.exists()
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=folder if exists else folder.parent, prefix=_TEMPORARY))
        try:
            yield aside
            _tidy(aside)
            if exists:
                _move_into(folder, aside)
            else:
                aside.rename(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        settle(folder.parent)
    except OSError as error:
        raise CmtoolError(f"cannot write {folder}: {error.strerror}; nothing was kept") from None


def refuse_unless_new(folder: Path) -> None:
    """Nothing of anybody's is ever overwritten: the folder must be empty or absent, and no link."""
    with _told(f"cannot read {folder}"):
        problem = _not_new(folder)
    if problem:
        raise CmtoolError(f"{folder} {problem}; name a folder that is empty or does not exist yet")


def _not_new(folder: Path) -> str:
    if folder.is_symlink():
        return "is a link"
    if not folder.exists():
        return ""
    if not folder.is_dir():
        return "is not a folder"
    if not any(folder.iterdir()):
        return ""
    return "already holds a registry" if (folder / COMMUNITY_FILE).exists() else "is not empty"


def _write(aside: Path, path: str, data: bytes) -> None:
    verdict = place(path)
    if verdict.problem or verdict == IGNORED or {"", ".", ".."} & set(path.split("/")):
        raise ValueError(f"not a path of a registry: {path!r}")
    target = aside / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    target.chmod(0o644)


def _tidy(aside: Path) -> None:
    """Folders as readable as the files in them (a temporary one is closed to others), and known to the disk."""
    for folder in (aside, *(inner for inner in aside.rglob("*") if inner.is_dir())):
        folder.chmod(0o755)
        settle(folder)


def _move_into(folder: Path, aside: Path) -> None:
    """Put what was written aside in the empty folder it lies in; on any trouble, empty the folder again."""
    moved: list[Path] = []
    try:
        for entry in sorted(aside.iterdir(), key=lambda entry: (entry.name == COMMUNITY_FILE, entry.name)):
            target = folder / entry.name
            if target.exists() or target.is_symlink():
                raise CmtoolError(f"{target} has appeared in the meantime; nothing was kept")
            moved.append(entry.rename(target))
    except BaseException:
        for target in moved:
            if target.is_dir():
                shutil.rmtree(target, ignore_errors=True)
            else:
                target.unlink(missing_ok=True)
        raise
    settle(folder)


def settle(folder: Path) -> None:
    """Ask the disk to keep the names in a folder; systems that cannot, do so anyway."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
