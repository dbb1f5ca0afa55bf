"""YAML of somebody else's project: the registry's own reader, after what cannot be seen is taken out.

A registry file with a zero-width space is refused, because a review would not show it. A foreign file is only looked at
once, and people paste such characters from chats and documents; so they are dropped and counted.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cmtool.document.reader import Reading, read

_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")


class ForeignReading(NamedTuple):
    """A foreign file as read, and the line of each invisible character that was dropped."""

    reading: Reading
    unseen: list[int]


def read_foreign(path: str, data: bytes) -> ForeignReading:
    """Read a foreign file; all other bounds and refusals are those of a registry file."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ForeignReading(read(path, data), [])
    unseen = [text.count("\n", 0, found.start()) + 1 for found in _UNSEEN.finditer(text)]
    return ForeignReading(read(path, _UNSEEN.sub("", text).encode() if unseen else data), unseen)
