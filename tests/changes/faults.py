"""The k-th thing that cmtool asks of the system fails: a disk that is full, broken or read-only, or a git that is."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal

import pytest

from cmtool.errors import CmtoolError
from cmtool.history.git import Failed, Git

How = Literal["once", "full", "broken"]
"""That operation alone; from then on all that need space; from then on all."""

_BY_NAME = ("replace", "rename", "unlink", "chmod", "mkdir", "rmdir")
_NEED_SPACE = ("open", "write", "fsync", "mkdir")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)


class Faults:
    """Counts operations below a folder, and lets some fail."""

    def __init__(self, top: Path, at: int, how: How) -> None:
        self._top, self._at, self._how = str(top), at, how
        self.count = 0
        self.failed: list[str] = []

    def at(self, operation: str, path: Any = None) -> None:
        """An operation is about to be made."""
        if path is not None and not isinstance(path, int) and not self._is_ours(path):
            return
        self.count += 1
        is_lasting = self._how == "broken" or (self._how == "full" and operation in _NEED_SPACE)
        if self.count == self._at or (is_lasting and self.count > self._at):
            self.failed.append(operation)
            code = errno.ENOSPC if self._how == "full" else ERRORS[self._at % len(ERRORS)]
            raise OSError(code, os.strerror(code))

    def _is_ours(self, path: Any) -> bool:
        name = os.fsdecode(path)
        return name.startswith(self._top) or not os.path.isabs(name)


class _Failing:
    """A file whose writes may fail."""

    def __init__(self, file: IO[bytes], faults: Faults) -> None:
        self._file, self._faults = file, faults

    def __enter__(self) -> _Failing:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        try:
            self._faults.at("write")
        except OSError:
            self._file.write(data[: len(data) // 2])  # a full disk takes a part
            raise
        return self._file.write(data)


@contextmanager
def failing_disk(top: Path, at: int, how: How) -> Iterator[Faults]:
    """The operation number `at` on files below a folder fails."""
    faults, patch = Faults(top, at, how), pytest.MonkeyPatch()
    for name in _BY_NAME:
        patch.setattr(os, name, _before(faults, name, getattr(os, name)))
    patch.setattr(os, "open", _opening(faults, os.open))
    patch.setattr(os, "fsync", _before(faults, "fsync", os.fsync))
    patch.setattr(os, "fdopen", _wrapping(faults, os.fdopen))
    try:
        yield faults
    finally:
        patch.undo()


def _before(faults: Faults, name: str, real: Any) -> Any:
    def call(path: Any, *arguments: Any, **options: Any) -> Any:
        faults.at(name, path)
        return real(path, *arguments, **options)

    return call


def _opening(faults: Faults, real: Any) -> Any:
    def call(path: Any, flags: int, *arguments: Any, **options: Any) -> Any:
        if flags & (os.O_WRONLY | os.O_RDWR):
            faults.at("open", path)
        return real(path, flags, *arguments, **options)

    return call


def _wrapping(faults: Faults, real: Any) -> Any:
    def call(handle: int, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        file = real(handle, mode, *arguments, **options)
        return _Failing(file, faults) if mode == "wb" else file

    return call


@contextmanager
def failing_git(at: int, how: Literal["not run", "run", "gone"]) -> Iterator[list[str]]:
    """The call of git number `at` cannot be started, fails after its work, or with all later ones cannot be started."""
    calls: list[str] = []
    real, patch = Git.process, pytest.MonkeyPatch()

    @contextmanager
    def process(self: Git, arguments: Any, *others: Any, **options: Any) -> Iterator[Any]:
        calls.append(" ".join(arguments[:2]))
        number = len(calls)
        if (number == at and how != "run") or (how == "gone" and number > at):
            raise CmtoolError("git cannot be run: Cannot allocate memory")
        with real(self, arguments, *others, **options) as running:
            yield running
        if number == at:
            raise Failed(arguments[0], 128, "fatal: it broke")

    patch.setattr(Git, "process", process)
    try:
        yield calls
    finally:
        patch.undo()
