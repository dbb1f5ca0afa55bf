"""A file that the user names and that is no part of a registry, as bytes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cmtool.errors import CmtoolError

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a plain file, one more than `limit` at most, so that its reader sees that it is too large."""
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        raise CmtoolError(f"cannot read {path}: {error.strerror}") from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise CmtoolError(f"cannot read {path}: not a plain file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(limit + 1)
    except OSError as error:
        raise CmtoolError(f"cannot read {path}: {error.strerror}") from None
    finally:
        os.close(handle)
