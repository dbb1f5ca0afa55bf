"""The blobs of records while commits are walked: each distinct one is read once and kept until its last use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from cmtool.history.identity import Key, values_of
from cmtool.history.objects import contents
from cmtool.history.repository import Repository
from cmtool.history.timeline import NO_FILE
from cmtool.model.values import Values

About = Callable[[Key, bytes], bool]
"""Whether a version of a record, given the bytes of its file, can matter to a question."""


class Blobs:
    """Blobs read in the order of their first use, each kept until its last."""

    def __init__(self, repository: Repository, uses: Iterable[str | None]) -> None:
        self._left = Counter(blob for blob in uses if blob is not None and blob != NO_FILE)
        self._stream = zip(list(self._left), contents(repository, self._left), strict=True)
        self._data: dict[str, bytes] = {}
        self._values: dict[str, Values | None] = {}

    def are_about(self, key: Key, blobs: Iterable[str | None], about: About) -> bool:
        """One of some blobs of a record matters."""
        return any(about(key, self._read(blob)) for blob in blobs)

    def values(self, key: Key, blob: str | None) -> Values | None:
        """The values of a blob; None where there is none or it cannot be read."""
        if blob is None or blob == NO_FILE:
            return None
        if blob not in self._values:
            self._values[blob] = values_of(key, self._read(blob))
        return self._values[blob]

    def release(self, blobs: Iterable[str | None]) -> None:
        """Forget what was used for the last time."""
        for blob in (blob for blob in blobs if blob is not None and blob in self._left):
            self._left[blob] -= 1
            if not self._left[blob]:
                self._data.pop(blob, None)
                self._values.pop(blob, None)

    def _read(self, blob: str | None) -> bytes:
        """The bytes of a blob; none where no one file tells."""
        if blob is None or blob == NO_FILE:
            return b""
        while blob not in self._data:
            got, data = next(self._stream)
            self._data[got] = data
        return self._data[blob]
