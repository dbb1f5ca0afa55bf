"""One writer at a time: a lock on a folder, that ends with the process that holds it, however that ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cmtool.errors import CmtoolError

PATIENCE = 60.0
"""Seconds that a writer waits for another."""
_PAUSE = 0.02


class Busy(CmtoolError):
    """Somebody else holds the lock."""


@contextmanager
def locked(folder: Path, holder: str = "", patience: float = PATIENCE) -> Iterator[int]:
    """Hold the lock of a folder, and get the open file that is the lock: a child that keeps it open holds it too.

    `Busy` where another one does not end in time; `holder` says who that may be.
    """
    handle = _opened(folder)
    try:
        end = time.monotonic() + patience
        while not _taken(handle):
            if time.monotonic() >= end:
                raise Busy(f"another cmtool is at work in {folder}{holder}: repeat this when it has ended")
            time.sleep(_PAUSE)
        yield handle
    finally:
        os.close(handle)


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _opened(folder: Path) -> int:
        """Windows locks no folders: a file in it."""
        return os.open(folder / "cmtool.lock", os.O_RDWR | os.O_CREAT)

    def _taken(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _opened(folder: Path) -> int:
        try:
            return os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise CmtoolError(f"cannot open {folder}: {error.strerror}") from None

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
