"""Text that may stand in a public calendar: one line or some, without control characters and mail addresses."""

from __future__ import annotations

import re

from cmtool.render.escape import legible

_ADDRESS = re.compile(r"(?:mailto:)?[^\s@<>()\[\],;:/\"']+@[^\s@<>()\[\],;:\"']+", re.IGNORECASE)


def words(text: str) -> str:
    """The text with mail addresses masked, in lines that any reader shows."""
    lines = (" ".join(line.split()) for line in legible(text).split("\n"))
    return _ADDRESS.sub("(address)", "\n".join(lines).strip())


def one_line(text: str) -> str:
    """As `words`, in one line."""
    return " ".join(words(text).split())
