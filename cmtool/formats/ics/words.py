"""Text that may stand in a public calendar: one line or some, without control characters, mail addresses and phones."""

from __future__ import annotations

import re

from cmtool.model.addresses import addresses
from cmtool.render.escape import legible

_ATOM = r"[^\s@＠﹫<>()\[\],;:/\"']"
_ADDRESS = re.compile(rf"(?<!{_ATOM})(?:mailto:)?{_ATOM}+[@＠﹫][^\s@＠﹫<>()\[\],;:\"']+", re.IGNORECASE)


def words(text: str) -> str:
    """The text with mail addresses and phone numbers masked, in lines that any reader shows."""
    lines = (" ".join(line.split()) for line in legible(text).split("\n"))
    told = _ADDRESS.sub("(address)", "\n".join(lines).strip())
    for found in reversed([*addresses(told)]):
        told = f"{told[: found.start]}({found.what}){told[found.end :]}"
    return told


def one_line(text: str) -> str:
    """As `words`, in one line."""
    return " ".join(words(text).split())
