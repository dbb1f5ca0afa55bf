"""The items of a list in one cell."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def items_of(text: str, known: Mapping[str, Any] | Sequence[str]) -> list[str]:
    """The items of a cell, split at line ends and semicolons, else at commas; quoted items and known answers whole."""
    if text.casefold() in known:
        return [text]
    delimiter = ";" if ";" in text or "\n" in text else ","
    rows = csv.reader([text.replace("\n", ";")], delimiter=delimiter, skipinitialspace=True)
    pieces = [piece.strip() for piece in next(rows, [])]
    return [item for item in _whole(pieces, known, delimiter) if item]


def _whole(pieces: list[str], known: Mapping[str, Any] | Sequence[str], delimiter: str) -> Iterator[str]:
    """Pieces, those together that are one known answer with the delimiter in it."""
    longest = 1 + max((answer.count(delimiter) for answer in known), default=0)
    at = 0
    while at < len(pieces):
        for end in range(min(len(pieces), at + longest), at + 1, -1):
            joined = f"{delimiter} ".join(pieces[at:end])
            if joined.casefold() in known:
                yield joined
                at = end
                break
        else:
            yield pieces[at]
            at += 1
