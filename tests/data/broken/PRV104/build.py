"""The registry is a git work tree, and the overlay lies in it."""

from pathlib import Path


def build(folder: Path) -> None:
    (folder.parent / ".git").mkdir()
