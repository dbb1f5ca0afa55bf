"""Names that are one file on some systems, which therefore cannot stand in the repository."""

from pathlib import Path


def build(folder: Path) -> None:
    text = (folder / "members" / "ada-stone.yaml").read_text()
    (folder / "members" / "Ada-Stone.yaml").write_text(text)
