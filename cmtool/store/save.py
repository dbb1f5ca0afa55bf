"""Writing files whole or not at all: the only place where cmtool writes to disk."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from cmtool.errors import CmtoolError


def save(path: Path, data: bytes) -> bool:
    """Write a file atomically, with the mode it had; False if it already holds these bytes.

    A reader sees the old or the new file, never a part; a link is never written through.
    """
    try:
        status = path.lstat() if path.is_symlink() or path.exists() else None
        if status is not None and not stat.S_ISREG(status.st_mode):
            raise CmtoolError(f"cannot write {path}: it is not a plain file")
        if status is not None and path.read_bytes() == data:
            return False
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".cmtool-tmp-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(stat.S_IMODE(status.st_mode) if status else 0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CmtoolError(f"cannot write {path}: {error.strerror}") from None
    return True
