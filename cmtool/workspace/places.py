"""Files and folders that somebody names on the command line, as places in a registry or its overlay."""

from __future__ import annotations

import os
from pathlib import Path

from cmtool.errors import CmtoolError


def located(path: Path, bases: list[Path]) -> Path:
    """A given path with the links on its way resolved: one to the registry is followed, one that is a record is not."""
    if not os.path.lexists(path):
        raise CmtoolError(f"no file or folder {path}")
    for located in (normal(path.parent.resolve() / path.name), path.resolve()):
        if any(located == base or base in located.parents or located in base.parents for base in bases):
            return located
    raise CmtoolError(f"{path} lies outside the registry {bases[0]}")


def normal(path: Path) -> Path:
    """A path without `..`, no link followed."""
    return Path(os.path.normpath(path))


def is_within(path: Path, wanted: set[Path]) -> bool:
    """It is one of the wanted files, or lies in one of the wanted folders."""
    return path in wanted or any(folder in wanted for folder in path.parents)
