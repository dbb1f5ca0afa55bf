"""The overlay lies outside the registry, as it should."""

from pathlib import Path


def build(folder: Path) -> None:
    (folder / "private").rename(folder.parent / "private")
