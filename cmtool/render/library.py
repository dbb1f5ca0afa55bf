"""The templates there are: ours, and a registry's own, which take the place of ours of the same name.

Names come from what lies in the two folders, never from a template that asks: a path cannot leave them, and a link is
never followed. A registry's own templates may come with a pull request: they are strangers.
"""

from __future__ import annotations

import os
import re
import stat
from functools import cached_property
from pathlib import Path

from cmtool.errors import CmtoolError

MAX_BYTES = 256 * 1024
_NAME = re.compile(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*\.(?:md|html|txt|svg)\.j2", re.ASCII)
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Library:
    """Templates by name: `reports/overview.md.j2`."""

    def __init__(self, builtin: Path, own: Path | None = None) -> None:
        """`own` is the registry's folder of templates; it need not exist."""
        self.builtin_folder = builtin
        self.own_folder = own

    @cached_property
    def builtin(self) -> dict[str, Path]:
        """Our templates."""
        return _listed(self.builtin_folder)[0]

    @cached_property
    def _own(self) -> tuple[dict[str, Path], list[str]]:
        return _listed(self.own_folder) if self.own_folder else ({}, [])

    @property
    def own(self) -> dict[str, Path]:
        """The registry's templates."""
        return self._own[0]

    @property
    def problems(self) -> list[str]:
        """What lies among the registry's templates and is none, in words."""
        return self._own[1]

    def __contains__(self, name: str) -> bool:
        return name in self.own or name in self.builtin

    def builtin_source(self, name: str) -> str | None:
        """The text of one of our templates."""
        return _read(self.builtin[name]) if name in self.builtin else None

    def sources(self) -> dict[str, str]:
        """The text of every template, the registry's own before ours."""
        return {name: _read(path) for name, path in sorted({**self.builtin, **self.own}.items())}


def is_partial(name: str) -> bool:
    """The template is only a piece of others: `_page.html.j2`."""
    return name.rpartition("/")[2].startswith("_")


def _listed(folder: Path) -> tuple[dict[str, Path], list[str]]:
    """Templates of a folder by name, and what is not one."""
    try:
        return _found(folder)
    except OSError as error:
        raise CmtoolError(f"cannot read {error.filename or folder}: {error.strerror}") from None


def _found(folder: Path) -> tuple[dict[str, Path], list[str]]:
    if folder.is_symlink():
        return {}, [f"{folder.name}: a symbolic link; links are never followed"]
    if not folder.is_dir():
        return {}, []
    names: dict[str, Path] = {}
    problems: list[str] = []
    pending = [(folder, "")]
    while pending:
        here, prefix = pending.pop()
        for entry in sorted(os.scandir(here), key=lambda e: e.name):
            name = prefix + entry.name
            if entry.is_symlink():
                problems.append(f"{name}: a symbolic link; links are never followed")
            elif entry.is_dir(follow_symlinks=False):
                pending.append((here / entry.name, f"{name}/"))
            elif not entry.is_file(follow_symlinks=False):
                problems.append(f"{name}: not a plain file")
            elif _NAME.fullmatch(name):
                names[name] = here / entry.name
            elif entry.name not in ("README.md", ".gitkeep"):
                problems.append(f"{name}: not the name of a template; expected a name as 'reports/overview.md.j2'")
    return dict(sorted(names.items())), sorted(problems)


def _read(path: Path) -> str:
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        raise CmtoolError(f"cannot read template {path}: {error.strerror}") from None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise CmtoolError(f"cannot read template {path}: not a plain file")
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise CmtoolError(f"template {path} is larger than {MAX_BYTES // 1024} KiB")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CmtoolError(
            f"template {path} is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"
        ) from None
